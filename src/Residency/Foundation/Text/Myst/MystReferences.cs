namespace Residency.Foundation.Text.Myst;

/// <summary>Lets references lead to what the file really holds.</summary>
internal sealed class MystReferences(MystReading reading, HashSet<string> footnotes)
{
    internal Document Resolve(Document document) => new DocumentMap(Line).Apply(document);

    /// <summary>The footnotes to which a section refers.</summary>
    internal static IReadOnlyCollection<string> Named(Section section)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        _ = new DocumentMap(inlines =>
        {
            names.UnionWith(inlines.OfType<FootnoteReference>().Select(reference => reference.Name));
            return inlines;
        }).Apply(section);
        return names;
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
