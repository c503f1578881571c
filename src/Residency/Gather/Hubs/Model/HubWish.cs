using System.Text.RegularExpressions;
using Residency.Foundation.Results;

namespace Residency.Gather.Hubs.Model;

/// <summary>All that an owner may set for a hub.</summary>
/// <param name="Name">The name as readers see it.</param>
/// <param name="Host">The body that is legally responsible.</param>
/// <param name="Description">One or two sentences.</param>
/// <param name="Contact">The e-mail address at which readers reach the hub.</param>
public sealed partial record HubWish(string Name, string Host, string Description, string Contact)
{
    /// <summary>The licences under which a hub may publish, as SPDX ids, the most open first.</summary>
    public static readonly IReadOnlyList<string> Licences =
    [
        "CC0-1.0",
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC-BY-NC-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-ND-4.0",
        "CC-BY-NC-ND-4.0",
    ];

    /// <summary>What the public "about" page says, as Markdown; up to 20,000 characters.</summary>
    public string About { get; init; } = "";

    /// <summary>Name and postal address of the data controller.</summary>
    public string Controller { get; init; } = "";

    /// <summary>BCP 47 tag: language, and a region when wished for.</summary>
    /// <value>Default en.</value>
    public string Language { get; init; } = "en";

    /// <summary>IANA time zone in which the hub's days are counted.</summary>
    /// <value>Default Europe/London.</value>
    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>One of <see cref="Licences"/>.</summary>
    /// <value>Default CC-BY-4.0.</value>
    public string Licence { get; init; } = "CC-BY-4.0";

    /// <summary>Whether citations may be fetched from the outside DOI service.</summary>
    public bool LooksUpDois { get; init; }

    internal static Refusal? ProblemOf(HubWish wish) =>
        wish switch
        {
            _ when !ContactPattern().IsMatch(wish.Contact.Trim()) => new Refusal.Invalid(
                "Contact",
                "Enter the e-mail address at which readers reach the hub, such as hub@example.org."
            ),
            { About.Length: > 20_000 } => new Refusal.Invalid("About", "Shorten the page about the hub to 20,000 characters."),
            { Controller.Length: > 1_000 } => new Refusal.Invalid(
                "Controller",
                "Shorten the data controller's address to 1,000 characters."
            ),
            _ when !LanguagePattern().IsMatch(wish.Language) => new Refusal.Invalid(
                "Language",
                "Enter the language as a tag such as en, en-GB or cy."
            ),
            _ when !wish.TimeZone.Contains('/', StringComparison.Ordinal)
                    || !TimeZoneInfo.TryFindSystemTimeZoneById(wish.TimeZone.Trim(), out _) => new Refusal.Invalid(
                "TimeZone",
                "This is not a time zone. Enter one such as Europe/London or Africa/Nairobi."
            ),
            _ when !Licences.Contains(wish.Licence, StringComparer.Ordinal) => new Refusal.Invalid(
                "Licence",
                "Choose one of the licences in the list."
            ),
            _ => null,
        };

    [GeneratedRegex(@"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+$", RegexOptions.NonBacktracking)]
    private static partial Regex ContactPattern();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguagePattern();
}
