using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Residency.Share.Library.Model;

/// <summary>Writes a reference in the forms that readers and their tools ask for.</summary>
public static class CitationFormats
{
    // Readable in a download: letters of all scripts stay as they are.
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line in the manner of APA 7 (report): authors, year, title, version, publisher, link.</summary>
    public static string Formatted(Citable item)
    {
        var authors = item.Authors.Select(author =>
            author.IsBody || author.Given.Length == 0 ? author.Family : $"{author.Family}, {author.Initials}"
        );
        var version = item.Version > 1 ? $" (Version {item.Version})" : "";
        return $"{Join([.. authors])} ({item.Published.Year}). {item.FullTitle}{version}. {item.Publisher}. {item.Link}";
    }

    /// <summary>A BibTeX entry of type techreport with the fields that biblatex reads too.</summary>
    public static string BibTeX(Citable item)
    {
        var fields = new List<(string Name, string Value)>
        {
            ("author", string.Join(" and ", item.Authors.Select(BibName))),
            ("title", $"{{{Escape(item.FullTitle)}}}"),
            ("institution", $"{{{Escape(item.Publisher)}}}"),
            ("year", item.Published.Year.ToString(CultureInfo.InvariantCulture)),
            ("month", item.Published.Month.ToString(CultureInfo.InvariantCulture)),
            ("type", "Case study"),
            ("number", $"Version {item.Version}"),
            ("url", EscapeUrl(item.Address)),
            ("language", item.Language),
            ("note", $"Licence: {Escape(item.Licence)}"),
        };
        if (item.Doi is not null)
        {
            fields.Add(("doi", EscapeUrl(item.Doi)));
        }

        if (item.Place.Length > 0)
        {
            fields.Add(("address", Escape(item.Place)));
        }

        var lines = fields.Select(field => $"  {field.Name} = {{{field.Value}}}");
        return $"@techreport{{{Key(item)},\n{string.Join(",\n", lines)}\n}}\n";
    }

    /// <summary>A BibTeX entry for a work that was published elsewhere; of type misc, since its publisher is not known.</summary>
    public static string BibTeX(OutsideWork work)
    {
        var names = work.Creators.Select(PersonName.Of).ToList();
        var family = names.Count == 0 ? "anonymous" : PlainKey(names[0].Family);
        List<(string Name, string Value)> fields =
        [
            ("author", string.Join(" and ", names.Select(BibName))),
            ("title", $"{{{Escape(work.Title)}}}"),
            ("year", work.Year.ToString(CultureInfo.InvariantCulture)),
            ("doi", EscapeUrl(work.Doi)),
            ("url", EscapeUrl(work.Link)),
            ("note", work.Licence.Length == 0 ? "" : $"Licence: {Escape(work.Licence)}"),
        ];
        var lines = fields.Where(field => field.Value.Length > 0).Select(field => $"  {field.Name} = {{{field.Value}}}");
        // The DOI makes the key unique; what would end or split a key is left out of it.
        var doi = string.Concat(work.Doi.Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '/' or '-' or ':'));
        return $"@misc{{{family}{work.Year}-{doi},\n{string.Join(",\n", lines)}\n}}\n";
    }

    /// <summary>A RIS record of type RPRT; lines end with CR LF as the format asks.</summary>
    public static string Ris(Citable item)
    {
        var record = new StringBuilder();
        void Line(string tag, string value)
        {
            if (value.Length > 0)
            {
                record.Append(CultureInfo.InvariantCulture, $"{tag}  - {OneLine(value)}\r\n");
            }
        }

        Line("TY", "RPRT");
        foreach (var author in item.Authors)
        {
            Line("AU", author.Given.Length == 0 ? author.Family : $"{author.Family}, {author.Given}");
        }

        Line("TI", item.FullTitle);
        Line("PY", item.Published.Year.ToString(CultureInfo.InvariantCulture));
        Line("DA", item.Published.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture));
        Line("PB", item.Publisher);
        Line("CY", item.Place);
        Line("ET", $"Version {item.Version}");
        Line("AB", item.Summary);
        Line("LA", item.Language);
        Line("DO", item.Doi ?? "");
        Line("UR", item.Address);
        record.Append("ER  - \r\n");
        return record.ToString();
    }

    /// <summary>CSL-JSON 1.0: an array with one item. Source: https://citeproc-js.readthedocs.io (input data).</summary>
    public static string CslJson(Citable item)
    {
        var csl = new Dictionary<string, object?>
        {
            ["id"] = Key(item),
            ["type"] = "report",
            ["genre"] = "Case study",
            ["title"] = item.FullTitle,
            ["author"] = item
                .Authors.Select(author =>
                    author.IsBody || author.Given.Length == 0
                        ? new Dictionary<string, string> { ["literal"] = author.Family }
                        : new Dictionary<string, string> { ["family"] = author.Family, ["given"] = author.Given }
                )
                .ToList(),
            ["issued"] = new Dictionary<string, object>
            {
                ["date-parts"] = new[] { new[] { item.Published.Year, item.Published.Month, item.Published.Day } },
            },
            ["publisher"] = item.Publisher,
            ["publisher-place"] = item.Place.Length == 0 ? null : item.Place,
            ["version"] = item.Version.ToString(CultureInfo.InvariantCulture),
            ["URL"] = item.Address,
            ["DOI"] = item.Doi,
            ["language"] = item.Language,
            ["abstract"] = item.Summary.Length == 0 ? null : item.Summary,
        };
        var present = csl.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value);
        return JsonSerializer.Serialize(new[] { present }, Readable) + "\n";
    }

    /// <summary>The key by which reference managers know the entry: family name, year and public code.</summary>
    public static string Key(Citable item)
    {
        var family = item.Authors.Count == 0 ? "anonymous" : item.Authors[0].Family;
        return $"{PlainKey(family)}{item.Published.Year}-{item.Code}";
    }

    private static string PlainKey(string family)
    {
        var plain = new string([.. family.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit)]);
        return plain.Length == 0 ? "work" : plain.ToLowerInvariant();
    }

    private static string Join(IReadOnlyList<string> names) =>
        names.Count switch
        {
            0 => "Anonymous",
            1 => names[0],
            <= 20 => $"{string.Join(", ", names.SkipLast(1))}, & {names[^1]}",
            // APA 7, section 9.8: the first nineteen, an ellipsis, the last.
            _ => $"{string.Join(", ", names.Take(19))}, … {names[^1]}",
        };

    private static string BibName(PersonName author) =>
        author.Given.Length == 0 ? $"{{{Escape(author.Family)}}}" : $"{Escape(author.Family)}, {Escape(author.Given)}";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in OneLine(text))
        {
            escaped.Append(
                c switch
                {
                    '\\' => "\\textbackslash{}",
                    '{' => "\\{",
                    '}' => "\\}",
                    '~' => "\\textasciitilde{}",
                    '^' => "\\textasciicircum{}",
                    '&' or '%' or '$' or '#' or '_' => $"\\{c}",
                    _ => c.ToString(),
                }
            );
        }

        return escaped.ToString();
    }

    private static string EscapeUrl(string url) =>
        OneLine(url).Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
