using System.Globalization;
using System.Text;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Chooses the reader for a file and makes what it gives into a text with a title.</summary>
internal static class TextReading
{
    /// <summary>The endings of files that are read, in lower case.</summary>
    public static readonly IReadOnlyList<string> Endings = [".md", ".markdown", ".myst", ".txt", ".docx"];

    private const int LongestBlank = 1 << 20;

    private static readonly IReadOnlyList<string> s_pictures = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

    /// <summary>Whether a file of that name is read.</summary>
    public static bool IsText(string name) => Endings.Contains(Path.GetExtension(name).ToLowerInvariant());

    /// <summary>Whether a file of that name is kept where a text refers to it.</summary>
    public static bool IsPicture(string name) => s_pictures.Contains(Path.GetExtension(name).ToLowerInvariant());

    /// <summary>Why a file that is neither is passed over, and what to do.</summary>
    public static string WhyIgnored(string name) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".pdf" => "PDF files are not read. Import the text from which this one was made.",
            ".doc" or ".odt" or ".rtf" or ".pages" => "Files of this kind are not read. Save the text as a Word file (.docx).",
            ".svg" or ".tif" or ".tiff" or ".bmp" or ".heic" => "Pictures of this kind are not kept. Save it as PNG or JPEG.",
            _ => "This is neither a text nor a picture that can be read.",
        };

    /// <summary>Reads a file.</summary>
    /// <returns>The text; Invalid with the place and what to do.</returns>
    public static Result<ReadFile> Read(string name, ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty)
        {
            return new Refusal.Invalid("File", "The file is empty. Check that it was saved, then hand it in again.");
        }

        var ending = Path.GetExtension(name).ToLowerInvariant();
        if (ending != ".docx" && content.Length < LongestBlank && content.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return new Refusal.Invalid("File", "There is nothing but white space in the file. Check that it was saved.");
        }

        return ending switch
        {
            ".md" or ".markdown" or ".myst" => Alone(MystText.Read(content.Span)),
            ".txt" => Alone(PlainText.Read(content.Span)),
            ".docx" => WordReading.Read(content),
            var other => new Refusal.Invalid(
                "File",
                $"Files ending in “{other}” are not read. Save the text as Markdown (.md), Word (.docx) or plain text (.txt)."
            ),
        };
    }

    private static Result<ReadFile> Alone(Result<TextImport> read) => read.IsDone ? new ReadFile(read.Value, []) : read.Refusal;

    /// <summary>Whether places in the file are told by paragraphs, because it has no lines.</summary>
    public static bool CountsParagraphs(string name) =>
        Path.GetExtension(name).Equals(".docx", StringComparison.OrdinalIgnoreCase);

    /// <summary>The line of a text file, from 1, that names a picture first; 0 when that cannot be told.</summary>
    public static int LineOf(IncomingFile file, string picture)
    {
        var content = file.Content.Span;
        var at = CountsParagraphs(file.Name) ? -1 : content.IndexOf(Encoding.UTF8.GetBytes(picture));
        return at < 0 ? 0 : content[..at].Count((byte)'\n') + 1;
    }

    /// <summary>The title: that of the file's head, else the first heading, else the file's name in words.</summary>
    public static string Title(TextImport read, string name)
    {
        if (!string.IsNullOrWhiteSpace(read.FrontMatter.Title))
        {
            return Cut(read.FrontMatter.Title);
        }

        var heading = read
            .Document.Sections.Select(section => DocumentText.Of(section.Title))
            .FirstOrDefault(title => title.Trim().Length > 0);
        if (heading is not null)
        {
            return Cut(heading);
        }

        var words = Path.GetFileNameWithoutExtension(name).Replace('-', ' ').Replace('_', ' ').Trim();
        return words.Length == 0 ? "Untitled" : Cut(char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..]);
    }

    /// <summary>What was kept, in words.</summary>
    public static string Kept(Document document)
    {
        var blocks = document.AllBlocks().ToList();
        var lines = blocks.SelectMany(Model.SectionText.Lines).SelectMany(line => line).ToList();
        var kept = new StringBuilder();
        Say(document.Sections.Count, "section");
        Say(blocks.OfType<Figure>().Count() + lines.OfType<InlineImage>().Count(), "figure");
        Say(blocks.OfType<Table>().Count(), "table");
        Say(blocks.OfType<Callout>().Count(), "box");
        Say(blocks.OfType<Footnote>().Count(), "footnote");
        Say(lines.OfType<Citation>().Count(), "citation");
        Say(lines.OfType<CrossReference>().Count(), "cross-reference");
        Say(lines.Count(line => line.Marks.Any(mark => mark is Link)), "link");
        Say(document.Comments.Count, "comment");
        Say(Suggestions.Count(document), "suggested change");
        return kept.ToString();

        void Say(int count, string what)
        {
            if (count > 0)
            {
                kept.Append(kept.Length > 0 ? ", " : "")
                    .Append(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : what == "box" ? "es" : "s")}");
            }
        }
    }

    private static string Cut(string title)
    {
        var line = string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 300 ? line : line[..(char.IsHighSurrogate(line[299]) ? 299 : 300)];
    }
}

/// <summary>What a file held.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Pictures">The pictures inside it; empty for files that only name pictures beside them.</param>
internal sealed record ReadFile(TextImport Text, IReadOnlyList<WordPicture> Pictures);
