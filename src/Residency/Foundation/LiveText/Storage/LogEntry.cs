namespace Residency.Foundation.LiveText.Storage;

/// <summary>A change on its way to stable storage.</summary>
/// <param name="Text">The text.</param>
/// <param name="Lineage">Must still be the text's own when it is written.</param>
/// <param name="Bytes">The change, as others receive it.</param>
/// <param name="Moment">Who, when, how much.</param>
internal sealed record LogEntry(LiveTextId Text, string Lineage, byte[] Bytes, WritingMoment Moment)
{
    /// <summary>The changes before and after it that build on each other: when one of them is lost, so are those that follow.</summary>
    public LogRun Run { get; init; } = new();

    /// <summary>Who writes under numbers that it uses first.</summary>
    public IReadOnlyList<StoredAuthor> Authors { get; init; } = [];

    /// <summary>Told when it is on stable storage, with its number; never before.</summary>
    public Action<long>? Stored { get; init; }

    /// <summary>Told when it will not be stored, and why.</summary>
    public Action<LostBecause>? Lost { get; init; }

    /// <summary>Set for no change at all but a mark between changes: done when those before it are.</summary>
    public TaskCompletionSource? Passed { get; private init; }

    /// <summary>A mark between changes.</summary>
    public static LogEntry Mark(TaskCompletionSource passed) => new(default, "", [], default) { Passed = passed };
}

/// <summary>A change that another node stored.</summary>
internal sealed record StoredRow(LiveTextId Text, string Lineage, long Number)
{
    /// <summary>A Yjs update of format 1, as it was written.</summary>
    public byte[] Bytes { get; init; } = [];
}

/// <summary>The changes of a text from when it was opened until it is closed.</summary>
internal sealed class LogRun
{
    private volatile bool _isLost;

    /// <summary>Whether one of them was not stored. What follows may build on it, and would be a hole in the text.</summary>
    public bool IsLost
    {
        get => _isLost;
        set => _isLost = value;
    }
}

/// <summary>Why a change was not stored.</summary>
internal enum LostBecause
{
    /// <summary>The text has another lineage now.</summary>
    OtherLineage,

    /// <summary>The database did not take it, several times.</summary>
    Storage,
}
