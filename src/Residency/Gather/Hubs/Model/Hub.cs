using System.Text.RegularExpressions;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.Hubs.Model;

/// <summary>One running instance of the programme.</summary>
public sealed partial class Hub : IAccessSubject, IVersioned
{
    private Hub() { }

    public HubId Id { get; private set; }
    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Host { get; private set; } = "";
    public string Description { get; private set; } = "";

    /// <summary>What the public "about" page says, as Markdown.</summary>
    public string About { get; private set; } = "";
    public string Contact { get; private set; } = "";
    public string Controller { get; private set; } = "";
    public string Language { get; private set; } = "en";

    /// <summary>IANA time zone in which the hub's days are counted.</summary>
    public string TimeZone { get; private set; } = "Europe/London";
    public string Licence { get; private set; } = "CC-BY-4.0";
    public bool LooksUpDois { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When the hub was opened or last configured; UTC.</summary>
    public DateTimeOffset ChangedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public int Version { get; private set; }

    HubId IAccessSubject.Hub => Id;
    bool IAccessSubject.IsPublished => true;

    /// <summary>Opens a hub.</summary>
    /// <returns>Invalid when the slug is not 3–40 of a–z, 0–9 and hyphen, is a reserved word, or the name is empty.</returns>
    public static Result<Hub> Open(NewHub wish, DateTimeOffset now)
    {
        var slug = wish.Slug.Trim().ToLowerInvariant();
        if (!SlugPattern().IsMatch(slug) || Reserved.Contains(slug))
        {
            return new Refusal.Invalid(
                "Slug",
                "The address must be 3 to 40 lower-case letters, digits or hyphens, and not a word that the site uses itself. Choose another one."
            );
        }

        var hub = new Hub
        {
            Id = TypedId.New<HubId>(),
            Slug = slug,
            OpenedAt = now,
            ChangedAt = now,
        };
        var described = hub.Describe(wish.Name, wish.Host, wish.Description, wish.Contact);
        hub.About = wish.About;
        hub.Controller = wish.Controller;
        return described.IsDone ? hub : described.Refusal;
    }

    /// <summary>Changes how the hub is presented.</summary>
    public Result Describe(string name, string host, string description, string contact)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 120)
        {
            return new Refusal.Invalid("Name", "Enter the hub's name, up to 120 characters.");
        }

        (Name, Host, Description, Contact) = (name.Trim(), host.Trim(), description.Trim(), contact.Trim());
        return Result.Done;
    }

    /// <summary>Changes all that an owner may set.</summary>
    /// <param name="wish">What the hub shall be.</param>
    /// <param name="now">The present instant, UTC.</param>
    /// <returns>
    /// Invalid for an empty name, a contact that is not an e-mail address, an unknown language, time zone or licence.
    /// </returns>
    public Result Configure(HubWish wish, DateTimeOffset now)
    {
        if (HubWish.ProblemOf(wish) is { } problem)
        {
            return problem;
        }

        var described = Describe(wish.Name, wish.Host, wish.Description, wish.Contact);
        if (!described.IsDone)
        {
            return described;
        }

        (About, Controller) = (wish.About.Trim(), wish.Controller.Trim());
        (Language, TimeZone, Licence) = (wish.Language, wish.TimeZone.Trim(), wish.Licence);
        (LooksUpDois, ChangedAt) = (wish.LooksUpDois, now);
        return Result.Done;
    }

    // Words at the place of a slug that are addresses of the installation itself.
    internal static readonly IReadOnlySet<string> Reserved = new HashSet<string>(StringComparer.Ordinal)
    {
        "sign-in",
        "sign-out",
        "confirm",
        "account",
        "join",
        "set-up",
        "operator",
        "health",
        "files",
        "css",
        "fonts",
        "islands",
        "styleguide",
        "styleguide-article",
        "styleguide-library",
        "styleguide-writing",
        "dev",
        "error",
        "problem",
        "language",
        "api",
        "hubs",
        "help",
        "not-found",
        "robots",
        "sitemap",
        "favicon",
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex SlugPattern();
}

/// <summary>A theme of a hub.</summary>
public sealed class Theme
{
    private Theme() { }

    public ThemeId Id { get; private set; }
    public HubId Hub { get; private set; }
    public string Key { get; private set; } = "";
    public string Title { get; private set; } = "";
    public bool IsOfTheMission { get; private set; }

    /// <summary>The five themes of the mission, in our order.</summary>
    public static readonly IReadOnlyList<string> OfTheMission =
    [
        "Open source",
        "Open data",
        "Cross-sector collaboration",
        "Reproducibility",
        "Ethics in data science and AI",
    ];

    /// <summary>Names a theme; the key is derived from the title.</summary>
    /// <returns>Invalid when the title is empty or longer than 80 characters.</returns>
    public static Result<Theme> Name(HubId hub, string title, bool isOfTheMission)
    {
        var trimmed = title.Trim();
        return trimmed.Length is 0 or > 80
            ? new Refusal.Invalid("Title", "Enter the theme's title, up to 80 characters.")
            : new Theme
            {
                Id = TypedId.New<ThemeId>(),
                Hub = hub,
                Key = KeyOf(trimmed),
                Title = trimmed,
                IsOfTheMission = isOfTheMission,
            };
    }

    /// <summary>The key of a title: lower-case letters and digits joined by hyphens.</summary>
    public static string KeyOf(string title) =>
        string.Join(
            '-',
            title
                .ToLowerInvariant()
                .Split(
                    [.. title.ToLowerInvariant().Where(c => !char.IsLetterOrDigit(c)).Distinct()],
                    StringSplitOptions.RemoveEmptyEntries
                )
        );
}
