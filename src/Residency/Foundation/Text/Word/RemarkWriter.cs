using System.Globalization;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Where the words of a thread begin or end in a line.</summary>
/// <param name="At">Counted in the characters of the runs.</param>
/// <param name="Numbers">The remarks of the thread.</param>
internal sealed record RemarkEdge(int At, IReadOnlyList<int> Numbers, bool IsEnd);

/// <summary>Writes the remarks in the margin and the words on which they stand.</summary>
internal sealed class RemarkWriter
{
    private readonly Sequence<ImportedComment> _remarks;
    private readonly IReadOnlySet<string> _resolved;
    private readonly ILookup<string, List<int>> _threads; // by the bookmark of a row; those without a place under ""
    private readonly HashSet<int> _placed = [];

    internal RemarkWriter(WordOutgoing text)
    {
        _remarks = text.Remarks;
        _resolved = text.Resolved;
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in text.Document.Sections)
        {
            rows.TryAdd(section.Id, new RowName(RowPart.Title, section.Id).Bookmark);
        }

        // Word allows no remarks in notes.
        foreach (
            var block in text
                .Document.AllBlocks()
                .Except(NotesOf(text.Document), ReferenceEqualityComparer.Instance)
                .OfType<Block>()
        )
        {
            if (Rows.FirstOf(block) is { } row)
            {
                rows.TryAdd(block.Id, row.Bookmark);
            }
        }

        _threads = Threads()
            .ToLookup(
                thread => _remarks[thread[0]].BlockId is { } block ? rows.GetValueOrDefault(block, "") : "",
                StringComparer.Ordinal
            );
    }

    internal bool IsEmpty => _remarks.IsEmpty;

    /// <summary>Where remarks begin and end in a line; those whose place is gone stand at the first line that is asked for.</summary>
    internal IReadOnlyList<RemarkEdge> Edges(string row, string words)
    {
        var here = _threads[row].Concat(_placed.Count == 0 ? _threads[""] : []).ToList();
        var edges = new List<RemarkEdge>();
        foreach (var thread in here.Where(thread => _placed.Add(thread[0])))
        {
            var quotation = (_remarks[thread[0]].Quotation ?? "").Split('\n')[0].Trim();
            var at = quotation.Length == 0 ? -1 : words.IndexOf(quotation, StringComparison.Ordinal);
            edges.Add(new RemarkEdge(Math.Max(at, 0), thread, IsEnd: false));
            edges.Add(new RemarkEdge(at < 0 ? words.Length : at + quotation.Length, thread, IsEnd: true));
        }

        return [.. edges.OrderBy(edge => edge.At).ThenBy(edge => edge.IsEnd)];
    }

    /// <summary>The line cut at the edges: each piece is an inline or an edge.</summary>
    internal static List<(Inline? Inline, RemarkEdge? Edge)> Cut(Sequence<Inline> line, IReadOnlyList<RemarkEdge> edges)
    {
        var pieces = new List<(Inline?, RemarkEdge?)>();
        var (at, next) = (0, 0);
        foreach (var inline in line)
        {
            var rest = inline;
            while (rest is Run run && next < edges.Count && edges[next].At < at + run.Text.Length)
            {
                var length = edges[next].At - at;
                if (length > 0)
                {
                    pieces.Add((run with { Text = run.Text[..length] }, null));
                    rest = run with { Text = run.Text[length..] };
                    at = edges[next].At;
                }

                pieces.Add((null, edges[next++]));
            }

            pieces.Add((rest, null));
            at += rest is Run left ? left.Text.Length : 0;
        }

        while (next < edges.Count)
        {
            pieces.Add((null, edges[next++]));
        }

        return pieces;
    }

    /// <summary>The signs of an edge.</summary>
    internal static IEnumerable<XElement> Sign(RemarkEdge edge)
    {
        foreach (var number in edge.Numbers)
        {
            yield return Numbered(edge.IsEnd ? "commentRangeEnd" : "commentRangeStart", number);
            if (edge.IsEnd)
            {
                yield return new XElement(
                    OpenXml.W + "r",
                    RunWriter.Style(WordStyleSheet.RemarkSign),
                    Numbered("commentReference", number)
                );
            }
        }
    }

    internal XElement Part() => new(OpenXml.W + "comments", OpenXml.Namespaces(), _remarks.Select(Comment));

    /// <summary>Which remark answers which, and what is settled.</summary>
    internal XElement Extended() =>
        new(
            OpenXml.W15 + "commentsEx",
            new XAttribute(XNamespace.Xmlns + "w15", OpenXml.W15),
            _remarks.Select(
                (remark, n) =>
                    new XElement(
                        OpenXml.W15 + "commentEx",
                        new XAttribute(OpenXml.W15 + "paraId", ParagraphId(n)),
                        Root(n) is var root && root != n ? new XAttribute(OpenXml.W15 + "paraIdParent", ParagraphId(root)) : null,
                        new XAttribute(OpenXml.W15 + "done", _resolved.Contains(_remarks[root].Id) ? "1" : "0")
                    )
            )
        );

    private static IEnumerable<Block> NotesOf(Document document) =>
        new Document(
            document
                .Sections.Select(section =>
                    section with
                    {
                        Blocks = section.Blocks.Where(block => block is Footnote).ToSequence(),
                    }
                )
                .ToSequence()
        ).AllBlocks();

    // Threads are one deep in Word: an answer to an answer answers the first.
    private int Root(int number)
    {
        var at = number;
        for (var step = 0; step < _remarks.Count && _remarks[at].AnswerTo is { } parent; step++)
        {
            var found = _remarks.Take(at).ToList().FindIndex(remark => remark.Id == parent);
            if (found < 0)
            {
                break;
            }

            at = found;
        }

        return at;
    }

    private IEnumerable<List<int>> Threads() =>
        Enumerable.Range(0, _remarks.Count).GroupBy(Root).Select(thread => thread.ToList());

    private XElement Comment(ImportedComment remark, int number)
    {
        var lines = remark.Text.Split('\n');
        var initials = string.Concat(
            remark.Author.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3).Select(part => part.EnumerateRunes().First())
        );
        return new XElement(
            OpenXml.W + "comment",
            new XAttribute(OpenXml.W + "id", number),
            new XAttribute(OpenXml.W + "author", OpenXml.Legal(remark.Author)),
            remark.Date is { } date ? new XAttribute(OpenXml.W + "date", OpenXml.Time(date)) : null,
            new XAttribute(OpenXml.W + "initials", OpenXml.Legal(initials)),
            lines.Select(
                (line, n) =>
                    new XElement(
                        OpenXml.W + "p",
                        n == lines.Length - 1 ? new XAttribute(OpenXml.W14 + "paraId", ParagraphId(number)) : null,
                        new XElement(OpenXml.W + "pPr", OpenXml.Value("pStyle", WordStyleSheet.RemarkText)),
                        n == 0
                            ? new XElement(
                                OpenXml.W + "r",
                                RunWriter.Style(WordStyleSheet.RemarkSign),
                                new XElement(OpenXml.W + "annotationRef")
                            )
                            : null,
                        new XElement(OpenXml.W + "r", RunWriter.Letters(line))
                    )
            )
        );
    }

    // Eight hexadecimal digits below 80000000, not zero.
    private static string ParagraphId(int number) => string.Create(CultureInfo.InvariantCulture, $"{0x5E000001 + number:X8}");

    private static XElement Numbered(string name, int number) => new(OpenXml.W + name, new XAttribute(OpenXml.W + "id", number));
}
