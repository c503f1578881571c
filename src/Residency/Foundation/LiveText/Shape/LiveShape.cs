using Residency.Foundation.Text;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>A document as several people write it at once: sections, blocks and lines as a tree of Yjs elements and texts.</summary>
/// <remarks>
/// The names and attributes are those of the editor, written as y-prosemirror writes them. Remarks of an imported file
/// (<see cref="Document.Comments"/>) are no part of it.
/// </remarks>
public static class LiveShape
{
    /// <summary>The name of the only root that a live text has.</summary>
    public const string Root = "text";

    /// <summary>Writes a document into a live text that is empty still.</summary>
    /// <exception cref="InvalidOperationException">Something is there already; use <see cref="Change"/>.</exception>
    public static void Begin(YDoc doc, Document document)
    {
        var root = RootOf(doc);
        if (root.Count > 0)
        {
            throw new InvalidOperationException("The live text has begun already.");
        }

        doc.Transact(_ => ShapeChange.Fill(root, ShapeWriter.Of(document)));
    }

    /// <summary>The document that a live text holds, whatever its writers made of it at once; the rules of documents hold for it.</summary>
    public static Document Read(YDoc doc) => ShapeReader.Read(ShapeTree.Of(RootOf(doc)));

    /// <summary>One section exactly as it stands there, for <see cref="SuggestOnly"/>; null when the unit holds no section now.</summary>
    /// <remarks>No document: ids may be missing (then empty) or double, lists and headings empty.</remarks>
    /// <param name="section">Names the element, see <see cref="SectionsAround"/>.</param>
    public static Section? ReadSection(YDoc doc, YId section) =>
        doc.TypeAt(section) is YXmlElement { IsDeleted: false, NodeName: "section", Parent.RootName: Root } element
            ? ShapeReader.ReadExactly(ShapeTree.Of(element, 1))
            : null;

    /// <summary>The sections in which types of a live text stand; null when one of them is the list of sections itself.</summary>
    public static IReadOnlyCollection<YId>? SectionsAround(IEnumerable<YType> types)
    {
        var sections = new HashSet<YId>();
        foreach (var type in types)
        {
            var section = type;
            while (section.Parent is { Id: not null } around)
            {
                section = around;
            }

            if (section.Id is not { } id)
            {
                return null;
            }

            sections.Add(id);
        }

        return sections;
    }

    /// <summary>The ids of the section elements from top to bottom, each with the unit that holds it.</summary>
    public static IReadOnlyList<YId> SectionUnits(YDoc doc) =>
        [.. RootOf(doc).Children.Where(child => child is YXmlElement).Select(child => child.Id).OfType<YId>()];

    /// <summary>Changes a live text into a document, as little as possible, so that what stays keeps its authors and places.</summary>
    /// <remarks>Reading then gives the document, without its comments. Nothing is written when it is the same already.</remarks>
    /// <param name="to">Keeps the rules of documents, see <see cref="DocumentRules.Check"/>.</param>
    public static void Change(YDoc doc, Document to)
    {
        var root = RootOf(doc);
        var live = ShapeTree.Of(root);
        if (ShapeReader.Read(live) != to with { Comments = [] })
        {
            doc.Transact(_ => ShapeChange.Apply(live, ShapeWriter.Of(to)));
        }
    }

    private static YXmlFragment RootOf(YDoc doc) => doc.Get<YXmlFragment>(Root);
}
