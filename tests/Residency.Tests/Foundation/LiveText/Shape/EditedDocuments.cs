using Residency.Foundation.Text;
using Residency.Tests.Foundation.Text;

namespace Residency.Tests.Foundation.LiveText.Shape;

/// <summary>Documents as somebody makes them of others: blocks that come, go, change places and get new ids, words that change.</summary>
internal sealed class EditedDocuments(int seed)
{
    private readonly Random _random = new(seed);
    private int _made;

    internal Document Of(Document document)
    {
        var others = new GeneratedDocuments(seed + 77_777) { Prefix = "z" }.Make();
        var edited = new DocumentMap(Line, Block).Apply(document);
        var sections = edited.Sections.ToList();
        for (var turn = _random.Next(4); turn > 0 && sections.Count > 0; turn--)
        {
            var at = _random.Next(sections.Count);
            var blocks = sections[at].Blocks.ToList();
            switch (_random.Next(4))
            {
                case 0 when blocks.Count > 0:
                    blocks.RemoveAt(_random.Next(blocks.Count));
                    break;
                case 1 when blocks.Count > 1:
                    var moved = blocks[_random.Next(blocks.Count)];
                    blocks.Remove(moved);
                    blocks.Insert(_random.Next(blocks.Count + 1), moved);
                    break;
                case 2:
                    blocks.InsertRange(
                        _random.Next(blocks.Count + 1),
                        others.Sections[0].Blocks.Where(block => block is not Footnote)
                    );
                    others = others with { Sections = [others.Sections[0] with { Blocks = [] }] };
                    break;
                default:
                    var swap = _random.Next(sections.Count);
                    if (at > 0 && swap > 0)
                    {
                        (sections[at], sections[swap]) = (sections[swap], sections[at]);
                    }

                    continue;
            }

            sections[at] = sections[at] with { Blocks = blocks.ToSequence() };
        }

        return WithNotes(edited with { Sections = sections.ToSequence() });
    }

    // Signs of footnotes that went with a block that was taken out would point nowhere.
    private static Document WithNotes(Document document)
    {
        var notes = document.Sections.SelectMany(section => section.Blocks).OfType<Footnote>().Select(note => note.Name).ToList();
        return new DocumentMap(line =>
            Marks.Tidy(line.Where(inline => inline is not FootnoteReference sign || notes.Contains(sign.Name)))
        ).Apply(document);
    }

    private Block Block(Block block) => _random.Next(12) == 0 ? block with { Id = $"new-{_made++}" } : block;

    private Sequence<Inline> Line(Sequence<Inline> line) =>
        line.IsEmpty || _random.Next(3) > 0
            ? line
            : Marks.Tidy(line.SelectMany(IEnumerable<Inline> (inline) => inline is Run run ? Edited(run) : [inline]));

    private Run[] Edited(Run run)
    {
        var words = WordDiff.Split(run.Text);
        var at = _random.Next(words.Count);
        return _random.Next(4) switch
        {
            0 => [run with { Text = run.Text + " more" }],
            1 => [new Run("changed "), run],
            2 =>
            [
                run with
                {
                    Text = string.Concat(words.Take(at)) + "w",
                },
                new Run(string.Concat(words.Skip(at))) { Marks = [new Strong()] },
            ],
            _ => [run with { Text = string.Concat(words.Where((_, i) => i != at)) + "." }],
        };
    }
}
