using Residency.Foundation.Settings;

namespace Residency.Foundation.Jobs;

/// <summary>How jobs are run. One instance for the process.</summary>
[Section("Jobs")]
public sealed record JobSettings
{
    /// <summary>Whether this node runs jobs in the background. Default true.</summary>
    [Setting("Whether this node runs jobs in the background; at least one node must.")]
    public bool RunHere { get; init; } = true;

    /// <summary>Jobs at the same time on this node, 1–32. Default 2.</summary>
    [Setting("How many jobs run at the same time on this node.", Min = 1, Max = 32)]
    public int AtOnce { get; init; } = 2;

    /// <summary>Tries before a job is given up, 1–50. Default 8: with the pauses between them about a day.</summary>
    [Setting("How often a job is tried before it is given up.", Min = 1, Max = 50)]
    public int MostTries { get; init; } = 8;

    /// <summary>Seconds after which a job of a node that no longer answers is begun anew, 30–3600. Default 300.</summary>
    [Setting("After how long a job of a node that no longer answers is begun anew.", Unit = "seconds", Min = 30, Max = 3600)]
    public int LeaseSeconds { get; init; } = 300;

    /// <summary>Seconds between two looks into the queue when nothing woke the worker, 1–600. Default 5.</summary>
    [Setting("The pause between two looks into the queue.", Unit = "seconds", Min = 1, Max = 600)]
    public int PollSeconds { get; init; } = 5;

    /// <summary>Days for which ended jobs are kept, 1–365. Default 30. Those given up are kept until an operator decides.</summary>
    [Setting("How long ended jobs are kept.", Unit = "days", Min = 1, Max = 365)]
    public int KeepDays { get; init; } = 30;

    /// <summary>The pause after a failed try: 10 seconds, four times longer with each one, at most 12 hours.</summary>
    public static TimeSpan PauseAfter(int tries) =>
        TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(4, Math.Max(0, tries - 1)), 12 * 60 * 60));
}
