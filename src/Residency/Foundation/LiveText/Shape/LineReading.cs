using Residency.Foundation.Text;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Reads the lines of a live text: text and what stands in it.</summary>
/// <param name="notes">The names of the footnotes that there are; signs of others are left out. Null leaves out nothing at all.</param>
internal sealed class LineReading(IReadOnlySet<string>? notes)
{
    /// <summary>How often something was read as other than it stands there, because of something else in the text.</summary>
    internal int Repairs { get; private set; }

    internal void Repair() => Repairs++;

    /// <summary>The line that an element holds.</summary>
    internal Sequence<Inline> Of(ShapeElement element) => Marks.Tidy(element.Children.SelectMany(Inlines));

    /// <summary>The line of the children of a name; several go on with each other.</summary>
    internal Sequence<Inline> Of(ShapeElement parent, string name)
    {
        var lines = parent.Elements.Where(child => child.Name == name).ToList();
        if (lines is not [var single])
        {
            // When comparing, how many there are counts: see SuggestionSettling.
            IEnumerable<Inline> end = notes is null ? [new Run(SuggestionSettling.LineEnd)] : [];
            return Marks.Tidy(lines.SelectMany(line => Of(line).Concat(end)));
        }

        var repairs = Repairs;
        var line = Of(single);
        (single.Meaning, single.IsRepaired) = (line, Repairs != repairs);
        return line;
    }

    /// <summary>Text without marks, line by line.</summary>
    internal string Letters(ShapeElement element)
    {
        var letters = LiveMarks
            .Clean(string.Concat(element.Children.OfType<ShapeText>().Select(text => text.Words)))
            .Replace("\r", "", StringComparison.Ordinal);
        element.Meaning = letters;
        return letters;
    }

    internal static string Tex(ShapeElement element) =>
        LiveMarks.Clean(element.Text("tex") ?? "").Replace("\r", "", StringComparison.Ordinal);

    private IEnumerable<Inline> Inlines(ShapeNode node) =>
        node switch
        {
            ShapeText text => text.Pieces.SelectMany(piece => Runs(piece.Text, piece.Marks)),
            ShapeElement element => One(element),
            _ => [],
        };

    private static IEnumerable<Inline> Runs(string text, Sequence<Mark> marks)
    {
        var lines = LiveMarks.Clean(text).Replace("\r", "", StringComparison.Ordinal).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                yield return new LineBreak { Marks = marks };
            }

            yield return new Run(lines[i]) { Marks = marks };
        }
    }

    private Inline[] One(ShapeElement element)
    {
        var marks = LiveMarks.ReadList(element.Attributes.GetValueOrDefault("marks"));
        var made = Made(element);
        if (made is null)
        {
            return [];
        }

        made = made with { Marks = marks };
        element.Meaning = made;
        return [made];
    }

    private Inline? Made(ShapeElement element)
    {
        switch (element.Name)
        {
            case "lineBreak":
                return new LineBreak();
            case "formula":
                return new Formula(Tex(element));
            case "citation" when (element.Text("key") ?? "") is var key && (notes is null || key.Length > 0):
                return new Citation(LiveMarks.Clean(key))
                {
                    Form = ShapeReader.Choice(element, "form", CitationForm.Parenthetical),
                    Prefix = Optional(element, "prefix"),
                    Suffix = Optional(element, "suffix"),
                };
            case "footnoteReference":
                var note = LiveMarks.Clean(element.Text("name") ?? "");
                if (notes is null || notes.Contains(note))
                {
                    return new FootnoteReference(note);
                }

                Repair();
                return null;
            case "crossReference":
                var (target, words) = (Optional(element, "target"), Optional(element, "text"));
                return notes is null || target is { Length: > 0 }
                    ? new CrossReference(target ?? "", words ?? "")
                    {
                        Form = ShapeReader.Choice(element, "form", ReferenceForm.Title),
                    }
                    : Words(words);
            case "inlineImage":
                var (file, alternative) = (element.Text("file") ?? "", Optional(element, "alternative"));
                return notes is null || DocumentRules.Allows(file)
                    ? new InlineImage(file, alternative ?? "")
                    : Words(alternative);
            default:
                return null;
        }
    }

    private static Run? Words(string? words) => words?.ReplaceLineEndings(" ") is { Length: > 0 } line ? new Run(line) : null;

    private static string? Optional(ShapeElement element, string name) =>
        element.Text(name) is { } text ? LiveMarks.Clean(text) : null;
}
