using Residency.Foundation.Text;

namespace Residency.Share.Library.Model;

/// <summary>What a reference list needs to know of an edition.</summary>
/// <param name="Code">The permanent public code; becomes the key of the entry.</param>
/// <param name="Title">The title, without the subtitle.</param>
/// <param name="Subtitle">The subtitle; may be empty.</param>
/// <param name="Authors">In the order of the by-line.</param>
/// <param name="Published">The day of publication.</param>
/// <param name="Publisher">The hub's name.</param>
/// <param name="Place">The host of the hub; may be empty.</param>
/// <param name="Version">The number of the edition, from 1.</param>
/// <param name="Address">The permanent address of this edition.</param>
/// <param name="Doi">The DOI without resolver; null when there is none.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Licence">SPDX id.</param>
/// <param name="Summary">An abstract as plain text; may be empty.</param>
public sealed record Citable(
    string Code,
    string Title,
    string Subtitle,
    IReadOnlyList<PersonName> Authors,
    DateOnly Published,
    string Publisher,
    string Place,
    int Version,
    string Address,
    string? Doi,
    string Language,
    string Licence,
    string Summary
)
{
    /// <summary>Title and subtitle as one line.</summary>
    public string FullTitle => Subtitle.Length == 0 ? Title : $"{Title}: {Subtitle}";

    /// <summary>Where to point a reader: the DOI's resolver when there is one, else our own address.</summary>
    public string Link => Doi is null ? Address : DoiText.Address(Doi);
}

/// <summary>A name split as reference managers want it.</summary>
/// <param name="Family">The family name, particles included ("van der Berg"); the whole for a single name.</param>
/// <param name="Given">The given names; empty for a single name or a body.</param>
/// <param name="IsBody">True for an organisation, whose name is never split.</param>
public sealed record PersonName(string Family, string Given, bool IsBody = false)
{
    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "zu",
        "zur",
        "al",
        "bin",
        "ibn",
    };

    /// <summary>The name as people say it.</summary>
    public string Spoken => Given.Length == 0 ? Family : $"{Given} {Family}";

    /// <summary>Splits a name as written: "Ada Lovelace", "Lovelace, Ada" or "Ana da Silva".</summary>
    /// <remarks>
    /// A comma decides; otherwise the last word is the family name together with the lower-case particles before it.
    /// No rule is right for every culture, so the by-line always shows the name as the person wrote it.
    /// </remarks>
    public static PersonName Of(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0)
        {
            return new PersonName(name[..comma].Trim(), name[(comma + 1)..].Trim());
        }

        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return new PersonName(name.Trim(), "");
        }

        var first = words.Length - 1;
        while (first > 1 && Particles.Contains(words[first - 1]))
        {
            first--;
        }

        return new PersonName(string.Join(' ', words[first..]), string.Join(' ', words[..first]));
    }

    /// <summary>The initials of the given names: "Ada M." gives "A. M.", "Jean-Luc" gives "J.-L.".</summary>
    public string Initials =>
        string.Join(
            ' ',
            Given
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word =>
                    string.Join(
                        '-',
                        word.Split('-', StringSplitOptions.RemoveEmptyEntries)
                            .Select(part => $"{char.ToUpperInvariant(part[0])}.")
                    )
                )
        );
}
