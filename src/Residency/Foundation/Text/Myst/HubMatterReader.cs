using System.Globalization;
using static Residency.Foundation.Text.Myst.YamlReading;

namespace Residency.Foundation.Text.Myst;

/// <summary>Reads how a text stands in a hub.</summary>
internal static class HubMatterReader
{
    private static readonly string[] Known =
    [
        "framework",
        "genre",
        "sector",
        "organisation",
        "country",
        "cohort",
        "year",
        "themes",
        "audience",
        "takeaways",
        "acknowledgement",
        "tags",
        "code",
        "version",
        "corresponding",
        "figures",
        "labels",
        "works",
    ];

    internal static HubMatter Read(YamlMap map, List<ReportLine> report)
    {
        foreach (var (key, value) in map.Entries.Where(entry => !Known.Contains(entry.Key, StringComparer.Ordinal)))
        {
            report.Add(
                new ReportLine(
                    ReportSeverity.Note,
                    new TextPlace(value.Line, 0),
                    "front matter",
                    $"“residency: {key}” is not known and was left out."
                )
            );
        }

        return new HubMatter
        {
            Framework = WordAt(map, "framework"),
            Genre = WordAt(map, "genre"),
            Sector = WordAt(map, "sector"),
            Organisation = WordAt(map, "organisation"),
            Country = WordAt(map, "country"),
            Cohort = WordAt(map, "cohort"),
            Year = int.TryParse(WordAt(map, "year"), CultureInfo.InvariantCulture, out var year) ? year : null,
            Themes = List(map, "themes"),
            Audience = List(map, "audience"),
            Takeaways = List(map, "takeaways"),
            Acknowledgement = WordAt(map, "acknowledgement"),
            Tags = List(map, "tags"),
            Code = WordAt(map, "code"),
            Version = WordAt(map, "version"),
            Page = PageOf(map),
        };
    }

    private static PageMatter? PageOf(YamlMap map)
    {
        var page = new PageMatter
        {
            Pictures = Items(map, "figures").OfType<YamlMap>().Select(PictureOf).OfType<PictureMatter>().ToSequence(),
            Labels = Renamed(map, "labels"),
            Works = Renamed(map, "works"),
        };
        return page == new PageMatter() ? null : page;
    }

    // Licence, source and alternative are taken to the letter: they belong to the text.
    private static PictureMatter? PictureOf(YamlMap map) =>
        Exact(map, "file") is { } file
            ? new PictureMatter(file)
            {
                Name = Exact(map, "name"),
                Licence = Exact(map, "licence"),
                Source = Exact(map, "source"),
                Decorative = Exact(map, "decorative") == "true",
                IsMissing = Exact(map, "missing") == "true",
            }
            : null;

    private static Sequence<Renamed> Renamed(YamlMap map, string key) =>
        Items(map, key)
            .OfType<YamlMap>()
            .Select(entry => (Here: Exact(entry, "here"), Was: Exact(entry, "was")))
            .Where(entry => entry is { Here: not null, Was: not null })
            .Select(entry => new Renamed(entry.Here!, entry.Was!)) // filtered just before
            .ToSequence();

    private static string? Exact(YamlMap map, string key) =>
        map.Entries.FirstOrDefault(entry => entry.Key == key).Value?.InWords();
}
