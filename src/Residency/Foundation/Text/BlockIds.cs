using System.Security.Cryptography;
using System.Text;

namespace Residency.Foundation.Text;

/// <summary>Gives sections and blocks their short ids.</summary>
/// <remarks>Ten characters of 32 (50 bits): digits and lower-case letters without i, l, o and u.</remarks>
public static class BlockIds
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 10;

    /// <summary>A new id that nothing else has.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>The same document with ids made from what each block says, so that the same file gives the same document twice.</summary>
    /// <remarks>Blocks that say the same are told apart by their order. A change in one block leaves the ids of its neighbours alone.</remarks>
    public static Document Derive(Document document)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return document with { Sections = document.Sections.Select(section => Derive(section, seen)).ToSequence() };
    }

    private static Section Derive(Section section, Dictionary<string, int> seen) =>
        section with
        {
            Id = Next("section", DocumentText.Of(section.Title), seen),
            Blocks = Derive(section.Blocks, seen),
        };

    private static Sequence<Block> Derive(Sequence<Block> blocks, Dictionary<string, int> seen) =>
        blocks.Select(block => Derive(block, seen)).ToSequence();

    private static Block Derive(Block block, Dictionary<string, int> seen)
    {
        var id = Next(block.GetType().Name, DocumentText.Start(block), seen);
        return block switch
        {
            BulletList list => list with { Id = id, Items = Derive(list.Items, seen) },
            OrderedList list => list with { Id = id, Items = Derive(list.Items, seen) },
            DefinitionList list => list with
            {
                Id = id,
                Items = list.Items.Select(item => item with { Blocks = Derive(item.Blocks, seen) }).ToSequence(),
            },
            QuotationBlock quotation => quotation with { Id = id, Blocks = Derive(quotation.Blocks, seen) },
            Callout callout => callout with { Id = id, Blocks = Derive(callout.Blocks, seen) },
            Footnote footnote => footnote with { Id = id, Blocks = Derive(footnote.Blocks, seen) },
            Table table => table with { Id = id, Rows = table.Rows.Select(row => Derive(row, seen)).ToSequence() },
            _ => block with { Id = id },
        };
    }

    private static Sequence<ListItem> Derive(Sequence<ListItem> items, Dictionary<string, int> seen) =>
        items.Select(item => item with { Blocks = Derive(item.Blocks, seen) }).ToSequence();

    private static TableRow Derive(TableRow row, Dictionary<string, int> seen) =>
        new(row.Cells.Select(cell => cell with { Blocks = Derive(cell.Blocks, seen) }).ToSequence());

    private static string Next(string kind, string content, Dictionary<string, int> seen)
    {
        var name = $"{kind}\n{content}";
        var turn = seen.GetValueOrDefault(name);
        seen[name] = turn + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{turn}"));
        return string.Create(
            Length,
            hash,
            static (id, bytes) =>
            {
                for (var i = 0; i < id.Length; i++)
                {
                    id[i] = Alphabet[bytes[i] & 31];
                }
            }
        );
    }
}
