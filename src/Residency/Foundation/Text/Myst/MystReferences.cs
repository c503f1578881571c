namespace Residency.Foundation.Text.Myst;

/// <summary>Lets references lead to what the file really holds.</summary>
internal sealed class MystReferences(MystReading reading, HashSet<string> footnotes)
{
    internal Document Resolve(Document document) => new DocumentMap(Line).Apply(document);

    /// <summary>Whether a section refers to a footnote.</summary>
    internal static bool Mentions(Section section, string footnote)
    {
        var found = false;
        _ = new DocumentMap(inlines =>
        {
            found |= inlines.Any(inline => inline is FootnoteReference reference && reference.Name == footnote);
            return inlines;
        }).Apply(section);
        return found;
    }

    private Sequence<Inline> Line(Sequence<Inline> inlines) => Marks.Tidy(inlines.Select(Resolve));

    private Inline Resolve(Inline inline)
    {
        switch (inline)
        {
            case FootnoteReference reference when !footnotes.Contains(reference.Name):
                reading.Problem(0, "footnote", $"The footnote “{reference.Name}” is missing; the sign was kept as words.");
                return new Run($"[^{reference.Name}]") { Marks = reference.Marks };
            case CrossReference reference when reading.Aliases.TryGetValue(reference.Target, out var label):
                return reference with { Target = label };
            default:
                return inline;
        }
    }
}
