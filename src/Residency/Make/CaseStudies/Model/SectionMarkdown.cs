using System.Text;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A section as Markdown for the editor, and back.</summary>
/// <remarks>
/// A block that Markdown cannot say without loss stands as a line of its own, <c>[[kept: id, kind]]</c>, and comes back
/// untouched. Taking the line out takes the block out; moving it moves the block.
/// </remarks>
public static class SectionMarkdown
{
    private const string Opening = "[[kept:";
    private const string Closing = "]]";

    /// <summary>The blocks of a section as Markdown.</summary>
    public static string Write(Section section)
    {
        var text = new StringBuilder();
        foreach (var block in section.Blocks)
        {
            text.Append(text.Length > 0 ? "\n\n" : "").Append(Say(block) ?? Marker(block));
        }

        return text.ToString();
    }

    /// <summary>The blocks that the editor shows as locked.</summary>
    public static IReadOnlyList<Block> Locked(Section section) => [.. section.Blocks.Where(block => Say(block) is null)];

    /// <summary>The section with what a person typed.</summary>
    /// <returns>Invalid with what cannot be read.</returns>
    public static Result<Section> Read(string markdown, Section before)
    {
        var read = MystText.Read(Encoding.UTF8.GetBytes(markdown));
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        var kept = before.Blocks.ToDictionary(Marker, StringComparer.Ordinal);
        var blocks = Flat(read.Value)
            .Select(block =>
                block is Paragraph paragraph && kept.TryGetValue(DocumentText.Of(paragraph).Trim(), out var old) ? old : block
            )
            .ToList();
        return before with { Blocks = BlockNames.Keep(before.Blocks, blocks) };
    }

    // A heading of the first or second level would begin a section of its own; here it becomes one of the third.
    private static IEnumerable<Block> Flat(TextImport read)
    {
        if (read.FrontMatter.Title is { Length: > 0 } title)
        {
            yield return new Heading(BlockIds.New(), 3, [new Run(title)]);
        }

        foreach (var section in read.Document.Sections)
        {
            if (!section.Title.IsEmpty)
            {
                yield return new Heading(section.Id, 3, section.Title) { Label = section.Label };
            }

            foreach (var block in section.Blocks)
            {
                yield return block;
            }
        }
    }

    // The block as Markdown; null when reading it again gives another block.
    private static string? Say(Block block)
    {
        var text = Body(MystText.Write(new Document([new Section("section", [], [block])]), new FrontMatter()));
        var again = MystText.Read(Encoding.UTF8.GetBytes(text));
        return
            again.IsDone
            && again.Value.FrontMatter.Title is null
            && again.Value.Document.Sections is [{ Title.IsEmpty: true } only]
            && Same(only.Blocks, [block])
            ? text
            : null;
    }

    private static bool Same(Sequence<Block> one, Sequence<Block> other) =>
        BlockIds.Derive(new Document([new Section("s", [], one)])).Hash()
        == BlockIds.Derive(new Document([new Section("s", [], other)])).Hash();

    private static string Body(string text)
    {
        var end = text.StartsWith("---\n", StringComparison.Ordinal) ? text.IndexOf("\n---\n", 3, StringComparison.Ordinal) : -1;
        return (end < 0 ? text : text[(end + 5)..]).Trim('\n');
    }

    private static string Marker(Block block) => $"{Opening} {block.Id}, {Kind(block)}{Closing}";

    private static string Kind(Block block) =>
        block switch
        {
            Paragraph => "paragraph",
            Heading => "heading",
            BulletList or OrderedList => "list",
            DefinitionList => "definitions",
            QuotationBlock => "quotation",
            Figure => "figure",
            Table => "table",
            CodeBlock => "code",
            Callout => "box",
            Footnote => "footnote",
            FormulaBlock => "formula",
            ThematicBreak => "line",
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };
}
