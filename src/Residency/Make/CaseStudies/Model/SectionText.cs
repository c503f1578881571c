using System.Security.Cryptography;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>What this room asks of one section of a text.</summary>
public static class SectionText
{
    /// <summary>The words under the title; the title itself does not count.</summary>
    public static int Words(Section section) => section.Blocks.Sum(block => DocumentText.CountWords(DocumentText.Of(block)));

    /// <summary>SHA-256 over the section's canonical JSON: what an editor began from, or is about to replace.</summary>
    public static string Hash(Section section) =>
        Convert.ToHexStringLower(SHA256.HashData(DocumentJson.Write(new Document([section]))));

    /// <summary>The text with one section replaced; unchanged when there is no section of that id.</summary>
    public static Document With(this Document document, Section changed) =>
        document with
        {
            Sections = document.Sections.Select(section => section.Id == changed.Id ? changed : section).ToSequence(),
        };

    /// <summary>The section with an id; null when the text has none.</summary>
    public static Section? Find(this Document document, string section) =>
        document.Sections.FirstOrDefault(one => one.Id == section);

    /// <summary>The section with an id, or the one that holds the block of that id; null when the text has neither.</summary>
    public static Section? FindAround(this Document document, string place) =>
        document.Find(place)
        ?? document.Sections.FirstOrDefault(section => new Document([section]).AllBlocks().Any(block => block.Id == place));

    /// <summary>The lines of inline content that a block holds itself, not those of blocks inside it.</summary>
    public static IEnumerable<Sequence<Inline>> Lines(Block block) =>
        block switch
        {
            Paragraph paragraph => [paragraph.Content],
            Heading heading => [heading.Content],
            DefinitionList list => list.Items.Select(item => item.Term),
            QuotationBlock quotation => [quotation.Attribution],
            Figure figure => [figure.Caption],
            Table table => [table.Caption],
            CodeBlock code => [code.Caption],
            Callout callout => [callout.Title],
            BulletList or OrderedList or Footnote or FormulaBlock or ThematicBreak => [],
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    /// <summary>The text with each section that bears the title of a framework's part marked as its answer.</summary>
    /// <remarks>Compared without case; a section that is marked already keeps its mark.</remarks>
    public static Document Answering(this Document document, FrameworkDefinition? framework)
    {
        var keys = (framework?.Sections ?? []).ToLookup(
            asked => asked.Title.Trim(),
            asked => asked.Key,
            StringComparer.OrdinalIgnoreCase
        );
        return document with
        {
            Sections = document
                .Sections.Select(section =>
                    section.Key is null && keys[DocumentText.Of(section.Title).Trim()].FirstOrDefault() is { } key
                        ? section with
                        {
                            Key = key,
                        }
                        : section
                )
                .ToSequence(),
        };
    }

    /// <summary>The text with a section more: before the first one that the framework asks for later, else at the end.</summary>
    public static Document Insert(Document document, Section section, FrameworkDefinition? framework)
    {
        var later = (framework?.Sections ?? [])
            .Select(asked => asked.Key)
            .SkipWhile(key => key != section.Key)
            .Skip(1)
            .ToHashSet(StringComparer.Ordinal);
        var sections = document.Sections.ToList();
        var place = section.Key is null ? -1 : sections.FindIndex(one => one.Key is { } key && later.Contains(key));
        sections.Insert(place < 0 ? sections.Count : place, section);
        return document with { Sections = sections.ToSequence() };
    }

    /// <summary>The empty sections of a framework; without one a section without a title, in which to begin.</summary>
    public static Document Empty(FrameworkDefinition? framework) =>
        framework is { Sections.Count: > 0 }
            ? new(
                framework
                    .Sections.Select(asked => new Section(BlockIds.New(), [new Run(asked.Title)], []) { Key = asked.Key })
                    .ToSequence()
            )
            : new Document([new Section(BlockIds.New(), [], [])]);

    /// <summary>The text with the remarks of an imported file; those whose block is gone lose their place.</summary>
    public static Document WithRemarks(this Document document, Sequence<ImportedComment> remarks)
    {
        var places = document
            .Sections.Select(section => section.Id)
            .Concat(document.AllBlocks().Select(block => block.Id))
            .ToHashSet(StringComparer.Ordinal);
        return document with
        {
            Comments = remarks
                .Select(remark => remark.BlockId is { } id && !places.Contains(id) ? remark with { BlockId = null } : remark)
                .ToSequence(),
        };
    }
}
