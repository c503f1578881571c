namespace Residency.Foundation.Text.Myst;

/// <summary>Labels in a book: each stands for one place of the whole, so the second page that bears one gives it another name.</summary>
internal sealed class BookLabels
{
    private readonly Dictionary<(string Page, string Label), string> _here = [];
    private readonly Dictionary<string, (string Page, DocumentIndex Index)> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocumentIndex> _indexes = new(StringComparer.Ordinal);

    internal BookLabels(IReadOnlyList<BookPage> pages)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var page in pages)
        {
            var index = _indexes[page.Name] = new DocumentIndex(page.Document);
            foreach (var label in Of(page.Document).Distinct(StringComparer.Ordinal))
            {
                _first.TryAdd(label, (page.Name, index));
                var here = label;
                for (var turn = 1; !taken.Add(here); turn++)
                {
                    here = $"{page.Name.ToLowerInvariant()}-{label}" + (turn > 1 ? $"-{turn}" : "");
                }

                _here[(page.Name, label)] = here;
            }
        }
    }

    /// <summary>The label of a place as the page must write it.</summary>
    internal string Here(string page, string label) => _here.GetValueOrDefault((page, label), label);

    /// <summary>All labels of a page that are other ones in the book.</summary>
    internal IEnumerable<Renamed> Renamed(string page) =>
        _here
            .Where(pair => pair.Key.Page == page && pair.Key.Label != pair.Value)
            .Select(pair => new Renamed(pair.Value, pair.Key.Label));

    /// <summary>Where a reference on a page leads: the label in the book and what stands there; null when nowhere in the book.</summary>
    internal (string Label, ReferenceTarget Target)? Find(string page, string label)
    {
        if (_indexes[page].Find(label) is { } own)
        {
            return (Here(page, label), own);
        }

        return _first.TryGetValue(label, out var other) && other.Index.Find(label) is { } target
            ? (Here(other.Page, label), target)
            : null;
    }

    private static IEnumerable<string> Of(Document document) =>
        document
            .Sections.Select(section => section.Label)
            .Concat(document.AllBlocks().Select(block => block.Label))
            .OfType<string>();
}
