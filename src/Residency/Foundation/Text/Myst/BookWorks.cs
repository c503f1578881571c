using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Myst;

/// <summary>The bibliography of a book: every work that it cites and every DOI to which it links, so that no tool looks one up.</summary>
internal sealed class BookWorks
{
    private readonly SortedDictionary<string, BookWork> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dois = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Page, string Key), string> _here = [];

    internal BookWorks(IReadOnlyList<BookPage> pages)
    {
        foreach (var page in pages)
        {
            foreach (var work in page.Works)
            {
                Take(page, work);
            }
        }

        foreach (var page in pages)
        {
            foreach (var cited in Cited(page.Document))
            {
                TakeCited(page, cited);
            }
        }
    }

    /// <summary>The key of a work as the page must write it.</summary>
    internal string Here(string page, string key) => _here.GetValueOrDefault((page, key), key);

    /// <summary>All keys of a page that are other ones in the book.</summary>
    internal IEnumerable<Renamed> Renamed(string page) =>
        _here
            .Where(pair => pair.Key.Page == page && pair.Key.Key != pair.Value)
            .Select(pair => new Renamed(pair.Value, pair.Key.Key));

    /// <summary>The entries as BibTeX.</summary>
    public override string ToString() => string.Concat(_entries.Select(entry => Entry(entry.Key, entry.Value)));

    private void Take(BookPage page, BookWork work)
    {
        var doi = work.Doi is { } said ? DoiAddresses.Find(said) ?? said : null;
        var isDoi = DoiAddresses.Find(work.Key) is not null;
        var key = Keep(isDoi ? KeyOf(work.Key) : PlainKey(work.Key), work with { Key = "", Doi = doi });
        if (!isDoi)
        {
            _here[(page.Name, work.Key)] = key;
        }

        if (doi is not null)
        {
            _dois.Add(doi);
        }
    }

    private void TakeCited(BookPage page, string cited)
    {
        if (DoiAddresses.Find(cited) is { } doi)
        {
            if (_dois.Add(doi))
            {
                Keep(KeyOf(doi), new BookWork("", "https://doi.org/" + doi, [], null, "", "", doi, null));
            }
        }
        else if (!_here.ContainsKey((page.Name, cited)))
        {
            // Nothing is known of it but its key, and that is what readers are shown.
            _here[(page.Name, cited)] = Keep(PlainKey(cited), new BookWork("", cited, [], null, "", "", null, null));
        }
    }

    private string Keep(string key, BookWork work)
    {
        var free = key;
        for (var turn = 2; _entries.TryGetValue(free, out var other) && !IsSame(other, work); turn++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{key}-{turn}");
        }

        _entries[free] = work;
        return free;
    }

    private static bool IsSame(BookWork one, BookWork other) =>
        one with { Authors = [] } == other with { Authors = [] }
        && one.Authors.SequenceEqual(other.Authors, StringComparer.Ordinal);

    private static IEnumerable<string> Cited(Document document)
    {
        var cited = new List<string>();
        _ = new DocumentMap(line =>
        {
            cited.AddRange(line.OfType<Citation>().Select(citation => citation.Key));
            cited.AddRange(
                line.SelectMany(inline => inline.Marks)
                    .OfType<Link>()
                    .Select(link => link.Address)
                    .Where(address => DoiAddresses.Find(address) is not null)
            );
            return line;
        }).Apply(document);
        return cited.Distinct(StringComparer.Ordinal);
    }

    private static string KeyOf(string doi) => PlainKey("doi-" + (DoiAddresses.Find(doi) ?? doi).ToLowerInvariant());

    private static string PlainKey(string key) =>
        new([.. key.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or ':' or '.' ? sign : '-')]);

    private static string Entry(string key, BookWork work)
    {
        var entry = new StringBuilder();
        entry.Append(CultureInfo.InvariantCulture, $"@{(work.Container.Length > 0 ? "article" : "misc")}{{{key}");
        Field("author", string.Join(" and ", work.Authors.Select(Escape)));
        Field("title", $"{{{Escape(work.Title.Length > 0 ? work.Title : key)}}}");
        Field("year", work.Year?.ToString(CultureInfo.InvariantCulture) ?? "");
        Field("journal", Escape(work.Container));
        Field("publisher", Escape(work.Publisher));
        Field("doi", work.Doi ?? "");
        Field("url", Address(work.Address ?? (work.Doi is null ? "" : "https://doi.org/" + work.Doi)));
        return entry.Append("\n}\n\n").ToString();

        void Field(string name, string value) => entry.Append(value.Length == 0 ? "" : $",\n  {name} = {{{value}}}");
    }

    private static string Address(string address) =>
        address.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);

    private static string Escape(string words)
    {
        var escaped = new StringBuilder(words.Length + 8);
        foreach (var sign in string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        {
            escaped.Append(
                sign switch
                {
                    '\\' => "\\textbackslash{}",
                    '~' => "\\textasciitilde{}",
                    '^' => "\\textasciicircum{}",
                    '{' or '}' or '&' or '%' or '$' or '#' or '_' => $"\\{sign}",
                    _ => sign.ToString(),
                }
            );
        }

        return escaped.ToString();
    }
}
