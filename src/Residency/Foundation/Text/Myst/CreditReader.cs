using static Residency.Foundation.Text.Myst.YamlReading;

namespace Residency.Foundation.Text.Myst;

/// <summary>Reads who wrote a text and who paid for it.</summary>
internal sealed class CreditReader
{
    private readonly List<ReportLine> _report;
    private readonly Dictionary<string, Affiliation> _named = new(StringComparer.Ordinal);

    /// <summary>Knows the places to which authors and grants refer by id.</summary>
    internal CreditReader(List<ReportLine> report, YamlMap matter)
    {
        _report = report;
        foreach (var affiliation in Items(matter, "affiliations").OfType<YamlMap>())
        {
            if (WordAt(affiliation, "id") is { } id)
            {
                _named[id] = AffiliationOf(affiliation);
            }
        }
    }

    // Of the author or grant that is being read.
    private int _line = 1;

    internal bool HasNamed => _named.Count > 0;

    internal Author? AuthorOf(YamlTree value)
    {
        _line = value.Line;
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
                case "name" or "id":
                    break;
                case "corresponding":
                    author = author with { IsCorresponding = entry.InWords() == "true" };
                    break;
                case "orcid":
                    author = author with { Orcid = Orcid(entry.InWords()) };
                    break;
                case "affiliation" or "affiliations":
                    author = author with
                    {
                        Affiliations = Items(entry).Select(Place).Where(item => item.Name.Length > 0).ToSequence(),
                    };
                    break;
                case "role" or "roles":
                    author = author with
                    {
                        Roles = Words(entry).Select(Role).OfType<string>().Distinct(StringComparer.Ordinal).ToSequence(),
                    };
                    break;
                case "email":
                    Say(ReportSeverity.Warning, "An e-mail address of an author was left out: addresses are not published.");
                    break;
                default:
                    Say(ReportSeverity.Note, $"“{key}” of an author is not known and was left out.");
                    break;
            }
        }

        if (author.Name.Length > 0)
        {
            return author;
        }

        Say(ReportSeverity.Problem, "An author without a name was left out.");
        return null;
    }

    // A name may stand in parts.
    private static string NameOf(YamlMap map)
    {
        var name = map.Entries.FirstOrDefault(entry => entry.Key == "name").Value;
        return name is YamlMap whole && WordAt(whole, "literal") is { } literal ? literal
            : name is YamlMap parts
                ? string.Join(
                    ' ',
                    new[]
                    {
                        WordAt(parts, "given"),
                        WordAt(parts, "non_dropping_particle"),
                        WordAt(parts, "family"),
                        WordAt(parts, "suffix"),
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

        var ror = WordAt(map, "ror");
        return new Affiliation(WordAt(map, "name") ?? WordAt(map, "institution") ?? "")
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

        Say(ReportSeverity.Problem, $"“{Shorten(value)}” is not a valid ORCID iD and was left out.");
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

        Say(ReportSeverity.Warning, $"“{Shorten(role)}” is none of the fourteen CRediT roles and was left out.");
        return null;
    }

    /// <summary>The funders of one entry: one for each grant and each that gave it.</summary>
    internal IEnumerable<Funding> FundingOf(YamlTree value)
    {
        _line = value.Line;
        if (value is not YamlMap map)
        {
            return value.InWords() is { Length: > 0 } words ? [new Funding(words)] : [];
        }

        var statement = WordAt(map, "statement");
        var grants = Items(map, "awards").OfType<YamlMap>().SelectMany(GrantsOf).ToList();
        if (grants.Count > 0)
        {
            grants[0] = grants[0] with { Statement = statement };
            return grants;
        }

        if ((WordAt(map, "funder") ?? WordAt(map, "name") ?? statement) is { } funder)
        {
            return [new Funding(funder) { Award = WordAt(map, "award") ?? WordAt(map, "awards") ?? WordAt(map, "grant") }];
        }

        Say(ReportSeverity.Warning, "A funding without the name of a funder was left out.");
        return [];
    }

    private IEnumerable<Funding> GrantsOf(YamlMap award) =>
        Items(award, "sources")
            .Concat(Items(award, "source"))
            .Select(Place)
            .Where(source => source.Name.Length > 0)
            .Select(source => new Funding(source.Name) { Award = WordAt(award, "id"), Ror = source.Ror });

    private Affiliation Place(YamlTree value) => _named.GetValueOrDefault(value.InWords()) ?? AffiliationOf(value);

    private void Say(ReportSeverity severity, string what) =>
        _report.Add(new ReportLine(severity, new TextPlace(_line, 0), "front matter", what));
}
