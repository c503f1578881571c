using System.Data.Common;
using System.Text;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Nodes;

/// <summary>Which node this is among those that share a database.</summary>
internal sealed class ThisNode
{
    /// <summary>New with each start.</summary>
    public string Name { get; } = Guid.CreateVersion7().ToString("N");
}

/// <summary>Tells other nodes through PostgreSQL.</summary>
internal sealed class PostgresNodes(ThisNode node, StorageSettings settings) : INodes, IAsyncDisposable
{
    // Presence that nobody can be told of is worth nothing later.
    private readonly Channel<string> _presence = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _one = new();
    private Task? _work;

    public async Task TellStoredAsync(
        DbConnection line,
        IReadOnlyList<(LiveTextId Text, long Number)> rows,
        CancellationToken cancel
    )
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)line);
        foreach (var body in NodeWord.Bodies(rows))
        {
            batch.BatchCommands.Add(Notify(new NodeWord(NodeWord.Stored, node.Name, body).ToString()));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancel);
        }
    }

    public Task TellAsync(AppDb db, LiveTextId text, string json, CancellationToken cancel) =>
        Encoding.UTF8.GetByteCount(json) <= NodeWord.Longest - 80
            ? NotifyAsync(db, new NodeWord(NodeWord.Told, node.Name, NodeWord.Of(text, json)), cancel)
            : throw new ArgumentException("It is too long to be told to other nodes.", nameof(json));

    public Task TellRewrittenAsync(AppDb db, LiveTextId text, CancellationToken cancel) =>
        NotifyAsync(db, new NodeWord(NodeWord.Rewritten, node.Name, NodeWord.Of(text, "")), cancel);

    public void TellPresence(LiveTextId text, byte[] entries) =>
        Send(new NodeWord(NodeWord.Presence, node.Name, NodeWord.Of(text, Convert.ToBase64String(entries))));

    public void AskPresence(LiveTextId text) => Send(new NodeWord(NodeWord.AskPresence, node.Name, NodeWord.Of(text, "")));

    private void Send(NodeWord word)
    {
        if (word.Body.Length > NodeWord.Longest)
        {
            return;
        }

        _presence.Writer.TryWrite(word.ToString());
        if (_work is null)
        {
            lock (_one)
            {
                _work ??= Task.Run(SendAsync);
            }
        }
    }

    // Called twice, because it is registered under two names.
    public async ValueTask DisposeAsync()
    {
        if (!_presence.Writer.TryComplete())
        {
            return;
        }

        await _stop.CancelAsync();
        if (_work is not null)
        {
            await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }

    private static Task NotifyAsync(AppDb db, NodeWord word, CancellationToken cancel)
    {
        var text = word.ToString();
        return db.Database.ExecuteSqlAsync($"select pg_notify({NodeWord.Channel}, {text})", cancel);
    }

    private static NpgsqlBatchCommand Notify(string word)
    {
        var notify = new NpgsqlBatchCommand("select pg_notify($1, $2)");
        notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = NodeWord.Channel });
        notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = word });
        return notify;
    }

    private async Task SendAsync()
    {
        while (await _presence.Reader.WaitToReadAsync(_stop.Token))
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.Postgres);
                await connection.OpenAsync(_stop.Token);
                await using var batch = new NpgsqlBatch(connection);
                while (batch.BatchCommands.Count < 50 && _presence.Reader.TryRead(out var word))
                {
                    batch.BatchCommands.Add(Notify(word));
                }

                await batch.ExecuteNonQueryAsync(_stop.Token);
            }
            // Who is where is sent again within seconds anyway.
            catch (Exception broken) when (broken is DbException or IOException or TimeoutException) { }
        }
    }
}
