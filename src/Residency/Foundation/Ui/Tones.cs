namespace Residency.Foundation.Ui;

/// <summary>How serious a notice is.</summary>
public enum Tone
{
    Note,
    Success,
    Warning,
    Danger,
}

/// <summary>What kind of state a badge names; the words on it say which.</summary>
public enum BadgeTone
{
    /// <summary>Not begun, or of no consequence.</summary>
    Plain,

    /// <summary>Somebody works on it.</summary>
    Active,

    /// <summary>It waits for somebody.</summary>
    Waiting,

    /// <summary>Done, accepted, published.</summary>
    Good,

    /// <summary>Refused, withdrawn, overdue.</summary>
    Stopped,
}

/// <summary>Where a step of several stands.</summary>
public enum StepState
{
    Done,
    Now,
    Later,
}

/// <summary>One step of a way through several pages or states.</summary>
/// <param name="Text">What is done in this step.</param>
/// <param name="State">Whether it is done, under way or ahead.</param>
public sealed record Step(string Text, StepState State)
{
    /// <summary>Address of the step; null when one cannot go there.</summary>
    public string? Href { get; init; }

    /// <summary>A second, smaller line.</summary>
    public string? About { get; init; }
}

/// <summary>One heading in a list of contents.</summary>
/// <param name="Text">The words of the heading.</param>
/// <param name="Anchor">The id of the heading, without the number sign.</param>
/// <param name="Children">Headings one level below.</param>
public sealed record ContentsEntry(string Text, string Anchor, IReadOnlyList<ContentsEntry> Children);
