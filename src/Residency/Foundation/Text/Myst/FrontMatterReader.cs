using System.Globalization;

namespace Residency.Foundation.Text.Myst;

/// <summary>Reads the YAML at the head of a file.</summary>
internal sealed class FrontMatterReader(List<ReportLine> report)
{
    /// <summary>The YAML, the text after it, and the line of the file, from 0, at which that text begins.</summary>
    internal static (string Yaml, string Text, int Line) Divide(string source)
    {
        if (
            !source.StartsWith("---", StringComparison.Ordinal)
            || source.IndexOf('\n', StringComparison.Ordinal) is var first && (first < 0 || source[3..first].Trim().Length > 0)
        )
        {
            return ("", source, 0);
        }

        for (var start = first + 1; start < source.Length; )
        {
            var end = source.IndexOf('\n', start);
            var line = (end < 0 ? source[start..] : source[start..end]).TrimEnd();
            if (line is "---" or "...")
            {
                var rest = end < 0 ? "" : source[(end + 1)..];
                return (source[(first + 1)..start], rest, source.AsSpan(0, source.Length - rest.Length).Count('\n'));
            }

            if (end < 0)
            {
                break;
            }

            start = end + 1;
        }

        return ("", source, 0);
    }

    /// <summary>What the YAML says, as far as a text can have it; the rest becomes report lines.</summary>
    internal static FrontMatter Read(string yaml, List<ReportLine> report) => new FrontMatterReader(report).Read(yaml);

    private FrontMatter Read(string yaml)
    {
        if (string.IsNullOrWhiteSpace(yaml))
        {
            return new FrontMatter();
        }

        var parsed = YamlTree.Parse(yaml);
        if (!parsed.IsDone)
        {
            Say(ReportSeverity.Problem, "front matter", parsed.Refusal.Text);
            return new FrontMatter();
        }

        if (parsed.Value is not YamlMap map)
        {
            Say(ReportSeverity.Problem, "front matter", "The front matter is no list of names and values and was left out.");
            return new FrontMatter();
        }

        var matter = new FrontMatter();
        var named = new Dictionary<string, Affiliation>(StringComparer.Ordinal);
        foreach (
            var affiliation in Items(map.Entries.FirstOrDefault(entry => entry.Key == "affiliations").Value).OfType<YamlMap>()
        )
        {
            if (Word(affiliation, "id") is { } id)
            {
                named[id] = AffiliationOf(affiliation);
            }
        }

        return map.Entries.Aggregate(matter, (kept, entry) => Add(kept, entry.Key, entry.Value, named));
    }

    private FrontMatter Add(FrontMatter matter, string key, YamlTree value, Dictionary<string, Affiliation> named)
    {
        switch (key)
        {
            case "title":
                return matter with { Title = Line(value) };
            case "subtitle":
                return matter with { Subtitle = Line(value) };
            case "description" or "summary" or "abstract":
                return matter with { Description = matter.Description ?? Line(value) };
            case "date":
                return matter with { Date = Date(value) };
            case "author" or "authors":
                return matter with
                {
                    Authors = [.. matter.Authors, .. Items(value).Select(author => AuthorOf(author, named)).OfType<Author>()],
                };
            case "license" or "licence":
                return matter with { Licence = Licence(value) };
            case "keywords" or "tags":
                return matter with
                {
                    Keywords = [.. matter.Keywords, .. Words(value).Where(word => !matter.Keywords.Contains(word))],
                };
            case "funding":
                return matter with { Funding = Items(value).Select(FundingOf).OfType<Funding>().ToSequence() };
            case "language" or "lang":
                return matter with { Language = Line(value) };
            case "doi":
                return matter with { Doi = Line(value) is { } doi ? MystRoles.KeyOf(doi) : null };
            case "bibliography":
                return matter with { Bibliography = Words(value) };
            case "residency" when value is YamlMap hub:
                return matter with { Hub = Hub(hub) };
            case "affiliations" when named.Count > 0:
                return matter;
            default:
                Say(ReportSeverity.Note, "front matter", $"“{key}” is not known and was left out: {Shorten(value.InWords())}");
                return matter;
        }
    }

