using System.Text;

namespace Residency.Foundation.Text;

/// <summary>The words of a document without their form: for search, counting and comparing.</summary>
public static class DocumentText
{
    private const int LongestStart = 4_000;

    /// <summary>All words, blocks divided by an empty line; deleted suggestions are left out.</summary>
    public static string Of(Document document)
    {
        var text = new StringBuilder();
        foreach (var section in document.Sections)
        {
            Add(text, Of(section.Title));
            Append(text, section.Blocks);
        }

        return text.ToString();
    }

    /// <summary>The words of one block and of all that stands in it.</summary>
    public static string Of(Block block)
    {
        var text = new StringBuilder();
        Append(text, block);
        return text.ToString();
    }

    /// <summary>The words of a line; deleted suggestions are left out.</summary>
    public static string Of(Sequence<Inline> inlines) =>
        string.Concat(inlines.Where(inline => !inline.Marks.Any(mark => mark is Deleted)).Select(Words));

    /// <summary>The number of words: runs of characters that are not white space and hold a letter or a digit.</summary>
    public static int CountWords(string text)
    {
        var count = 0;
        var counted = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                counted = false;
            }
            else if (!counted && Rune.IsLetterOrDigit(rune))
            {
                counted = true;
                count++;
            }
        }

        return count;
    }

    /// <summary>The beginning of the running text, cut at a word, with an ellipsis when something is left out.</summary>
    /// <param name="longest">The greatest number of characters, 2 or more.</param>
    public static string Excerpt(Document document, int longest)
    {
        var words = document
            .Sections.SelectMany(section => section.Blocks)
            .OfType<Paragraph>()
            .Select(paragraph => Of(paragraph.Content));
        var text = string.Join(' ', string.Join(' ', words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length <= longest)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', longest - 1);
        var end = cut > 0 ? cut : longest - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>The first words of a block, enough to tell it from others.</summary>
    internal static string Start(Block block)
    {
        var words = Of(block);
        return words.Length <= LongestStart ? words : words[..LongestStart];
    }

    private static string Words(Inline inline) =>
        inline switch
        {
            Run run => run.Text,
            LineBreak => "\n",
            Formula formula => formula.Tex,
            Citation citation =>
                $"[{string.Join(' ', new[] { citation.Prefix, citation.Key, citation.Suffix }.Where(part => part is not null))}]",
            FootnoteReference reference => $"[{reference.Name}]",
            CrossReference reference => reference.Text.Length > 0 ? reference.Text : reference.Target,
            InlineImage image => image.Alternative,
            _ => throw new System.Diagnostics.UnreachableException(inline.GetType().Name),
        };

    private static void Append(StringBuilder text, Sequence<Block> blocks)
    {
        foreach (var block in blocks)
        {
            Append(text, block);
        }
    }

    private static void Append(StringBuilder text, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Add(text, Of(paragraph.Content));
                break;
            case Heading heading:
                Add(text, Of(heading.Content));
                break;
            case BulletList list:
                Append(text, list.Items);
                break;
            case OrderedList list:
                Append(text, list.Items);
                break;
            case DefinitionList list:
                foreach (var item in list.Items)
                {
                    Add(text, Of(item.Term));
                    Append(text, item.Blocks);
                }

                break;
            case QuotationBlock quotation:
                Append(text, quotation.Blocks);
                Add(text, Of(quotation.Attribution));
                break;
            case Figure figure:
                Add(text, figure.Alternative ?? "");
                Add(text, Of(figure.Caption));
                break;
            case Table table:
                Add(text, Of(table.Caption));
                Append(text, table.Rows.SelectMany(row => row.Cells).SelectMany(cell => cell.Blocks).ToSequence());
                break;
            case CodeBlock code:
                Add(text, Of(code.Caption));
                Add(text, code.Text);
                break;
            case Callout callout:
                Add(text, Of(callout.Title));
                Append(text, callout.Blocks);
                break;
            case Footnote footnote:
                Append(text, footnote.Blocks);
                break;
            case FormulaBlock formula:
                Add(text, formula.Tex);
                break;
            case ThematicBreak:
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    private static void Append(StringBuilder text, Sequence<ListItem> items)
    {
        foreach (var item in items)
        {
            Append(text, item.Blocks);
        }
    }

    private static void Add(StringBuilder text, string words)
    {
        if (words.Length > 0)
        {
            text.Append(text.Length > 0 ? "\n\n" : "").Append(words);
        }
    }
}
