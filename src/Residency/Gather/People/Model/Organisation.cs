using System.Globalization;
using System.Text;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.People.Model;

/// <summary>A partner organisation, host, funder or other body, as one hub records it.</summary>
public sealed class Organisation : IVersioned, IAccessSubject
{
    private readonly List<OrganisationName> _names = [];

    private Organisation() { }

    public OrganisationId Id { get; private set; }
    public HubId Hub { get; private set; }
    public string Name { get; private set; } = "";
    public string Sector { get; private set; } = "";
    public string? Country { get; private set; }
    public SizeBand? Size { get; private set; }
    public string? Ror { get; private set; }
    public string? Website { get; private set; }
    public PublicCode Code { get; private set; }

    /// <summary>The organisation into which this one was merged; null while it stands by itself.</summary>
    public OrganisationId? MergedInto { get; private set; }
    public int Version { get; private set; }

    /// <summary>All names by which it is found, the preferred one included.</summary>
    public IReadOnlyList<OrganisationName> Names => _names;

    /// <summary>The names besides the preferred one.</summary>
    public IReadOnlyList<string> Aliases => [.. _names.Where(name => name.Key != KeyOf(Name)).Select(name => name.Text)];

    OrganisationId? IAccessSubject.Organisation => Id;
    bool IAccessSubject.IsPublished => true;

    /// <summary>Adds an organisation to a hub.</summary>
    public static Result<Organisation> Add(NewOrganisation wish)
    {
        var organisation = new Organisation
        {
            Id = TypedId.New<OrganisationId>(),
            Hub = wish.Hub,
            Code = PublicCode.New(),
        };
        var described = organisation.Describe(wish);
        return described.IsDone ? organisation : described.Refusal;
    }

