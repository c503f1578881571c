using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Myst;

/// <summary>Writes front matter as YAML, every word in quotes.</summary>
internal static class FrontMatterWriter
{
    internal static string Write(FrontMatter matter)
    {
        var yaml = new StringBuilder();
        Word(yaml, "", "title", matter.Title);
        Word(yaml, "", "subtitle", matter.Subtitle);
        Word(yaml, "", "description", matter.Description);
        Word(yaml, "", "date", matter.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Word(yaml, "", "license", matter.Licence);
        Word(yaml, "", "language", matter.Language);
        Word(yaml, "", "doi", matter.Doi);
        List(yaml, "", "keywords", matter.Keywords);
        List(yaml, "", "bibliography", matter.Bibliography);
        Authors(yaml, matter.Authors);
        Funding(yaml, matter.Funding);
        if (matter.Hub is { } hub)
        {
            Hub(yaml, hub);
        }

        return yaml.Length == 0 ? "" : $"---\n{yaml}---\n\n";
    }

    private static void Authors(StringBuilder yaml, Sequence<Author> authors)
    {
        if (authors.IsEmpty)
        {
            return;
        }

        yaml.Append("authors:\n");
        foreach (var author in authors)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - name: {YamlWords.Quoted(author.Name)}\n");
            Word(yaml, "    ", "orcid", author.Orcid);
            List(yaml, "    ", "roles", author.Roles);
            if (!author.Affiliations.IsEmpty)
            {
                yaml.Append("    affiliations:\n");
                foreach (var affiliation in author.Affiliations)
                {
                    yaml.Append(CultureInfo.InvariantCulture, $"      - name: {YamlWords.Quoted(affiliation.Name)}\n");
                    Word(yaml, "        ", "ror", affiliation.Ror);
                }
            }
        }
    }

    private static void Funding(StringBuilder yaml, Sequence<Funding> funding)
    {
        if (funding.IsEmpty)
        {
            return;
        }

        yaml.Append("funding:\n");
        foreach (var grant in funding)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - funder: {YamlWords.Quoted(grant.Funder)}\n");
            Word(yaml, "    ", "award", grant.Award);
        }
    }

    private static void Hub(StringBuilder yaml, HubMatter hub)
    {
        if (hub == new HubMatter())
        {
            yaml.Append("residency: {}\n");
            return;
        }

        yaml.Append("residency:\n");
        Word(yaml, "  ", "framework", hub.Framework);
        Word(yaml, "  ", "genre", hub.Genre);
        Word(yaml, "  ", "sector", hub.Sector);
        Word(yaml, "  ", "organisation", hub.Organisation);
        Word(yaml, "  ", "country", hub.Country);
        Word(yaml, "  ", "cohort", hub.Cohort);
        Word(yaml, "  ", "year", hub.Year?.ToString(CultureInfo.InvariantCulture));
        List(yaml, "  ", "themes", hub.Themes);
        List(yaml, "  ", "audience", hub.Audience);
        List(yaml, "  ", "takeaways", hub.Takeaways);
        Word(yaml, "  ", "acknowledgement", hub.Acknowledgement);
    }

    private static void Word(StringBuilder yaml, string indent, string key, string? value)
    {
        if (value is not null)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{indent}{key}: {YamlWords.Quoted(value)}\n");
        }
    }

    private static void List(StringBuilder yaml, string indent, string key, Sequence<string> values)
    {
        if (!values.IsEmpty)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{indent}{key}:\n");
            foreach (var value in values)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"{indent}  - {YamlWords.Quoted(value)}\n");
            }
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
