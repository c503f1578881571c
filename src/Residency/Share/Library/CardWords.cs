using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Residency.Share.Library;

/// <summary>What stands over the cards and results of the library.</summary>
public static class CardWords
{
    /// <summary>Genre and year over a card, in the reader's language: "Round-table · 2026".</summary>
    public static string Kicker(string genre, DateTimeOffset publishedAt, IStringLocalizer words) =>
        $"{Genre(genre, words)} · {publishedAt.Year.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The genre as readers read it; a hub's own genres stay in the hub's words.</summary>
    public static string Genre(string genre, IStringLocalizer words) =>
        genre switch
        {
            "" => words["Case study"],
            "essay" => words["Essay"],
            "impact" => words["Impact"],
            "profile" => words["Profile"],
            "round-table" => words["Round-table"],
            _ => char.ToUpperInvariant(genre[0]) + genre[1..],
        };
}
