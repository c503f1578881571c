using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Edits as a person makes them in a program that tracks changes: words in and out, paragraphs in, out, divided.</summary>
internal sealed class SuggestedEdits(int seed, string author, DateTimeOffset at)
{
    private readonly Random _random = new(seed);
    private HashSet<string> _stay = [];
    private int _ids;

    private Inserted Came => new(author, at);

    private Deleted Gone => new(author, at);

    internal Document Make(Document document)
    {
        _stay = WhatCannotGo(document);
        return document with
        {
            Sections = document.Sections.Select(section => section with { Blocks = Blocks(section.Blocks) }).ToSequence(),
        };
    }

    // A paragraph goes with the sign at its end. The last one has none that could go, and where the next paragraph is joined
    // to it, or is new, its sign says that. A reference to nothing is words in a file.
    private static HashSet<string> WhatCannotGo(Document document)
    {
        var blocks = document.AllBlocks().ToList();
        var notes = blocks.OfType<Footnote>().SelectMany(note => new Document([new Section("s", [], [note])]).AllBlocks());
        var flow = blocks.Except(notes, ReferenceEqualityComparer.Instance).Cast<Block>().ToList();
        var labels = document
            .Sections.Select(section => section.Label)
            .Concat(blocks.Select(block => block.Label))
            .ToHashSet(StringComparer.Ordinal);
        var stay = flow.Where((block, i) => i + 1 == flow.Count || IsSuggested(flow[i + 1])).Select(block => block.Id);
        var referring = flow.OfType<Paragraph>()
            .Where(block => block.Content.OfType<CrossReference>().Any(reference => !labels.Contains(reference.Target)))
            .Select(block => block.Id);
        return [.. stay, .. referring];
    }

    private static bool IsSuggested(Block block) =>
        block.Suggested is not null
        || (block is BulletList { Items: [{ Suggested: not null }, ..] } or OrderedList { Items: [{ Suggested: not null }, ..] });

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
                case 0 when !_stay.Contains(paragraph.Id):
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
