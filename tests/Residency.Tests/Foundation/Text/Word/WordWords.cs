using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>The words of our reading in the form in which they are compared with another reader's.</summary>
/// <remarks>
/// Normalisation: white space of any kind divides words; formulas, pictures and signs of notes are one sign each; boxes of
/// tasks are left out, because we keep them as tasks; alternative texts are compared apart.
/// </remarks>
internal sealed class WordWords
{
    public const char Formula = '∎';
    public const char Picture = '▣';
    public const char Sign = '※';

    private readonly StringBuilder _words = new();
    private readonly StringBuilder _notes = new();

    private WordWords() { }

    public List<string> Alternatives { get; } = [];

    public List<string> Links { get; } = [];

    public string Words => Plain(_words.ToString());

    public string Notes => Plain(_notes.ToString());

    public static string Plain(string words) =>
        string.Join(' ', words.Replace("☒", " ").Replace("☐", " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static WordWords Of(TextImport read)
    {
        var words = new WordWords();
        words._words.Append(read.FrontMatter.Title).Append('\n').Append(read.FrontMatter.Subtitle).Append('\n');
        foreach (var section in read.Document.Sections)
        {
            words.Line(words._words, section.Title);
            words.Blocks(words._words, section.Blocks);
        }

        return words;
    }

    private void Blocks(StringBuilder text, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            One(text, block);
        }
    }

    private void One(StringBuilder text, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Line(text, paragraph.Content);
                break;
            case Heading heading:
                Line(text, heading.Content);
                break;
            case DefinitionList list:
                foreach (var item in list.Items)
                {
                    Line(text, item.Term);
                    Blocks(text, item.Blocks);
                }

                break;
            case Figure figure:
                Alternatives.Add(Plain(figure.Alternative ?? ""));
                text.Append(Picture).Append('\n');
                Line(text, figure.Caption);
                break;
            case Table table:
                Line(text, table.Caption);
                Blocks(text, table.Children());
                break;
            case CodeBlock code:
                text.Append(code.Text).Append('\n');
                break;
            case FormulaBlock:
                text.Append(Formula).Append('\n');
                break;
            case Footnote footnote:
                Blocks(_notes, footnote.Blocks);
                break;
            default:
                Blocks(text, block.Children());
                break;
        }
    }

    private void Line(StringBuilder text, Sequence<Inline> line)
    {
        foreach (var inline in line.Where(inline => !inline.Marks.Any(mark => mark is Deleted)))
        {
            text.Append(
                inline switch
                {
                    Run run => run.Text,
                    LineBreak => "\n",
                    Residency.Foundation.Text.Formula => Formula.ToString(),
                    FootnoteReference => Sign.ToString(),
                    CrossReference reference => reference.Text,
                    InlineImage => Picture.ToString(),
                    _ => throw new InvalidOperationException(inline.GetType().Name),
                }
            );
            if (inline is InlineImage image)
            {
                Alternatives.Add(Plain(image.Alternative));
            }
        }

        // Neighbours under one link are one link.
        string? before = null;
        foreach (var inline in line)
        {
            var address = inline.Marks.OfType<Link>().FirstOrDefault()?.Address;
            if (address is not null && address != before)
            {
                Links.Add(address);
            }

            before = address;
        }

        text.Append('\n');
    }
}