    /// <summary>Changes what is recorded; the old preferred name stays as an alias.</summary>
    /// <returns>Invalid for an empty name, a country that is not two letters, or a ROR id that is none.</returns>
    public Result Describe(NewOrganisation wish)
    {
        if (string.IsNullOrWhiteSpace(wish.Name) || wish.Name.Trim().Length > 200 || KeyOf(wish.Name).Length == 0)
        {
            return new Refusal.Invalid("Name", "Enter the organisation's name, up to 200 characters.");
        }

        var country = wish.Country?.Trim().ToUpperInvariant();
        if (!string.IsNullOrEmpty(country) && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)))
        {
            return new Refusal.Invalid("Country", "Enter the country as two letters, for example GB or KE.");
        }

        if (!string.IsNullOrWhiteSpace(wish.Ror) && RorId.Parse(wish.Ror) is null)
        {
            return new Refusal.Invalid("Ror", "This is not a ROR id. It looks like https://ror.org/035dkdb55.");
        }

        Name = wish.Name.Trim();
        Sector = wish.Sector.Trim();
        Country = string.IsNullOrEmpty(country) ? null : country;
        Size = wish.Size;
        Ror = RorId.Parse(wish.Ror)?.Value;
        Website =
            Uri.TryCreate(wish.Website, UriKind.Absolute, out var site) && site.Scheme is "http" or "https"
                ? wish.Website!.Trim()
                : null;
        foreach (var name in wish.Aliases.Prepend(Name))
        {
            AddName(name);
        }

        return Result.Done;
    }

    /// <summary>Changes what is recorded; aliases that are not wished for any more are forgotten.</summary>
    /// <remarks>The old preferred name stays as an alias until it is left out once more.</remarks>
    /// <returns>As <see cref="Describe"/>; also Invalid for a website that is no web address.</returns>
    public Result Revise(NewOrganisation wish)
    {
        if (WebsiteProblem(wish) is { } problem)
        {
            return problem;
        }

        HashSet<string> kept = [KeyOf(Name), .. wish.Aliases.Select(KeyOf)];
        var described = Describe(wish);
        if (described.IsDone)
        {
            kept.Add(KeyOf(Name));
            _names.RemoveAll(name => !kept.Contains(name.Key));
        }

        return described;
    }

    /// <summary>What is wrong with a website that a person entered; null when nothing.</summary>
    public static Refusal? WebsiteProblem(NewOrganisation wish) =>
        string.IsNullOrWhiteSpace(wish.Website)
        || (Uri.TryCreate(wish.Website.Trim(), UriKind.Absolute, out var site) && site.Scheme is "http" or "https")
            ? null
            : new Refusal.Invalid("Website", "Enter the whole web address, such as https://example.org.");

    /// <summary>Adds a name by which the organisation is found.</summary>
    public void AddName(string name)
    {
        var key = KeyOf(name);
        if (key.Length > 0 && _names.TrueForAll(known => known.Key != key))
        {
            _names.Add(new OrganisationName(Hub, key, name.Trim()));
        }
    }

    /// <summary>Records that this one is the same as another, which remains.</summary>
    /// <returns>Conflict when it is already merged or would be merged into itself.</returns>
    public Result MergeInto(Organisation other)
    {
        if (other.Id == Id)
        {
            return new Refusal.Conflict("An organisation cannot be merged into itself. Choose another one.");
        }

        if (MergedInto is not null || other.MergedInto is not null || other.Hub != Hub)
        {
            return new Refusal.Conflict("These two cannot be merged: one of them is merged already. Reload the page.");
        }

        MergedInto = other.Id;
        return Result.Done;
    }

    /// <summary>Undoes a merge.</summary>
    /// <returns>Conflict when it is not merged.</returns>
    public Result Separate()
    {
        if (MergedInto is null)
        {
            return new Refusal.Conflict("This organisation stands by itself already. Reload the page.");
        }

        MergedInto = null;
        return Result.Done;
    }

    /// <summary>
    /// What remains of a name when case, accents, punctuation and small words (the, of, for, and, ltd …) are left out,
    /// so that "Office for National Statistics" and "Office of National Statistics" are one.
    /// </summary>
    public static string KeyOf(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                if (c is not ('\'' or '’'))
                {
                    plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
                }
            }
        }

        var words = plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] telling = [.. words.Where(word => !SmallWords.Contains(word))];
        return string.Join(' ', telling.Length > 0 ? telling : words);
    }

    private static readonly HashSet<string> SmallWords =
    [
        "the",
        "of",
        "for",
        "and",
        "a",
        "an",
        "in",
        "on",
        "at",
        "de",
        "la",
        "le",
        "du",
        "des",
        "der",
        "die",
        "das",
        "ltd",
        "limited",
        "plc",
        "inc",
        "llc",
        "llp",
        "gmbh",
        "ag",
        "sa",
        "bv",
        "cic",
        "co",
        "company",
    ];
}

/// <summary>A name by which an organisation is found. Keys are unique in a hub.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Key">The name's telling words, see <see cref="Organisation.KeyOf"/>.</param>
/// <param name="Text">The name as people write it.</param>
public sealed record OrganisationName(HubId Hub, string Key, string Text);

/// <summary>A ROR id: https://ror.org/ and nine characters. Source: https://ror.readme.io/docs/identifier.</summary>
public readonly record struct RorId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private RorId(string value) => Value = value;

    /// <summary>The full address.</summary>
    public string Value { get; }

    /// <summary>Reads an id with or without its address; null when its form or its check digits are wrong.</summary>
    public static RorId? Parse(string? text)
    {
        var bare = (text ?? "").Trim().ToLowerInvariant();
        bare = bare[(bare.LastIndexOf('/') + 1)..];
        if (bare.Length != 9 || bare[0] != '0' || !bare[..7].All(c => Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return null;
        }

        var number = bare[1..7].Aggregate(0L, (sum, c) => (sum * 32) + Alphabet.IndexOf(c, StringComparison.Ordinal));
        var check = 98 - (number * 100 % 97);
        return bare[7..] == check.ToString("00", CultureInfo.InvariantCulture) ? new RorId($"https://ror.org/{bare}") : null;
    }
}
