using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Myst;

/// <summary>Writes front matter as YAML, every word in quotes, in the keys that MyST tools know.</summary>
internal sealed class FrontMatterWriter
{
    private readonly StringBuilder _yaml = new();
    private readonly List<Affiliation> _places = [];

    private FrontMatterWriter() { }

    internal static string Write(FrontMatter matter)
    {
        var writer = new FrontMatterWriter();
        writer.Matter(matter);
        return writer._yaml.Length == 0 ? "" : $"---\n{writer._yaml}---\n\n";
    }

    private void Matter(FrontMatter matter)
    {
        Word("", "title", matter.Title);
        Word("", "subtitle", matter.Subtitle);
        Word("", "description", matter.Description);
        Word("", "date", matter.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Word("", "license", matter.Licence);
        Word("", "doi", matter.Doi);
        List("", "keywords", matter.Keywords);
        List("", "bibliography", matter.Bibliography);
        if (matter.Hub is { } hub)
        {
            List("", "tags", [.. hub.Themes, .. hub.Audience, .. new[] { hub.Sector, hub.Country }.OfType<string>()]);
        }

        Authors(matter.Authors);
        Funding(matter.Funding);
        Places();
        Parts(matter);
        Options(matter);
        if (matter.Hub?.Code is not null)
        {
            _yaml.Append("exports:\n  - format: jats\n");
        }
    }

    private void Authors(Sequence<Author> authors)
    {
        if (authors.IsEmpty)
        {
            return;
        }

        _yaml.Append("authors:\n");
        foreach (var author in authors)
        {
            Name(author.Name);
            Word("    ", "orcid", author.Orcid);
            List("    ", "roles", author.Roles);
            List("    ", "affiliations", author.Affiliations.Select(IdOf).ToSequence());
        }
    }

    // Readers split a name at its spaces and complain of what they cannot split; such names are given whole.
    private void Name(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length > 1
            && !name.Contains(',', StringComparison.Ordinal)
            && char.IsUpper(name[0])
            && char.IsUpper(words[^1][0])
        )
        {
            Line("  - ", "name", name);
            return;
        }

        _yaml.Append("  - name:\n");
        Line("      ", "literal", name);
        Line("      ", "family", name);
    }

    private void Funding(Sequence<Funding> funding)
    {
        if (funding.IsEmpty)
        {
            return;
        }

        _yaml.Append("funding:\n");
        foreach (var grant in funding)
        {
            _yaml.Append(grant.Statement is null ? "" : $"  - statement: {YamlWords.Quoted(grant.Statement)}\n");
            _yaml.Append(grant.Statement is null ? "  - awards:\n" : "    awards:\n");
            _yaml.Append(grant.Award is null ? "" : $"      - id: {YamlWords.Quoted(grant.Award)}\n");
            _yaml.Append(grant.Award is null ? "      - sources:\n" : "        sources:\n");
            _yaml.Append(
                CultureInfo.InvariantCulture,
                $"          - {YamlWords.Quoted(IdOf(new Affiliation(grant.Funder) { Ror = grant.Ror }))}\n"
            );
        }
    }

    private string IdOf(Affiliation place)
    {
        if (!_places.Contains(place))
        {
            _places.Add(place);
        }

        return string.Create(CultureInfo.InvariantCulture, $"place-{_places.IndexOf(place) + 1}");
    }

    private void Places()
    {
        _yaml.Append(_places.Count == 0 ? "" : "affiliations:\n");
        foreach (var place in _places)
        {
            Line("  - ", "id", IdOf(place));
            Word("    ", "name", place.Name);
            Word("    ", "ror", place.Ror);
        }
    }

