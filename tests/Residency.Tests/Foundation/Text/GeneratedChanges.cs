using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

/// <summary>What somebody might do to a text: other words, other marks, blocks that come, go and change places.</summary>
internal static class GeneratedChanges
{
    internal static Document Of(Document document, Random random)
    {
        var strangers = Suggestions.Accept(new GeneratedDocuments(random.Next()).Make());
        var blocks = new Queue<Block>(
            strangers.Sections.SelectMany(section => section.Blocks).Where(block => block is not Footnote && !HasSign(block))
        );
        var changed = document;
        for (var turn = random.Next(1, 6); turn > 0; turn--)
        {
            changed = One(changed, random, blocks);
        }

        return changed;
    }

    private static Document One(Document document, Random random, Queue<Block> strangers)
    {
        var at = random.Next(document.Sections.Count);
        var section = document.Sections[at];
        var blocks = section.Blocks.ToList();
        var place = blocks.Count == 0 ? 0 : random.Next(blocks.Count);
        switch (random.Next(5))
        {
            // A section without a title and without a block goes itself.
            case 0 when blocks.Count > 1 && blocks[place] is not Footnote && !HasSign(blocks[place]):
                blocks.RemoveAt(place);
                break;
            case 1 when strangers.TryDequeue(out var stranger):
                blocks.Insert(place, Renamed(stranger));
                break;
            case 2 when blocks.Count(block => block is not Footnote) > 1:
                // Footnotes stay behind the rest, as where they stand means nothing.
                var last = blocks.FindLastIndex(block => block is not Footnote);
                (blocks[0], blocks[last]) = (blocks[last], blocks[0]);
                break;
            default:
                var share = random.Next(2, 6);
                return new DocumentMap(line => random.Next(share) == 0 ? Line(line, random) : line).Apply(document);
        }

        return document with
        {
            Sections = document
                .Sections.Select((one, i) => i == at ? one with { Blocks = blocks.ToSequence() } : one)
                .ToSequence(),
        };
    }

    // Never all of it: what a change leaves empty goes, and that is another matter.
    private static Sequence<Inline> Line(Sequence<Inline> line, Random random)
    {
        var changed = new List<Inline>();
        foreach (var inline in line)
        {
            if (inline is Run run && random.Next(2) == 0)
            {
                var words = run.Text.Split(' ').ToList();
                words[random.Next(words.Count)] = "word" + random.Next(100);
                if (random.Next(3) == 0)
                {
                    words.Insert(random.Next(words.Count), "more");
                }

                changed.Add(
                    run with
                    {
                        Text = string.Join(' ', words),
                        Marks = random.Next(4) == 0 ? [new Strong()] : run.Marks,
                    }
                );
            }
            else if (inline is not LineBreak || random.Next(2) == 0)
            {
                changed.Add(inline);
            }
        }

        return Marks.Tidy(changed);
    }

    private static Block Renamed(Block block) =>
        new DocumentMap(line => line, each => each with { Id = BlockIds.New(), Label = null })
            .Apply(new Section("s", [], [block]))
            .Blocks[0];

    private static bool HasSign(Block block)
    {
        var has = false;
        _ = new DocumentMap(line =>
        {
            has |= line.Any(inline => inline is FootnoteReference);
            return line;
        }).Apply(new Section("s", [], [block]));
        return has;
    }
}
