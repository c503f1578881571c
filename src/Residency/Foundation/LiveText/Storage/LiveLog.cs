using System.Threading.Channels;
using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>Brings the changes of all open texts to stable storage, many in one transaction, and says so when they are there.</summary>
/// <remarks>One for the process. Order is kept. A database that is away is tried again; then the texts concerned are closed, and their clients send again.</remarks>
internal sealed class LiveLog(
    IWriteTurns turns,
    StorageSettings storage,
    INodes nodes,
    LiveTextSettings settings,
    TimeProvider clock,
    ILogger<LiveLog> log
) : IAsyncDisposable
{
    private const int MostAtOnce = 500;
    private const int MostBytesAtOnce = 32 << 20;

    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromMilliseconds(200),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(3),
    ];

    private readonly Channel<LogEntry> _waiting = Channel.CreateBounded<LogEntry>(
        new BoundedChannelOptions(10_000) { SingleReader = true, AllowSynchronousContinuations = true }
    );
    private readonly Departures _departures = new(clock);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _one = new();
    private readonly SqliteLog _sqlite = new();
    private readonly PostgresLog _postgres = new(storage, nodes);
    private Task? _work;
    private volatile bool _isEnded;

    /// <summary>Hands a change over. Waits only while the database is far behind.</summary>
    public ValueTask AddAsync(LogEntry entry)
    {
        Begin();
        return _waiting.Writer.TryWrite(entry) ? ValueTask.CompletedTask : _waiting.Writer.WriteAsync(entry, _stop.Token);
    }

    /// <summary>Returns when everything that was handed over before is stored, or will not be.</summary>
    public async Task PassAsync()
    {
        // Whoever stops after the end finds everything stored already.
        if (_isEnded)
        {
            return;
        }

        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await AddAsync(LogEntry.Mark(passed));
        await passed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _isEnded = true;
        _waiting.Writer.TryComplete();
        await _stop.CancelAsync();
        if (_work is not null)
        {
            await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _postgres.DisposeAsync();
        _departures.Dispose();
        _stop.Dispose();
    }

    private void Begin()
    {
        if (_work is null)
        {
            lock (_one)
            {
                _work ??= Task.Run(RunAsync);
            }
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<LogEntry>(MostAtOnce);
        var marks = new List<TaskCompletionSource>();
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // Whoever brought the first one goes on at once; what follows happens on the thread of the departures.
            if (_waiting.Reader.Count < MostAtOnce)
            {
                await _departures.PauseAsync(TimeSpan.FromMilliseconds(settings.GatherMilliseconds), _stop.Token);
            }

            var bytes = 0;
            while (batch.Count < MostAtOnce && bytes < MostBytesAtOnce && _waiting.Reader.TryRead(out var entry))
            {
                bytes += entry.Bytes.Length;
                if (entry.Passed is { } mark)
                {
                    marks.Add(mark);
                }
                else if (entry.Run.IsLost)
                {
                    entry.Lost?.Invoke(LostBecause.Storage);
                }
                else
                {
                    batch.Add(entry);
                }
            }

            if (batch.Count > 0)
            {
                await StoreAsync(batch);
            }

            marks.ForEach(mark => mark.TrySetResult());
            (batch, marks) = ([], []);
        }
    }

    private async Task StoreAsync(List<LogEntry> batch)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var numbers = await CommitAsync(batch);
                for (var i = 0; i < batch.Count; i++)
                {
                    if (numbers[i] is { } number)
                    {
                        batch[i].Stored?.Invoke(number);
                    }
                    else
                    {
                        batch[i].Lost?.Invoke(LostBecause.OtherLineage);
                    }
                }

                return;
            }
            // Whatever the reason: nothing was acknowledged, so trying again or giving up loses nothing that was promised.
            catch (Exception broken)
            {
                Log.NotStored(log, broken, batch.Count);
                await _postgres.DropAsync();
                if (tries >= s_pauses.Length || _stop.IsCancellationRequested)
                {
                    batch.ForEach(entry => entry.Run.IsLost = true);
                    batch.ForEach(entry => entry.Lost?.Invoke(LostBecause.Storage));
                    return;
                }

                await Task.Delay(s_pauses[tries], clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<long?[]> CommitAsync(List<LogEntry> batch)
    {
        Failpoints.Hit("livetext.before-commit");
        var numbers = turns is SqliteWriteTurns sqlite
            ? await sqlite.AloneAsync((writer, _) => Task.FromResult(_sqlite.Commit(writer, batch)), CancellationToken.None)
            : await _postgres.CommitAsync(batch);
        Failpoints.Hit("livetext.after-commit");
        return numbers;
    }
}
