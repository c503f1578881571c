using Residency.Foundation.LiveText;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Yjs;
using Residency.Yjs.Types;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Where a thread stands in the present text.</summary>
/// <param name="Section">The id of the section; empty when it is gone.</param>
/// <param name="Block">The id of the block in which its words begin; empty when it is gone or the thread is about a section.</param>
/// <param name="IsOrphaned">Whether what it was about is no longer in the text.</param>
internal sealed record ThreadPlace(string Section, string Block, bool IsOrphaned);

/// <summary>The present text of a case study, in which the anchors of comments are found again.</summary>
internal sealed class TextPlaces
{
    private readonly YDoc? _live;
    private readonly Dictionary<string, string> _sectionOf = new(StringComparer.Ordinal);

    private TextPlaces(Document document, YDoc? live, string? lineage)
    {
        (Document, _live, Lineage) = (document, live, lineage);
        foreach (var section in document.Sections)
        {
            _sectionOf.TryAdd(section.Id, section.Id);
            foreach (var block in new Document([section]).AllBlocks())
            {
                _sectionOf.TryAdd(block.Id, section.Id);
            }
        }
    }

    /// <summary>What the text says.</summary>
    public Document Document { get; }

    /// <summary>That of the live text, within which its positions mean something; null when nobody writes it yet.</summary>
    public string? Lineage { get; }

    /// <summary>The text as it is being written; the newest revision of one that nobody writes yet.</summary>
    public static async Task<TextPlaces> OfAsync(AppDb db, ILiveTexts live, CaseStudy caseStudy, CancellationToken cancel)
    {
        var id = new LiveTextId(caseStudy.Id.Value);
        if (!await live.ExistsAsync(id, cancel))
        {
            return new TextPlaces((await db.LatestRevisionAsync(caseStudy, cancel))?.Document() ?? new Document([]), null, null);
        }

        var state = await live.ReadAsync(id, cancel);
        var doc = new YDoc();
        doc.Apply(state.Update);
        return new TextPlaces(state.Document, doc, state.Lineage);
    }

    /// <summary>Where a thread stands now.</summary>
    public ThreadPlace Find(CommentThread thread)
    {
        if (_live is not null && thread.Anchor.IsPassage)
        {
            return OfPassage(_live, thread.Start, thread.End);
        }

        var block = thread.Block.Length > 0 ? thread.Block : thread.Section;
        return block.Length > 0 && _sectionOf.TryGetValue(block, out var section)
            ? new ThreadPlace(section, block == section ? "" : block, IsOrphaned: false)
            : new ThreadPlace("", "", IsOrphaned: true);
    }

    /// <summary>The section of a block; empty when the text has no such block.</summary>
    public string SectionOf(string block) => _sectionOf.GetValueOrDefault(block, "");

    /// <summary>Whether the positions of an anchor are positions; they may name what has not arrived yet.</summary>
    public static bool IsReadable(CommentAnchor anchor) =>
        !anchor.IsPassage || (Decode(anchor.Start) is not null && Decode(anchor.End) is not null);

    private static ThreadPlace OfPassage(YDoc live, string start, string end)
    {
        if (Resolve(live, start) is not { } from || Resolve(live, end) is not { } to || IsGone(from.Type) || IsGone(to.Type))
        {
            return new ThreadPlace("", "", IsOrphaned: true);
        }

        var (section, block) = ("", "");
        for (var around = from.Type; around is not null; around = around.Parent)
        {
            if (around is not YXmlElement element || element.Attribute("id") is not string id)
            {
                continue;
            }

            if (element.NodeName == "section")
            {
                section = id;
            }
            else if (block.Length == 0)
            {
                block = id;
            }
        }

        return new ThreadPlace(section, block, ReferenceEquals(from.Type, to.Type) && from.Index >= to.Index);
    }

    private static bool IsGone(YType type)
    {
        for (var around = type; around is not null; around = around.Parent)
        {
            if (around.IsDeleted)
            {
                return true;
            }
        }

        return false;
    }

    private static AbsolutePosition? Resolve(YDoc live, string position) => Decode(position)?.Resolve(live);

    // A root that is not the text's would be made by looking for it.
    private static RelativePosition? Decode(string position)
    {
        try
        {
            var decoded = RelativePosition.Decode(Convert.FromBase64String(position));
            return decoded.Root is null or "text" ? decoded : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