    private Author? AuthorOf(YamlTree value, Dictionary<string, Affiliation> named)
    {
        if (value is not YamlMap map)
        {
            var word = value.InWords().Trim();
            return word.Length == 0 ? null : new Author(word);
        }

        var author = new Author(NameOf(map));
        foreach (var (key, entry) in map.Entries)
        {
            switch (key)
            {
                case "name" or "id" or "corresponding":
                    break;
                case "orcid":
                    author = author with { Orcid = Orcid(entry.InWords()) };
                    break;
                case "affiliation" or "affiliations":
                    author = author with
                    {
                        Affiliations = Items(entry)
                            .Select(item => named.GetValueOrDefault(item.InWords()) ?? AffiliationOf(item))
                            .Where(item => item.Name.Length > 0)
                            .ToSequence(),
                    };
                    break;
                case "role" or "roles":
                    author = author with
                    {
                        Roles = Words(entry).Select(Role).OfType<string>().Distinct(StringComparer.Ordinal).ToSequence(),
                    };
                    break;
                case "email":
                    Say(
                        ReportSeverity.Warning,
                        "front matter",
                        "An e-mail address of an author was left out: addresses are not published."
                    );
                    break;
                default:
                    Say(ReportSeverity.Note, "front matter", $"“{key}” of an author is not known and was left out.");
                    break;
            }
        }

        if (author.Name.Length > 0)
        {
            return author;
        }

        Say(ReportSeverity.Problem, "front matter", "An author without a name was left out.");
        return null;
    }

    // A name may stand in parts.
    private static string NameOf(YamlMap map)
    {
        var name = map.Entries.FirstOrDefault(entry => entry.Key == "name").Value;
        return name is YamlMap parts
                ? string.Join(
                    ' ',
                    new[]
                    {
                        Word(parts, "given"),
                        Word(parts, "non_dropping_particle"),
                        Word(parts, "family"),
                        Word(parts, "suffix"),
                    }.OfType<string>()
                )
            : name is null ? ""
            : Line(name) ?? "";
    }

    private static Affiliation AffiliationOf(YamlTree value)
    {
        if (value is not YamlMap map)
        {
            return new Affiliation(value.InWords().Trim());
        }

        var ror = Word(map, "ror");
        return new Affiliation(Word(map, "name") ?? Word(map, "institution") ?? "")
        {
            Ror = ror is { Length: > 0 } ? ror[(ror.LastIndexOf('/') + 1)..] : null,
        };
    }

    private string? Orcid(string value)
    {
        var digits = value.Trim()[(value.Trim().LastIndexOf('/') + 1)..];
        if (IsOrcid(digits))
        {
            return digits.ToUpperInvariant();
        }

        Say(ReportSeverity.Problem, "front matter", $"“{Shorten(value)}” is not a valid ORCID iD and was left out.");
        return null;
    }

    // The check digit follows ISO 7064 MOD 11-2.
    private static bool IsOrcid(string orcid)
    {
        if (orcid.Length != 19 || orcid[4] != '-' || orcid[9] != '-' || orcid[14] != '-')
        {
            return false;
        }

        var signs = orcid.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (signs.Length != 16 || !signs[..15].All(char.IsAsciiDigit))
        {
            return false;
        }

        var total = signs[..15].Aggregate(0, (sum, digit) => (sum + (digit - '0')) * 2);
        var check = (12 - (total % 11)) % 11;
        return signs[15] == (check == 10 ? 'X' : (char)('0' + check));
    }

    private string? Role(string role)
    {
        if (CreditRoles.Find(role) is { } official)
        {
            return official;
        }

        Say(ReportSeverity.Warning, "front matter", $"“{Shorten(role)}” is none of the fourteen CRediT roles and was left out.");
        return null;
    }

