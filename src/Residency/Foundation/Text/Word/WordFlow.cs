using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>The paragraphs of one stretch of a file, a cell or a note, with what is suggested about their beginnings.</summary>
/// <remarks>
/// The model says of a block whether its beginning was put in or shall go; Word says it of the sign at the end of a
/// paragraph. A block whose words come or go as a whole takes its own sign along, another one the sign of the paragraph
/// before it; where nothing stands before it to be joined to, the suggestion says nothing and is not written.
/// </remarks>
internal sealed class WordFlow(WordWriting writing)
{
    private readonly List<Row> _rows = [];

    internal List<XElement> Elements { get; } = [];

    /// <summary>Adds a paragraph.</summary>
    /// <param name="paragraph">The paragraph.</param>
    /// <param name="start">What is suggested of its beginning.</param>
    /// <param name="isWhole">Whether all of it comes or goes with its beginning.</param>
    /// <param name="canJoin">Whether the next one could be joined to it: not to a title, not to a caption.</param>
    internal void Add(XElement paragraph, SuggestedBlock? start, Func<SuggestedBlock, bool> isWhole, bool canJoin)
    {
        Elements.Add(paragraph);
        _rows.Add(new Row(paragraph, start, isWhole) { CanJoin = canJoin });
    }

    /// <summary>Something that is no paragraph: nothing can be joined over it.</summary>
    internal void Add(XElement table)
    {
        Elements.Add(table);
        _rows.Add(new Row(table, null, _ => false));
    }

    /// <summary>Puts the suggestions about beginnings into the paragraphs, after all have been added.</summary>
    internal void Close()
    {
        var signs = new Dictionary<int, SuggestedBlock>();
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            if (_rows[i].Start is not { } start)
            {
                continue;
            }

            if (!signs.ContainsKey(i) && i < _rows.Count - 1 && _rows[i].IsWhole(start))
            {
                signs[i] = start;
            }
            else if (i > 0 && _rows[i - 1].CanJoin)
            {
                signs.TryAdd(i - 1, start);
            }
        }

        foreach (var (at, suggested) in signs)
        {
            Mark(_rows[at].Element, suggested);
        }
    }

    private void Mark(XElement paragraph, SuggestedBlock suggested)
    {
        var properties = paragraph.Element(OpenXml.W + "pPr");
        if (properties is null)
        {
            paragraph.AddFirst(properties = new XElement(OpenXml.W + "pPr"));
        }

        properties.Add(
            new XElement(
                OpenXml.W + "rPr",
                OpenXml.Tracked(
                    suggested.Change == SuggestedChange.Insert ? "ins" : "del",
                    writing.NextId(),
                    suggested.Author,
                    suggested.Date
                )
            )
        );
    }

    private sealed record Row(XElement Element, SuggestedBlock? Start, Func<SuggestedBlock, bool> IsWhole)
    {
        internal bool CanJoin { get; init; }
    }
}
