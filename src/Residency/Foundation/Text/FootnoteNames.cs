namespace Residency.Foundation.Text;

/// <summary>Gives footnotes that are new in a text names that nothing had before.</summary>
internal static class FootnoteNames
{
    /// <summary>The second text, so that a name stands for the same footnote in both.</summary>
    internal static Document Apart(Document before, Document after)
    {
        var old = Notes(before);
        var names = old.Keys.Concat(Notes(after).Keys).ToHashSet(StringComparer.Ordinal);
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, section) in Notes(after))
        {
            if (old.TryGetValue(name, out var place) && place != section)
            {
                changed[name] = Free(name, names);
            }
        }

        return changed.Count == 0
            ? after
            : new DocumentMap(
                line =>
                    line.Select(inline =>
                            inline is FootnoteReference sign && changed.TryGetValue(sign.Name, out var name)
                                ? sign with
                                {
                                    Name = name,
                                }
                                : inline
                        )
                        .ToSequence(),
                block =>
                    block is Footnote note && changed.TryGetValue(note.Name, out var name) ? note with { Name = name } : block
            ).Apply(after);
    }

    // Where each footnote stands; a footnote that moved to another section is a new one.
    private static Dictionary<string, string> Notes(Document document) =>
        document
            .Sections.SelectMany(section => section.Blocks.OfType<Footnote>().Select(note => (note.Name, section.Id)))
            .DistinctBy(pair => pair.Name)
            .ToDictionary(pair => pair.Name, pair => pair.Id, StringComparer.Ordinal);

    private static string Free(string name, HashSet<string> used)
    {
        for (var turn = 2; ; turn++)
        {
            if (used.Add($"{name}-{turn}"))
            {
                return $"{name}-{turn}";
            }
        }
    }
}
