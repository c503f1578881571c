using Residency.Foundation.LiveText.Storage;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>What becomes of an update.</summary>
internal enum VerdictKind
{
    /// <summary>Everything in it is here already.</summary>
    Known,

    /// <summary>It builds on what is not here yet.</summary>
    Waits,

    /// <summary>It may not be.</summary>
    Refused,

    /// <summary>It was applied.</summary>
    Accepted,
}

/// <summary>What becomes of an update, and why.</summary>
/// <param name="Kind">What.</param>
/// <param name="Reason">Why it was refused; for the sender and the log.</param>
internal sealed record Verdict(VerdictKind Kind, string Reason = "")
{
    public static Verdict Known { get; } = new(VerdictKind.Known);

    public static Verdict Waits { get; } = new(VerdictKind.Waits);

    /// <summary>It could only be judged when it was applied: the text in memory must be made anew from what is stored.</summary>
    public bool LeftTraces { get; init; }

    /// <summary>The mistake of the product that came to light; null for none.</summary>
    public Exception? Bug { get; init; }

    /// <summary>What changed, for others and for the log.</summary>
    public byte[] Change { get; init; } = [];

    /// <summary>Who, when, how much.</summary>
    public WritingMoment Moment { get; init; }

    /// <summary>Who writes under numbers that it uses first.</summary>
    public IReadOnlyList<StoredAuthor> Authors { get; init; } = [];

    public static Verdict Refused(string reason) => new(VerdictKind.Refused, reason);
}
