using System.Globalization;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Finds what describes the text: paragraphs at its beginning, and the properties of the file where these say nothing.</summary>
internal sealed class MatterReader(WordReading reading, WordPart? properties)
{
    private const int LongestTitle = 1_000;
    private readonly List<string> _authors = [];
    private readonly List<string> _summary = [];
    private string? _title;
    private string? _subtitle;
    private DateOnly? _date;

    /// <summary>The temporary ids of the paragraphs that were taken.</summary>
    internal HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes the describing paragraphs from the beginning of the text.</summary>
    /// <returns>What is left.</returns>
    internal List<Piece> Take(List<Piece> pieces)
    {
        var rest = new List<Piece>();
        var isBeginning = true;
        foreach (var piece in pieces)
        {
            isBeginning &=
                piece.Role
                    is ParagraphRole.Title
                        or ParagraphRole.Subtitle
                        or ParagraphRole.Author
                        or ParagraphRole.Date
                        or ParagraphRole.Abstract;
            if (isBeginning && piece.Block is Paragraph paragraph && Takes(piece.Role, paragraph))
            {
                Taken.Add(paragraph.Id);
                continue;
            }

            // A second title inside the text is the title of a part.
            rest.Add(piece.Role == ParagraphRole.Title ? piece with { Role = ParagraphRole.Heading, Level = 1 } : piece);
        }

        return _title is null ? TakeOnlyHeading(rest) : rest;
    }

    /// <summary>What describes the text, after <see cref="Take"/>.</summary>
    internal FrontMatter Read()
    {
        var core = properties?.Root;
        var title = Of(core, OpenXml.Dublin + "title");
        if (_title is not null && title is not null && title != _title)
        {
            reading.OfWhole(
                ReportSeverity.Note,
                "file properties",
                $"The title in the properties of the file, “{title}”, differs from the title of the text and was left out."
            );
        }

        var authors = _authors.Count > 0 ? _authors : Divide(Of(core, OpenXml.Dublin + "creator"));
        if (_authors.Count == 0 && authors.Count > 0)
        {
            reading.OfWhole(
                ReportSeverity.Note,
                "author",
                $"“{string.Join("”, “", authors)}” was taken from the properties of the file. Check that the author is meant."
            );
        }

        return new FrontMatter
        {
            Title = _title ?? title,
            Subtitle = _subtitle,
            Description = _summary.Count > 0 ? string.Join(' ', _summary) : Of(core, OpenXml.Dublin + "description"),
            Date = _date,
            Authors = authors.Distinct(StringComparer.Ordinal).Select(name => new Author(name)).ToSequence(),
            Keywords = (Of(core, OpenXml.Core + "keywords") ?? "")
                .Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Distinct(StringComparer.Ordinal)
                .ToSequence(),
            Language = reading.Language,
        };
    }

    private bool Takes(ParagraphRole role, Paragraph paragraph)
    {
        var words = DocumentText.Of(paragraph.Content).Replace('\n', ' ').Trim();
        switch (role)
        {
            case ParagraphRole.Title when _title is null:
                _title = words;
                break;
            case ParagraphRole.Title when _title.Length < LongestTitle:
                _title += " " + words;
                break;
            case ParagraphRole.Subtitle when (_subtitle ?? "").Length < LongestTitle:
                _subtitle = _subtitle is null ? words : $"{_subtitle} {words}";
                break;
            case ParagraphRole.Author:
                _authors.AddRange(
                    DocumentText
                        .Of(paragraph.Content)
                        .Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                );
                break;
            case ParagraphRole.Date when DateOnly.TryParse(words, CultureInfo.InvariantCulture, out var date):
                _date = date;
                break;
            case ParagraphRole.Abstract:
                _summary.Add(words);
                break;
            default:
                return false;
        }

        if (paragraph.Content.Any(inline => inline.Marks.Any(mark => mark is Inserted or Deleted)))
        {
            reading.OfWhole(
                ReportSeverity.Warning,
                "tracked change",
                $"Suggested changes in “{Short(words)}” were taken as done, because it describes the text."
            );
        }
        else if (paragraph.Content.Any(inline => inline is not Run || !inline.Marks.IsEmpty))
        {
            reading.OfWhole(ReportSeverity.Note, "title", $"“{Short(words)}” was kept as plain words.");
        }

        return true;
    }

    // A text under one heading of the highest level has that heading as its title.
    private List<Piece> TakeOnlyHeading(List<Piece> pieces)
    {
        var headings = pieces.Where(piece => piece.Role == ParagraphRole.Heading).ToList();
        if (
            pieces is not [{ Role: ParagraphRole.Heading, Block: Paragraph first } top, ..]
            || headings.Count < 2
            || headings.Skip(1).Any(heading => heading.Level <= top.Level)
        )
        {
            return pieces;
        }

        reading.OfWhole(ReportSeverity.Note, "title", "The only heading of the highest level was taken as the title.");
        Takes(ParagraphRole.Title, first);
        Taken.Add(first.Id);
        return pieces[1..];
    }

    private static string Short(string words) => words.Length <= 80 ? words : words[..80] + "…";

    private static List<string> Divide(string? names) =>
        [.. (names ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private string? Of(XElement? core, XName name)
    {
        var words = reading.Clean((string?)core?.Element(name) ?? "").Trim();
        return words.Length == 0 ? null : words;
    }
}
