using Residency.Foundation.Settings;

namespace Residency.Foundation.LiveText;

/// <summary>Bounds of live texts. One instance for the process.</summary>
[Section("LiveText")]
public sealed record LiveTextSettings
{
    /// <summary>People who may change one text at once on one node, 1–1000. Default 200; who comes later reads along.</summary>
    [Setting("How many people may change one text at once on this node; who comes later reads along.", Min = 1, Max = 1000)]
    public int MostEditors { get; init; } = 200;

    /// <summary>Texts open at once on one node, 1–100,000. Default 2,000; beyond that nobody is let into another one.</summary>
    [Setting("How many texts may be open at once on this node.", Min = 1, Max = 100_000)]
    public int MostOpenTexts { get; init; } = 2000;

    /// <summary>Sockets of one person on one node, 1–1000. Default 10.</summary>
    [Setting("How many sockets one person may hold open on this node.", Min = 1, Max = 1000)]
    public int MostSockets { get; init; } = 10;

    /// <summary>Changes of one person that may be refused within ten minutes, 1–1,000,000. Default 5; then they are not let in for the rest of that time.</summary>
    [Setting(
        "How many changes of one person may be refused within ten minutes before they are not let in for the rest of that time.",
        Min = 1,
        Max = 1_000_000
    )]
    public int MostRefusals { get; init; } = 5;

    /// <summary>Frames per second that one socket may send in the long run, 1–10,000. Default 60, with a burst of five times as many.</summary>
    [Setting(
        "How many messages a second one socket may send in the long run; five times as many at once.",
        Min = 1,
        Max = 10_000
    )]
    public int FramesPerSecond { get; init; } = 60;

    /// <summary>KiB per second that one socket may send in the long run, 1–100,000. Default 256.</summary>
    [Setting("How much one socket may send in the long run.", Unit = "KiB per second", Min = 1, Max = 100_000)]
    public int KibPerSecond { get; init; } = 256;

    /// <summary>KiB that may wait for a slow browser before it is cut off, 64–100,000. Default 4096.</summary>
    [Setting("How much may wait for a slow browser before it is cut off.", Unit = "KiB", Min = 64, Max = 100_000)]
    public int WaitingKib { get; init; } = 4096;

    /// <summary>MiB that one text may take on the wire, 1–64. Default 20; from 70 % on its writers are warned, at 100 % it can only be read.</summary>
    [Setting("How large a text may become on the wire; its writers are warned at 70 %.", Unit = "MiB", Min = 1, Max = 64)]
    public int LargestMib { get; init; } = 20;

    /// <summary>Minutes after which a text that nobody has open leaves the memory, 0–1440. Default 2.</summary>
    [Setting("After how long a text that nobody has open leaves the memory.", Unit = "minutes", Min = 0, Max = 1440)]
    public int IdleMinutes { get; init; } = 2;

    /// <summary>Milliseconds for which changes are gathered into one commit, 0–100. Default 15.</summary>
    [Setting("For how long changes are gathered into one commit.", Unit = "milliseconds", Min = 0, Max = 100)]
    public int GatherMilliseconds { get; init; } = 15;

    /// <summary>Milliseconds that pass between two readings of what other nodes stored, 0–100. Default 30.</summary>
    [Setting("How much time passes between two readings of what other nodes stored.", Unit = "milliseconds", Min = 0, Max = 100)]
    public int FetchMilliseconds { get; init; } = 30;

    /// <summary>Stored changes after which a text is folded into a new snapshot, 10–100,000. Default 5,000.</summary>
    [Setting("After how many stored changes a text is folded into a new snapshot.", Min = 10, Max = 100_000)]
    public int FoldAfter { get; init; } = 5000;
}
