using Residency.Foundation.Settings;

namespace Residency.Make.Publishing.Draw;

/// <summary>How pictures for link previews are drawn.</summary>
[Section("Drawing")]
public sealed record DrawingSettings
{
    /// <summary>The Node that draws; a name on the path or a full path. Empty for none. Default <c>node</c>.</summary>
    [Setting(
        "The Node.js program that draws the pictures of link previews at publishing. Empty, or not there: previews show the plain picture of the site.",
        Unit = "a program"
    )]
    public string Node { get; init; } = "node";

    /// <summary>After how many seconds a drawing is given up, 1–120. Default 20.</summary>
    [Setting("How long one drawing may take.", Unit = "seconds", Min = 1, Max = 120)]
    public int MostSeconds { get; init; } = 20;
}
