using System.Globalization;
using System.Text;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing.Model;

/// <summary>A text without any marks, with what readers must know of it at its end.</summary>
public static class PlainEdition
{
    /// <summary>The whole text; lines end with a line feed.</summary>
    public static string Of(OutgoingText text)
    {
        var content = text.Content;
        var body = PlainText.Write(
            content.Text,
            new FrontMatter
            {
                Title = content.Subtitle.Length > 0 ? $"{content.Title}: {content.Subtitle}" : content.Title,
                Authors = content.Authors.Select(author => new Author(author.Name)).ToSequence(),
            }
        );
        var plain = new StringBuilder(body);
        Part(plain, "In short", [content.Summary, .. content.Takeaways.Select(takeaway => "- " + takeaway)]);
        Part(plain, "References", [.. content.References.Select(Reference)]);
        Part(plain, "Authors and contributions", [.. content.Authors.Select(Credit)]);
        Part(plain, "About this text", [.. About(text)]);
        return plain.ToString();
    }

    private static void Part(StringBuilder plain, string title, IReadOnlyList<string> lines)
    {
        var said = lines.Where(line => line.Length > 0).ToList();
        if (said.Count > 0)
        {
            plain.Append(
                CultureInfo.InvariantCulture,
                $"\n{title}\n{new string('-', title.Length)}\n\n{string.Join('\n', said)}\n"
            );
        }
    }

    private static IEnumerable<string> About(OutgoingText text)
    {
        var content = text.Content;
        yield return content.Acknowledgement;
        foreach (var funder in content.Funders)
        {
            var grants = funder.Grants.Count > 0 ? $" ({string.Join(", ", funder.Grants)})" : "";
            yield return $"Funded by: {funder.Name}{grants}. {funder.Statement}".TrimEnd();
        }

        yield return $"Licence: {(content.Licence.Length > 0 ? content.Licence : "all rights reserved")}";
        var day = text.PublishedAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return $"Version: {OutgoingMatter.Version(text)}{(day is null ? ", not published" : $", published {day}")}";
        yield return $"Hub: {string.Join(", ", new[] { content.HubName, content.Host }.Where(name => name.Length > 0))}";
        yield return content.OrganisationName.Length > 0 ? $"Organisation: {content.OrganisationName}" : "";
        yield return content.EarlierDoi is { } doi ? $"First published as: https://doi.org/{doi}" : "";
        yield return $"Code: {text.Code}";
    }

    private static string Reference(ReferenceCard work)
    {
        var authors = work.Authors.Count > 0 ? string.Join("; ", work.Authors) + " " : "";
        var year = work.Year?.ToString(CultureInfo.InvariantCulture) ?? "n.d.";
        var place = string.Concat(
            new[] { work.Container, work.Publisher }.Where(part => part.Length > 0).Select(part => $" {part}.")
        );
        var address =
            work.Doi is { } doi ? $" https://doi.org/{doi}"
            : work.Address is { } link ? " " + link
            : "";
        return $"[{work.Key}] {authors}({year}). {work.Title}.{place}{address}";
    }

    private static string Credit(CreditedAuthor author) =>
        string.Join(
            ". ",
            new[]
            {
                author.Name,
                author.Affiliation,
                author.Orcid is { } orcid ? $"https://orcid.org/{orcid}" : "",
                string.Join(", ", author.Roles.Select(role => role.Name())),
            }.Where(part => part.Length > 0)
        );
}
