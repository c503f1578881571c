using System.Text.Json;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

/// <summary>What myst-parser, another implementation, sees in texts; one Node process for all of them.</summary>
internal static class MystOracle
{
    internal sealed record Seen(string Id, string Words, string Notes, string? Title, IReadOnlyList<string> Types);

    internal static async Task<IReadOnlyDictionary<string, Seen>> ReadAsync(IReadOnlyDictionary<string, string> texts)
    {
        var lines = texts.Select(text => JsonSerializer.Serialize(new { id = text.Key, text = text.Value }));
        var answers = await Oracle.AskAsync("myst-parser", "myst-text.mjs", lines);
        return answers
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<Seen>(line, JsonSerializerOptions.Web)!)
            .ToDictionary(seen => seen.Id, StringComparer.Ordinal);
    }

    /// <summary>The words of our reading, as the oracle gives them: without alternative texts, footnotes apart.</summary>
    internal static (string Words, string Notes) Words(Document document)
    {
        var map = new DocumentMap(line => line.Where(inline => inline is not (InlineImage or FootnoteReference)).ToSequence());
        var sections = map.Apply(document).Sections;
        var words = sections.Select(section =>
            section with
            {
                Blocks = section.Blocks.Where(block => block is not Footnote).Select(WithoutAlternatives).ToSequence(),
            }
        );
        var notes = sections.Select(section =>
            section with
            {
                Title = [],
                Blocks = section.Blocks.Where(block => block is Footnote).Select(WithoutAlternatives).ToSequence(),
            }
        );
        return (DocumentText.Of(new Document(words.ToSequence())), DocumentText.Of(new Document(notes.ToSequence())));
    }

    private static Block WithoutAlternatives(Block block) =>
        block switch
        {
            Figure figure => figure with { Alternative = null },
            BulletList list => list with
            {
                Items = list.Items.Select(item => item with { Blocks = Each(item.Blocks) }).ToSequence(),
            },
            OrderedList list => list with
            {
                Items = list.Items.Select(item => item with { Blocks = Each(item.Blocks) }).ToSequence(),
            },
            DefinitionList list => list with
            {
                Items = list.Items.Select(item => item with { Blocks = Each(item.Blocks) }).ToSequence(),
            },
            QuotationBlock quotation => quotation with { Blocks = Each(quotation.Blocks) },
            Callout callout => callout with { Blocks = Each(callout.Blocks) },
            Footnote footnote => footnote with { Blocks = Each(footnote.Blocks) },
            Table table => table with
            {
                Rows = table
                    .Rows.Select(row => new TableRow(
                        row.Cells.Select(cell => cell with { Blocks = Each(cell.Blocks) }).ToSequence()
                    ))
                    .ToSequence(),
            },
            _ => block,
        };

    private static Sequence<Block> Each(Sequence<Block> blocks) => blocks.Select(WithoutAlternatives).ToSequence();
}