    private Funding? FundingOf(YamlTree value)
    {
        if (value is not YamlMap map)
        {
            return value.InWords() is { Length: > 0 } words ? new Funding(words) : null;
        }

        if ((Word(map, "funder") ?? Word(map, "name") ?? Word(map, "statement")) is { } funder)
        {
            return new Funding(funder) { Award = Word(map, "award") ?? Word(map, "awards") ?? Word(map, "grant") };
        }

        Say(ReportSeverity.Warning, "front matter", "A funding without the name of a funder was left out.");
        return null;
    }

    private string? Licence(YamlTree value)
    {
        var words = (value is YamlMap map ? Word(map, "content") ?? Word(map, "id") ?? "" : value.InWords()).Trim();
        var letters = words.ToUpperInvariant().Replace(' ', '-');
        if (letters is "CC-BY" or "CC-BY-4" or "CC-BY-4.0")
        {
            return "CC-BY-4.0";
        }

        if (words.Length is > 0 and <= 64 && words.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '+'))
        {
            return words;
        }

        Say(ReportSeverity.Warning, "front matter", $"“{Shorten(words)}” is not an SPDX licence and was left out.");
        return null;
    }

    private DateOnly? Date(YamlTree value)
    {
        var words = value.InWords().Trim();
        if (
            DateOnly.TryParseExact(
                words.Length > 10 ? words[..10] : words,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
        {
            return date;
        }

        Say(ReportSeverity.Warning, "front matter", $"“{Shorten(words)}” is not a date such as 2026-05-31 and was left out.");
        return null;
    }

    private HubMatter Hub(YamlMap map)
    {
        foreach (
            var key in map
                .Entries.Select(entry => entry.Key)
                .Except(
                    [
                        "framework",
                        "genre",
                        "sector",
                        "organisation",
                        "country",
                        "cohort",
                        "year",
                        "themes",
                        "audience",
                        "takeaways",
                        "acknowledgement",
                    ],
                    StringComparer.Ordinal
                )
        )
        {
            Say(ReportSeverity.Note, "front matter", $"“residency: {key}” is not known and was left out.");
        }

        return new HubMatter
        {
            Framework = Word(map, "framework"),
            Genre = Word(map, "genre"),
            Sector = Word(map, "sector"),
            Organisation = Word(map, "organisation"),
            Country = Word(map, "country"),
            Cohort = Word(map, "cohort"),
            Year = int.TryParse(Word(map, "year"), CultureInfo.InvariantCulture, out var year) ? year : null,
            Themes = List(map, "themes"),
            Audience = List(map, "audience"),
            Takeaways = List(map, "takeaways"),
            Acknowledgement = Word(map, "acknowledgement"),
        };
    }

    private static Sequence<string> List(YamlMap map, string key) =>
        Items(map.Entries.FirstOrDefault(entry => entry.Key == key).Value)
            .Select(item => item.InWords().Trim())
            .Where(word => word.Length > 0)
            .ToSequence();

    private static string? Word(YamlMap map, string key) =>
        map.Entries.FirstOrDefault(entry => entry.Key == key).Value is { } value ? Line(value) : null;

    private static IReadOnlyList<YamlTree> Items(YamlTree? value) =>
        value switch
        {
            null => [],
            YamlList list => list.Items,
            _ => [value],
        };

    // A single word may be a list divided by commas or semicolons.
    private static Sequence<string> Words(YamlTree value) =>
        (value is YamlWord word ? word.Text.Split(',', ';') : Items(value).Select(item => item.InWords()))
            .Select(item => item.Trim())
            .Where(item => item.Length > 0)
            .ToSequence();

    private static string? Line(YamlTree value) =>
        string.Join(' ', value.InWords().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line
            ? line
            : null;

    private void Say(ReportSeverity severity, string construct, string what) =>
        report.Add(new ReportLine(severity, new TextPlace(1, 0), construct, what));

    private static string Shorten(string words) => words.Length <= 120 ? words : words[..120] + "…";
}
