namespace Residency.Foundation.Ui;

/// <summary>One part of a whole that <see cref="PortionsBar"/> draws.</summary>
/// <param name="Text">What it is, in the reader's language.</param>
/// <param name="Count">How many; 0 or more. Parts of 0 are not drawn.</param>
/// <param name="Tone">Its colour and mark, the same as those of its badge.</param>
public sealed record Portion(string Text, int Count, BadgeTone Tone)
{
    /// <summary>Where these things are listed; null when nowhere.</summary>
    public string? Href { get; init; }
}
