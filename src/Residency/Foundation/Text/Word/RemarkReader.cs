using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads the remarks in the margin, with the answers to them.</summary>
internal sealed class RemarkReader(WordReading reading)
{
    private const int LongestRemark = 20_000;
    private readonly Dictionary<XElement, string> _names = [];
    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);
    private readonly HashSet<string> _resolved = new(StringComparer.Ordinal);

    /// <summary>The remarks that the file calls settled.</summary>
    internal IReadOnlySet<string> Resolved => _resolved;

    /// <summary>The remarks in the order of the file; blocks are named by their temporary ids.</summary>
    internal IReadOnlyList<ImportedComment> Read(WordPart? remarks, WordPart? threads)
    {
        var elements = (remarks?.Root.Elements(OpenXml.W + "comment") ?? []).ToList();
        Number(elements);
        var byParagraph = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var element in elements)
        {
            foreach (var paragraph in Paragraphs(element))
            {
                byParagraph.TryAdd(paragraph, _names[element]);
            }
        }

        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var thread in threads?.Root.Elements(OpenXml.W15 + "commentEx") ?? [])
        {
            Thread(thread, byParagraph, parents);
        }

        var read = elements.ConvertAll(element => Read(element, parents));
        var blocks = read.ToDictionary(remark => remark.Id, remark => remark.BlockId, StringComparer.Ordinal);
        return read.ConvertAll(remark =>
            remark.BlockId is null && remark.AnswerTo is { } parent
                ? remark with
                {
                    BlockId = blocks.GetValueOrDefault(parent),
                }
                : remark
        );
    }

    private void Number(List<XElement> elements)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            var name = Name(element);
            while (!counts.TryAdd(name, 1))
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{Name(element)}-{++counts[Name(element)]}");
            }

            _names[element] = name;
            _order[name] = _order.Count;
        }
    }

    private void Thread(XElement thread, Dictionary<string, string> byParagraph, Dictionary<string, string> parents)
    {
        if (!byParagraph.TryGetValue((string?)thread.Attribute(OpenXml.W15 + "paraId") ?? "", out var remark))
        {
            return;
        }

        if (
            byParagraph.TryGetValue((string?)thread.Attribute(OpenXml.W15 + "paraIdParent") ?? "", out var parent)
            && _order[parent] < _order[remark]
        ) // an answer stands after what it answers, so answers never go in circles
        {
            parents[remark] = parent;
        }

        if ((string?)thread.Attribute(OpenXml.W15 + "done") is { } done && OpenXml.IsOn(done))
        {
            _resolved.Add(remark);
            reading.OfWhole(ReportSeverity.Note, "comment", "A comment is marked as done in the file; here it stays as it is.");
        }
    }

    private ImportedComment Read(XElement element, Dictionary<string, string> parents)
    {
        // Of remarks with one id only the first can be meant by the text.
        var place = _names[element] == Name(element) ? reading.Remarks.Find(Id(element)) : null;
        var quotation = place is null
            ? ""
            : string.Join('\n', place.Words.ToString().Split('\n').Select(line => line.Trim())).Trim();
        return new ImportedComment(_names[element], Suggestion.Author(element), Words(element))
        {
            Date = Suggestion.Date(element),
            Quotation = quotation.Length > 0 ? quotation : null,
            BlockId = place?.Block,
            AnswerTo = parents.GetValueOrDefault(_names[element]),
        };
    }

    private string Words(XElement element)
    {
        var words = new StringBuilder();
        var hasForm = false;
        foreach (var piece in element.Descendants().Where(piece => piece.Name.Namespace == OpenXml.W))
        {
            switch (piece.Name.LocalName)
            {
                case "p" when words.Length > 0:
                    words.Append('\n');
                    break;
                case "t":
                    words.Append(reading.Clean(piece.Value));
                    break;
                case "tab" when piece.Parent?.Name == OpenXml.W + "r":
                    words.Append(' ');
                    break;
                case "br":
                    words.Append(' ');
                    break;
                case "drawing" or "pict" or "object" or "tbl":
                    hasForm = true;
                    break;
            }

            if (words.Length > LongestRemark)
            {
                reading.OfWhole(
                    ReportSeverity.Warning,
                    "comment",
                    $"The remark “{_names[element]}” is longer than {LongestRemark} characters; the rest was left out."
                );
                break;
            }
        }

        if (hasForm)
        {
            reading.OfWhole(
                ReportSeverity.Warning,
                "comment",
                $"Pictures and the form of tables in the remark “{_names[element]}” were left out."
            );
        }

        var kept = WordReading.Cut(words.ToString(), LongestRemark);
        return string.Join('\n', kept.Split('\n').Select(line => line.Trim())).Trim();
    }

    private static IEnumerable<string> Paragraphs(XElement element) =>
        element
            .Descendants(OpenXml.W + "p")
            .Select(paragraph => (string?)paragraph.Attribute(OpenXml.W14 + "paraId"))
            .OfType<string>();

    private static string Id(XElement element) => (string?)element.Attribute(OpenXml.W + "id") ?? "";

    private static string Name(XElement element) =>
        "comment-" + new string([.. Id(element).Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-').Take(40)]);
}
