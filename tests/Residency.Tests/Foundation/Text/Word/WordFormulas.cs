using System.IO.Compression;
using System.Xml.Linq;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>The formulas of a Word file as they stand in it.</summary>
internal static class WordFormulas
{
    private static readonly XNamespace M = "http://schemas.openxmlformats.org/officeDocument/2006/math";

    public static IReadOnlyList<string> Of(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        using var part = archive.GetEntry("word/document.xml")!.Open();
        using var reader = SafeXml.Read(part, 10_000_000);
        return [.. XDocument.Load(reader).Descendants(M + "oMath").Select(Plain)];
    }

    // Neighbouring runs that look alike are one; braces around a single thing leave no trace.
    private static string Plain(XElement formula)
    {
        var copy = new XElement(formula);
        foreach (var run in copy.Descendants(M + "r").ToList())
        {
            if (
                run.NextNode is XElement next
                && next.Name == M + "r"
                && XNode.DeepEquals(run.Element(M + "rPr"), next.Element(M + "rPr"))
            )
            {
                next.Element(M + "t")!.Value = run.Element(M + "t")!.Value + next.Element(M + "t")!.Value;
                run.Remove();
            }
        }

        return copy.ToString(SaveOptions.DisableFormatting);
    }
}