    // Said again in Markdown for readers that show abstract and thanks apart; ours reads the plain words.
    private void Parts(FrontMatter matter)
    {
        if (matter.Hub is not { } hub || (matter.Description ?? hub.Acknowledgement) is null && hub.Takeaways.IsEmpty)
        {
            return;
        }

        _yaml.Append("parts:\n");
        Word("  ", "abstract", Markdown(matter.Description));
        Word("  ", "acknowledgments", Markdown(hub.Acknowledgement));
        List("  ", "keypoints", hub.Takeaways.Select(Markdown).OfType<string>().ToSequence());
    }

    private static string? Markdown(string? words) => words is null ? null : LineWriter.Line([new Run(words)]);

    private void Options(FrontMatter matter)
    {
        if (matter is { Hub: null, Language: null })
        {
            return;
        }

        _yaml.Append("options:\n");
        Word("  ", "language", matter.Language);
        if (matter.Hub is not { } hub)
        {
            return;
        }

        var start = _yaml.Length;
        Hub(hub);
        List(
            "    ",
            "corresponding",
            matter.Authors.Where(author => author.IsCorresponding).Select(author => author.Name).ToSequence()
        );
        Page(hub.Page ?? new PageMatter());
        _yaml.Insert(start, _yaml.Length == start ? "  residency: {}\n" : "  residency:\n");
    }

    private void Hub(HubMatter hub)
    {
        Word("    ", "code", hub.Code);
        Word("    ", "version", hub.Version);
        Word("    ", "framework", hub.Framework);
        Word("    ", "genre", hub.Genre);
        Word("    ", "sector", hub.Sector);
        Word("    ", "organisation", hub.Organisation);
        Word("    ", "country", hub.Country);
        Word("    ", "cohort", hub.Cohort);
        Word("    ", "year", hub.Year?.ToString(CultureInfo.InvariantCulture));
        List("    ", "themes", hub.Themes);
        List("    ", "audience", hub.Audience);
        List("    ", "tags", hub.Tags);
        List("    ", "takeaways", hub.Takeaways);
        Word("    ", "acknowledgement", hub.Acknowledgement);
    }

    private void Page(PageMatter page)
    {
        _yaml.Append(page.Pictures.IsEmpty ? "" : "    figures:\n");
        foreach (var picture in page.Pictures)
        {
            Line("      - ", "file", picture.File);
            Word("        ", "name", picture.Name);
            Word("        ", "licence", picture.Licence);
            Word("        ", "source", picture.Source);
            Word("        ", "decorative", picture.Decorative ? "true" : null);
            Word("        ", "missing", picture.IsMissing ? "true" : null);
        }

        Renamed("labels", page.Labels);
        Renamed("works", page.Works);
    }

    private void Renamed(string key, Sequence<Renamed> names)
    {
        _yaml.Append(names.IsEmpty ? "" : $"    {key}:\n");
        foreach (var name in names)
        {
            Line("      - ", "here", name.Here);
            Line("        ", "was", name.Was);
        }
    }

    private void Word(string indent, string key, string? value)
    {
        if (value is not null)
        {
            Line(indent, key, value);
        }
    }

    private void Line(string indent, string key, string value) =>
        _yaml.Append(CultureInfo.InvariantCulture, $"{indent}{key}: {YamlWords.Quoted(value)}\n");

    private void List(string indent, string key, Sequence<string> values)
    {
        _yaml.Append(values.IsEmpty ? "" : $"{indent}{key}:\n");
        foreach (var value in values)
        {
            _yaml.Append(CultureInfo.InvariantCulture, $"{indent}  - {YamlWords.Quoted(value)}\n");
        }
    }
}

/// <summary>Words as YAML takes them for nothing else.</summary>
internal static class YamlWords
{
    /// <summary>Words in double quotes on one line.</summary>
    internal static string Quoted(string words)
    {
        var quoted = new StringBuilder("\"");
        foreach (var sign in words)
        {
            quoted.Append(
                sign switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\t' => "\\t",
                    '\u0085' => "\\N",
                    '\u2028' => "\\L",
                    '\u2029' => "\\P",
                    _ => sign.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }
}
