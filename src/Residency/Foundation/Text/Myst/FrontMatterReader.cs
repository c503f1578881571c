using System.Buffers;
using System.Globalization;
using Residency.Foundation.Results;
using static Residency.Foundation.Text.Myst.YamlReading;

namespace Residency.Foundation.Text.Myst;

/// <summary>Reads the YAML at the head of a file.</summary>
internal sealed class FrontMatterReader(List<ReportLine> report)
{
    // What our own writer says again for other readers.
    private static readonly string[] Derived = ["parts", "tags", "exports"];

    private static readonly SearchValues<char> KeySigns = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_-");

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

    /// <summary>Whether the file begins with what is meant as front matter but never ends it.</summary>
    internal static bool IsUnended(string yaml, string source)
    {
        var lines = source.AsSpan(0, Math.Min(source.Length, 1000)).EnumerateLines();
        return yaml.Length == 0
            && lines.MoveNext()
            && lines.Current.TrimEnd() is "---"
            && lines.MoveNext()
            && lines.Current.IndexOf(": ") is var colon and > 0
            && lines.Current[..colon].IndexOfAnyExcept(KeySigns) < 0;
    }

    /// <summary>What the YAML says, as far as a text can have it; the rest becomes report lines.</summary>
    /// <returns>The front matter; Invalid with the line when it is no YAML: half of it would be worse than none.</returns>
    internal static Result<FrontMatter> Read(string yaml, List<ReportLine> report) => new FrontMatterReader(report).Read(yaml);

    private Result<FrontMatter> Read(string yaml)
    {
        if (string.IsNullOrWhiteSpace(yaml))
        {
            return new FrontMatter();
        }

        var parsed = YamlTree.Parse(yaml, before: 1);
        if (!parsed.IsDone)
        {
            return parsed.Refusal;
        }

        if (parsed.Value is not YamlMap map)
        {
            Say(ReportSeverity.Problem, parsed.Value.Line, "The front matter is no list of names and values and was left out.");
            return new FrontMatter();
        }

        var isOurs = map.Entries.Any(entry =>
            entry.Key == "residency" || entry.Key == "options" && HubOf(entry.Value) is not null
        );
        var credit = new CreditReader(report, map);
        return map.Entries.Aggregate(
            new FrontMatter(),
            (kept, entry) => isOurs && Derived.Contains(entry.Key) ? kept : Add(kept, entry.Key, entry.Value, credit)
        );
    }

    private FrontMatter Add(FrontMatter matter, string key, YamlTree value, CreditReader credit)
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
                return matter with { Authors = [.. matter.Authors, .. Items(value).Select(credit.AuthorOf).OfType<Author>()] };
            case "license" or "licence":
                return matter with { Licence = Licence(value) };
            case "keywords" or "tags":
                return matter with
                {
                    Keywords = [.. matter.Keywords, .. Words(value).Where(word => !matter.Keywords.Contains(word))],
                };
            case "funding":
                return matter with { Funding = Items(value).SelectMany(credit.FundingOf).ToSequence() };
            case "language" or "lang":
                return matter with { Language = Line(value) };
            case "doi":
                return matter with { Doi = Line(value) is { } doi ? MystRoles.KeyOf(doi) : null };
            case "bibliography":
                return matter with { Bibliography = Words(value) };
            case "residency" when value is YamlMap hub:
                return WithHub(matter, hub);
            case "options" when value is YamlMap options:
                return WithOptions(matter, options);
            case "affiliations" when credit.HasNamed:
                return matter;
            default:
                Say(ReportSeverity.Note, value.Line, $"“{key}” is not known and was left out: {Shorten(value.InWords())}");
                return matter;
        }
    }

    private FrontMatter WithOptions(FrontMatter matter, YamlMap options)
    {
        foreach (var (key, value) in options.Entries.Where(entry => entry.Key is not ("residency" or "language")))
        {
            Say(ReportSeverity.Note, value.Line, $"“options: {key}” is not known and was left out: {Shorten(value.InWords())}");
        }

        var said = matter with { Language = matter.Language ?? WordAt(options, "language") };
        return HubOf(options) is { } hub ? WithHub(said, hub) : said;
    }

    private FrontMatter WithHub(FrontMatter matter, YamlMap hub)
    {
        var people = List(hub, "corresponding").ToHashSet(StringComparer.Ordinal);
        return matter with
        {
            Hub = HubMatterReader.Read(hub, report),
            Authors = matter
                .Authors.Select(author => people.Contains(author.Name) ? author with { IsCorresponding = true } : author)
                .ToSequence(),
        };
    }

    private static YamlMap? HubOf(YamlTree options) =>
        (options as YamlMap)?.Entries.FirstOrDefault(entry => entry.Key == "residency").Value as YamlMap;

    private string? Licence(YamlTree value)
    {
        var words = (value is YamlMap map ? WordAt(map, "content") ?? WordAt(map, "id") ?? "" : value.InWords()).Trim();
        var letters = words.ToUpperInvariant().Replace(' ', '-');
        if (letters is "CC-BY" or "CC-BY-4" or "CC-BY-4.0")
        {
            return "CC-BY-4.0";
        }

        if (words.Length is > 0 and <= 64 && words.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '+'))
        {
            return words;
        }

        Say(ReportSeverity.Warning, value.Line, $"“{Shorten(words)}” is not an SPDX licence and was left out.");
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

        Say(ReportSeverity.Warning, value.Line, $"“{Shorten(words)}” is not a date such as 2026-05-31 and was left out.");
        return null;
    }

    private void Say(ReportSeverity severity, int line, string what) =>
        report.Add(new ReportLine(severity, new TextPlace(line, 0), "front matter", what));
}
