using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reports what stands in a file beside its text.</summary>
internal sealed class WholeFile(WordReading reading)
{
    private const int LongestShown = 80;

    internal void Look(WordPart part, XElement body, WordPart? settings)
    {
        Heads(part, body, "headerReference", "header");
        Heads(part, body, "footerReference", "footer");
        if (
            reading.Package.Names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
            || reading.Package.TypeOf(part.Name).Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
        )
        {
            reading.OfWhole(ReportSeverity.Warning, "macros", "The macros of the file were left out; they were not run.");
        }

        foreach (
            var relation in part
                .Relations.Values.Concat(settings?.Relations.Values ?? [])
                .Where(relation => relation is { IsOutside: true, Kind: not ("hyperlink" or "image") })
        )
        {
            var target = new string([.. relation.Target.Where(sign => !char.IsControl(sign)).Take(LongestShown)]);
            reading.OfWhole(
                ReportSeverity.Warning,
                "outside file",
                $"The file refers to another one ({relation.Kind}) at “{target}”. It was not fetched."
            );
        }

        if (reading.Notes.Unused is > 0 and var unused)
        {
            reading.OfWhole(
                ReportSeverity.Note,
                "footnote",
                $"The file holds {unused} notes to which nothing in the text refers; they were left out."
            );
        }
    }

    private void Heads(WordPart part, XElement body, string element, string kind)
    {
        var names = body.Descendants(OpenXml.W + element)
            .Select(reference => part.Find((string?)reference.Attribute(OpenXml.R + "id")))
            .Where(relation => relation is { IsOutside: false })
            .Select(relation => relation!.Target)
            .Distinct(StringComparer.OrdinalIgnoreCase); // null does not match the pattern
        foreach (var name in names)
        {
            var words = string.Join(
                ' ',
                reading
                    .Clean(
                        string.Join(
                            ' ',
                            reading.Package.Load(name)?.Root.Descendants(OpenXml.W + "t").Select(text => text.Value) ?? []
                        )
                    )
                    .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            );
            if (words.Length > 0)
            {
                reading.OfWhole(
                    ReportSeverity.Note,
                    kind,
                    $"The {kind} of the pages was left out: “{(words.Length <= LongestShown ? words : words[..LongestShown] + "…")}”."
                );
            }
        }
    }
}
