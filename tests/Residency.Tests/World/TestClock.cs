namespace Residency.Tests.World;

/// <summary>A clock that stands still until a test moves it. Its timers never fire: no test waits.</summary>
public sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The present instant, UTC.</summary>
    public DateTimeOffset Now => _now;

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    /// <summary>Moves on (or back).</summary>
    public void Advance(TimeSpan by) => _now += by;

    /// <summary>Moves to an instant.</summary>
    public void Set(DateTimeOffset now) => _now = now;

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
