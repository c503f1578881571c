using System.Text.RegularExpressions;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>What describes a text besides its words, as a person gives it.</summary>
public sealed partial record Description
{
    /// <summary>1–300 characters after trimming.</summary>
    public string Title { get; init; } = "";

    /// <summary>Up to 300 characters.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Up to 2,000 characters.</summary>
    public string Summary { get; init; } = "";

    /// <summary>A BCP 47 tag.</summary>
    public string Language { get; init; } = "en";
    public string Genre { get; init; } = "";

    /// <summary>An SPDX id, or empty.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Up to 3,000 characters.</summary>
    public string Acknowledgement { get; init; } = "";

    /// <summary>Up to 12, one sentence each; empty ones are dropped.</summary>
    public IReadOnlyList<string> Takeaways { get; init; } = [];

    /// <summary>The same, trimmed.</summary>
    /// <returns>Invalid with the name of the field that must change.</returns>
    public Result<Description> Tidied()
    {
        var tidy = this with
        {
            Title = OneLine(Title),
            Subtitle = OneLine(Subtitle),
            Summary = Summary.Trim(),
            Language = string.IsNullOrWhiteSpace(Language) ? "en" : Language.Trim(),
            Genre = OneLine(Genre).ToLowerInvariant(),
            Licence = Licence.Trim(),
            Acknowledgement = Acknowledgement.Trim(),
            Takeaways = [.. Takeaways.Select(OneLine).Where(line => line.Length > 0)],
        };
        return tidy switch
        {
            { Title.Length: 0 or > 300 } => new Refusal.Invalid("Title", "Enter a title of up to 300 characters."),
            { Subtitle.Length: > 300 } => new Refusal.Invalid("Subtitle", "Shorten the subtitle to 300 characters."),
            { Summary.Length: > 2000 } => new Refusal.Invalid("Summary", "Shorten the summary to 2,000 characters."),
            { Genre.Length: > 60 } => new Refusal.Invalid("Genre", "Shorten the genre to 60 characters."),
            { Acknowledgement.Length: > 3000 } => new Refusal.Invalid(
                "Acknowledgement",
                "Shorten the acknowledgement to 3,000 characters."
            ),
            { Takeaways.Count: > 12 } => new Refusal.Invalid("Takeaways", "Keep the twelve most important takeaways."),
            _ when tidy.Takeaways.Any(line => line.Length > 500) => new Refusal.Invalid(
                "Takeaways",
                "Shorten each takeaway to 500 characters."
            ),
            _ when !LanguageTag().IsMatch(tidy.Language) => new Refusal.Invalid(
                "Language",
                "Enter the language as a tag, for example en, en-GB or pt-BR."
            ),
            _ when tidy.Licence.Length > 0 && !SpdxId().IsMatch(tidy.Licence) => new Refusal.Invalid(
                "Licence",
                "Enter the licence by its SPDX id, for example CC-BY-4.0."
            ),
            _ => tidy,
        };
    }

    internal static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.+\-]{1,59}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SpdxId();
}
