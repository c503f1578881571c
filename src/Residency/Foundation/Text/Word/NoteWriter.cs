using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Writes the footnotes in the order of their signs.</summary>
internal sealed class NoteWriter(WordWriting writing)
{
    internal XElement Part()
    {
        var part = new XElement(
            OpenXml.W + "footnotes",
            OpenXml.Namespaces(),
            Rule("separator", -1),
            Rule("continuationSeparator", 0)
        );
        while (writing.NextNote() is { } next)
        {
            var flow = new WordFlow(writing);
            new BlockWriter(writing, flow).Blocks(next.Note.Blocks, new WritingPlace(WordStyleSheet.Note));
            flow.Close();
            if (flow.Elements is not [.., var last] || last.Name != OpenXml.W + "p")
            {
                flow.Elements.Add(new XElement(OpenXml.W + "p"));
            }

            Sign(flow.Elements[0]);
            part.Add(new XElement(OpenXml.W + "footnote", new XAttribute(OpenXml.W + "id", next.Number), flow.Elements));
        }

        return part;
    }

    private static void Sign(XElement first)
    {
        var sign = new XElement(
            OpenXml.W + "r",
            RunWriter.Style(WordStyleSheet.NoteSign),
            new XElement(OpenXml.W + "footnoteRef")
        );
        if (first.Element(OpenXml.W + "pPr") is { } properties)
        {
            properties.AddAfterSelf(sign);
        }
    }

    private static XElement Rule(string kind, int id) =>
        new(
            OpenXml.W + "footnote",
            new XAttribute(OpenXml.W + "type", kind),
            new XAttribute(OpenXml.W + "id", id),
            new XElement(OpenXml.W + "p", new XElement(OpenXml.W + "r", new XElement(OpenXml.W + kind)))
        );
}
