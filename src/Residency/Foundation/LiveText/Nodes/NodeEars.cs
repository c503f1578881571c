using Npgsql;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Nodes;

/// <summary>Hears through PostgreSQL what other nodes tell. On SQLite there is nothing to hear.</summary>
internal sealed class NodeEars(
    StorageSettings settings,
    ThisNode node,
    OpenTexts texts,
    NodeReading reading,
    TimeProvider clock,
    ILogger<NodeEars> log
) : BackgroundService
{
    // Numbers are given before they are committed, so a lower one may appear later.
    private const long Margin = 10_000;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.UsesPostgres && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HearAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A database that is away for a while, or a line that broke by itself, must not end the hearing nor the node.
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                Log.CannotHear(log, broken);
                await Task.Delay(s_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HearAsync(CancellationToken cancel)
    {
        await using var connection = PostgresLine.Of(settings);
        connection.Notification += (_, told) => Take(told.Payload);
        await connection.OpenAsync(cancel);
        await using (var listen = new NpgsqlCommand($"LISTEN {NodeWord.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancel);
        }

        texts.Reread(Margin);

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (listening, fetching) = (ListenAsync(connection, ends.Token), reading.RunAsync(ends.Token));
        var first = await Task.WhenAny(listening, fetching);
        await ends.CancelAsync();
        await Task.WhenAll(listening, fetching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private static async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        while (true)
        {
            await connection.WaitAsync(cancel);
        }
    }

    private void Take(string payload)
    {
        if (NodeWord.Parse(payload) is not { } word || word.Node == node.Name)
        {
            return;
        }

        switch (word.Kind)
        {
            case NodeWord.Stored:
                foreach (var (text, numbers) in NodeWord.Rows(word.Body))
                {
                    reading.Add(text, numbers);
                }

                break;
            case NodeWord.Told when NodeWord.Split(word.Body) is var (text, json) && texts.Find(text) is { } open:
                open.Post(() => open.Tell(json));
                break;
            case NodeWord.Rewritten when NodeWord.Split(word.Body) is var (text, _):
                texts.Rewritten(text);
                break;
            case NodeWord.Presence when NodeWord.Split(word.Body) is var (text, entries) && texts.Find(text) is { } open:
                open.Post(() => open.PresentFromNode(Convert.FromBase64String(entries)));
                break;
            case NodeWord.AskPresence when NodeWord.Split(word.Body) is var (text, _) && texts.Find(text) is { } open:
                open.Post(open.TellPresenceToNodes);
                break;
        }
    }
}
