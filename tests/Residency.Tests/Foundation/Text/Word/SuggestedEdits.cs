using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Edits as a person makes them in a program that tracks changes: words in and out, paragraphs in, out, divided.</summary>
internal sealed class SuggestedEdits(int seed, string author, DateTimeOffset at)
{
    private readonly Random _random = new(seed);
    private int _ids;

    private Inserted Came => new(author, at);

    private Deleted Gone => new(author, at);

    internal Document Make(Document document) =>
        document with
        {
            Sections = document.Sections.Select(section => section with { Blocks = Blocks(section.Blocks) }).ToSequence(),
        };

    private Sequence<Block> Blocks(Sequence<Block> blocks)
    {
        var edited = new List<Block>();
        foreach (var block in blocks)
        {
            if (block is not Paragraph { Suggested: null } paragraph)
            {
                edited.Add(Inside(block));
                continue;
            }

            switch (_random.Next(8))
            {
                case 0:
                    edited.Add(
                        paragraph with
                        {
                            Content = Marks.Tidy(paragraph.Content.Select(inline => Marked(inline, Gone))),
                            Suggested = new SuggestedBlock(SuggestedChange.Delete, author, at),
                        }
                    );
                    break;
                case 1:
                    edited.Add(paragraph);
                    edited.Add(
                        new Paragraph($"new{seed}x{_ids++}", [new Run("A paragraph of the partner.") { Marks = [Came] }])
                        {
                            Suggested = new SuggestedBlock(SuggestedChange.Insert, author, at),
                        }
                    );
                    break;
                case 2 or 3 or 4:
                    edited.Add(paragraph with { Content = Words(paragraph.Content) });
                    break;
                case 5 when paragraph.Content.Count > 1:
                    edited.Add(paragraph with { Content = paragraph.Content.Take(1).ToSequence() });
                    edited.Add(
                        new Paragraph($"new{seed}x{_ids++}", paragraph.Content.Skip(1).ToSequence())
                        {
                            Suggested = new SuggestedBlock(SuggestedChange.Insert, author, at),
                        }
                    );
                    break;
                default:
                    edited.Add(paragraph);
                    break;
            }
        }

        return edited.ToSequence();
    }

    // What somebody else would put in or take out as a whole is left alone.
    private Block Inside(Block block) =>
        block switch
        {
            { Suggested: not null } => block,
            QuotationBlock quotation => quotation with { Blocks = Blocks(quotation.Blocks) },
            Heading heading => heading with { Content = _random.Next(3) == 0 ? Words(heading.Content) : heading.Content },
            Figure figure => figure with { Caption = figure.Caption.IsEmpty ? [] : Words(figure.Caption) },
            _ => block,
        };

    private Sequence<Inline> Words(Sequence<Inline> line)
    {
        var edited = new List<Inline>();
        foreach (var inline in line)
        {
            if (inline is Run run && !IsTracked(inline) && _random.Next(2) == 0)
            {
                var gap = run.Text.IndexOf(' ', StringComparison.Ordinal);
                gap = gap < 0 ? run.Text.Length : gap;
                edited.Add(run with { Text = run.Text[..gap], Marks = Marks.Tidy([.. run.Marks, Gone]) });
                edited.Add(new Run("partner’s") { Marks = Marks.Tidy([Came]) });
                edited.Add(run with { Text = run.Text[gap..] });
            }
            else
            {
                edited.Add(inline);
            }
        }

        return Marks.Tidy(edited);
    }

    private static bool IsTracked(Inline inline) => inline.Marks.Any(mark => mark is Inserted or Deleted);

    private static Inline Marked(Inline inline, Mark mark) =>
        inline.Marks.Any(old => old is Deleted) ? inline : inline with { Marks = Marks.Tidy([.. inline.Marks, mark]) };
}
