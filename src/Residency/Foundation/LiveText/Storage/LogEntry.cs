namespace Residency.Foundation.LiveText.Storage;

/// <summary>A change on its way to stable storage.</summary>
/// <param name="Text">The text.</param>
/// <param name="Lineage">Must still be the text's own when it is written.</param>
/// <param name="Bytes">The change, as others receive it.</param>
/// <param name="Moment">Who, when, how much.</param>
internal sealed record LogEntry(LiveTextId Text, string Lineage, byte[] Bytes, WritingMoment Moment)
{
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

/// <summary>Why a change was not stored.</summary>
internal enum LostBecause
{
    /// <summary>The text has another lineage now.</summary>
    OtherLineage,

    /// <summary>The database did not take it, several times.</summary>
    Storage,
}
