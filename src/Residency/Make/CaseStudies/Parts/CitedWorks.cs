using Residency.Foundation.Ui;

namespace Residency.Make.CaseStudies.Parts;

/// <summary>Cited works as they stand in running text.</summary>
internal static class CitedWorks
{
    /// <summary>Such as "Lovelace, 1843: Notes", for choosing one from a list.</summary>
    public static string InWords(ReferenceCard work) => $"{Of(work).Words}: {work.Title}";

    /// <summary>Such as "Lovelace, 1843"; with more than two authors "Lovelace et al., 1843".</summary>
    public static CitedWork Of(ReferenceCard work)
    {
        var names = work.Authors.Select(author => author.Split(',')[0].Trim()).ToList();
        var who = names.Count switch
        {
            0 => work.Title,
            1 => names[0],
            2 => $"{names[0]} & {names[1]}",
            _ => $"{names[0]} et al.",
        };
        return new CitedWork(
            work.Year is { } year ? $"{who}, {year}" : who,
            work.Doi is { } doi ? $"https://doi.org/{doi}" : work.Address
        );
    }
}
