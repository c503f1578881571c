using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.LiveText.Wire;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>What is due now and then on this node: presence, rights, leaving memory, folding.</summary>
internal sealed class Upkeep(
    OpenTexts texts,
    Rights rights,
    IServiceScopeFactory scopes,
    LiveTextSettings settings,
    TimeProvider clock,
    ILogger<Upkeep> log
) : BackgroundService, IHostedLifecycleService
{
    /// <summary>What those are told who came by a link a while ago.</summary>
    public const string ShowAgain = "Open the text again by the link that you were sent.";

    private const int FewChanges = 50;
    private const int AtOnce = 4;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_minute = TimeSpan.FromSeconds(60);

    private long _beat;
    private long _askedAllAt = clock.GetTimestamp();

    /// <summary>Before the server stops listening: what was accepted is stored and acknowledged, then everybody is sent home.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => texts.StopAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // One timer for all of it: a node where nobody writes sleeps from second to second.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_second, clock);
        var (asking, tidying) = (Task.CompletedTask, Task.CompletedTask);
        while (await NextAsync(timer, stoppingToken))
        {
            foreach (var text in texts.All)
            {
                text.Tick();
            }

            asking = asking.IsCompleted ? TryAsync(AskAsync, stoppingToken) : asking;
            tidying = tidying.IsCompleted ? TryAsync(TidyAsync, stoppingToken) : tidying;
        }

        await Task.WhenAll(asking, tidying);
    }

    /// <summary>Asks for the rights of those whose rights may have changed.</summary>
    internal async Task AskAsync(CancellationToken cancel)
    {
        await EndSessionsAsync(cancel);
        var isMinute = clock.GetElapsedTime(_askedAllAt) >= s_minute;
        if (isMinute || rights.IsDeaf || rights.Beat != _beat)
        {
            _beat = rights.Beat;
            _askedAllAt = isMinute ? clock.GetTimestamp() : _askedAllAt;
            await Parallel.ForEachAsync(
                texts.All.SelectMany(text => text.Seats.GroupBy(seat => seat.Caller).Select(seats => (text, seats))),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
                AskForAsync
            );
        }
    }

    private async ValueTask AskForAsync((OpenText Text, IGrouping<LiveCaller, Seat> Seats) one, CancellationToken cancel)
    {
        var held = await rights.AskAsync(one.Seats.Key, one.Text.Kind, one.Text.Id, cancel);
        foreach (var seat in one.Seats)
        {
            one.Text.Post(() => one.Text.Regrant(seat, held));
        }
    }

    /// <summary>Lets texts leave the memory, and folds those with many changes.</summary>
    internal async Task TidyAsync(CancellationToken cancel)
    {
        foreach (var text in texts.All)
        {
            var isLeft = text.IsIdle && clock.GetElapsedTime(text.IdleSince) >= TimeSpan.FromMinutes(settings.IdleMinutes);
            if (text.IsShut || isLeft)
            {
                if (texts.TryClose(text) && text.Unfolded >= FewChanges)
                {
                    await FoldAsync(text, cancel);
                }
            }
            else if (text.Unfolded >= settings.FoldAfter)
            {
                await FoldAsync(text, cancel);
            }
        }
    }

    private async Task FoldAsync(OpenText text, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Folding>().FoldAsync(text.Id, cancel);
            await text.PostAsync(text.Folded);
        }
        // One text that cannot be folded must not keep the others from it.
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            Log.NotFolded(log, broken, text.Id.Value);
        }
    }

    private async Task EndSessionsAsync(CancellationToken cancel)
    {
        foreach (var seat in texts.All.SelectMany(text => text.Seats).Where(seat => seat.Caller.HasEnded(clock.GetUtcNow())))
        {
            seat.Close(CloseCode.NotSignedIn, ShowAgain);
        }

        var seats = texts.All.SelectMany(text => text.Seats).Where(seat => seat.Caller.Session.Length > 0).ToList();
        if (seats.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<ILiveSessions>() is not { } sessions)
        {
            return;
        }

        var wrote = seats.Where(seat => seat.HasWritten).ToList();
        if (wrote.Count > 0 && clock.GetElapsedTime(_askedAllAt) >= s_minute)
        {
            wrote.ForEach(seat => seat.HasWritten = false);
            await sessions.SeenAsync([.. wrote.Select(seat => seat.Caller.Session).Distinct()], cancel);
        }

        var ended = await sessions.EndedAsync([.. seats.Select(seat => seat.Caller.Session).Distinct()], cancel);
        foreach (var seat in seats.Where(seat => ended.Contains(seat.Caller.Session)))
        {
            seat.Close(CloseCode.NotSignedIn, "You are signed out.");
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            await work(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        // A database that is away for a while must not end the upkeep.
        catch (Exception broken)
        {
            Log.RightsUnknown(log, broken);
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
