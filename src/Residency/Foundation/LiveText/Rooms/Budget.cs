namespace Residency.Foundation.LiveText.Rooms;

/// <summary>How much one socket may send. Whoever sends more waits; nothing is thrown away.</summary>
internal sealed class Budget(LiveTextSettings settings, TimeProvider clock)
{
    private const int Burst = 5; // seconds' worth of frames at once
    private const double BurstBytes = 16 << 20; // two messages of the greatest length

    private double _frames = settings.FramesPerSecond * Burst;
    private double _bytes = BurstBytes;
    private long _at = clock.GetTimestamp();

    /// <summary>Counts a frame.</summary>
    /// <returns>How long to wait before reading the next one.</returns>
    public TimeSpan Spend(int bytes)
    {
        var now = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_at, now).TotalSeconds;
        _at = now;
        _frames = Math.Min(settings.FramesPerSecond * Burst, _frames + (seconds * settings.FramesPerSecond)) - 1;
        _bytes = Math.Min(BurstBytes, _bytes + (seconds * settings.KibPerSecond * 1024)) - bytes;
        var wait = Math.Max(-_frames / settings.FramesPerSecond, -_bytes / (settings.KibPerSecond * 1024.0));
        return wait <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(wait, 10));
    }
}
