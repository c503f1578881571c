using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.LiveText.Shape;

/// <summary>What somebody does who may only suggest, and what they may not do, at random places of a document.</summary>
internal sealed class SuggestedEdits(int seed, string person, string name)
{
    private static readonly DateTimeOffset Day = new(2026, 11, 28, 13, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(seed);
    private int _made;

    private Inserted In => new(name, Day) { Person = person };

    private Deleted Out => new(name, Day) { Person = person };

    private SuggestedBlock Comes => new(SuggestedChange.Insert, name, Day) { Person = person };

    private SuggestedBlock Goes => new(SuggestedChange.Delete, name, Day) { Person = person };

    /// <summary>One thing that they may do.</summary>
    internal Document Allowed(Document document) =>
        _random.Next(8) switch
        {
            0 or 1 => InOneLine(document, PutIn),
            2 or 3 => InOneLine(document, TakeOut),
            4 => InOneRow(document, Split),
            5 => InOneRow(document, Join),
            6 => InOneRow(document, PutInBlock),
            _ => InOneRow(document, TakeOutBlock),
        };

    /// <summary>One thing that they may not do; the same document when there was no place for it.</summary>
    internal Document Forbidden(Document document) =>
        _random.Next(9) switch
        {
            0 => InOneLine(document, line => Marks.Tidy([.. line, new Run("free words")])),
            1 => InOneLine(document, line => IsOwn(line) ? line : line.Skip(1).ToSequence()),
            2 => InOneLine(
                document,
                line =>
                    line.Select(inline =>
                            IsOwn([inline]) ? inline : inline with { Marks = Marks.Tidy([.. inline.Marks, new Strong()]) }
                        )
                        .ToSequence()
            ),
            3 => InOneLine(
                document,
                line =>
                    Marks.Tidy([.. line, new Run("forged") { Marks = [new Inserted(name, Day) { Person = "somebody-else" }] }])
            ),
            4 => InOneLine(
                document,
                line => Marks.Tidy([.. line, new Run("forged") { Marks = [new Inserted("Other Name", Day) { Person = person }] }])
            ),
            5 => InOneRow(
                document,
                row =>
                    row.Count > 0 && row[0].Suggested?.Person != person && DocumentText.Of(row[0]).Length > 0
                        ? [.. row.Skip(1)]
                        : row
            ),
            6 => InOneRow(document, row => [.. row, new Paragraph(New(), [new Run("free block")])]),
            7 => document with { Sections = [document.Sections[0] with { Key = "taken" }, .. document.Sections.Skip(1)] },
            _ => new DocumentMap(
                line => line,
                block => block is Heading heading ? heading with { Level = heading.Level == 6 ? 5 : heading.Level + 1 } : block
            ).Apply(document),
        };

    private bool IsOwn(Sequence<Inline> line) => line.All(inline => inline.Marks.Contains(In));

    private string New() => $"{person}-{seed}-{_made++}";

    private Document InOneLine(Document document, Func<Sequence<Inline>, Sequence<Inline>> change)
    {
        var count = 0;
        _ = new DocumentMap(line => (count++, line).line).Apply(document);
        var at = _random.Next(Math.Max(1, count));
        return new DocumentMap(line => at-- == 0 ? change(line) : line).Apply(document);
    }

    private Document InOneRow(Document document, Func<List<Block>, List<Block>> change)
    {
        if (_random.Next(2) == 0)
        {
            var at = _random.Next(document.Sections.Count);
            return document with
            {
                Sections = document
                    .Sections.Select(
                        (section, i) => i == at ? section with { Blocks = change([.. section.Blocks]).ToSequence() } : section
                    )
                    .ToSequence(),
            };
        }

        var rows = document.AllBlocks().Where(block => block is BulletList or Callout or QuotationBlock).ToList();
        if (rows.Count == 0)
        {
            return document;
        }

        var place = rows[_random.Next(rows.Count)].Id;
        return new DocumentMap(
            line => line,
            block =>
                block.Id != place ? block
                : block is BulletList list ? list with { Items = Items(list.Items, change) }
                : block is Callout callout ? callout with { Blocks = change([.. callout.Blocks]).ToSequence() }
                : block is QuotationBlock quotation ? quotation with { Blocks = change([.. quotation.Blocks]).ToSequence() }
                : block
        ).Apply(document);
    }

    private Sequence<ListItem> Items(Sequence<ListItem> items, Func<List<Block>, List<Block>> change)
    {
        var at = _random.Next(items.Count);
        var item = items[at];
        if (change == Split && item.Blocks is [Paragraph first, ..] && first.Content.Count > 0)
        {
            var (head, tail) = Cut(first.Content);
            var one = item with { Blocks = [first with { Content = head }] };
            var two = new ListItem([new Paragraph(New(), tail) { Suggested = Comes }, .. item.Blocks.Skip(1)])
            {
                Suggested = Comes,
            };
            return [.. items.Take(at), one, two, .. items.Skip(at + 1)];
        }

        return items
            .Select((each, i) => i == at ? each with { Blocks = change([.. each.Blocks]).ToSequence() } : each)
            .ToSequence();
    }

    private (Sequence<Inline> Head, Sequence<Inline> Tail) Cut(Sequence<Inline> line)
    {
        var at = _random.Next(line.Count);
        if (line[at] is not Run { Text: { Length: > 1 } text } run)
        {
            return (line.Take(at).ToSequence(), line.Skip(at).ToSequence());
        }

        var cut = 1 + _random.Next(text.Length - 1);
        cut -= char.IsLowSurrogate(text[cut]) ? 1 : 0;
        var (head, tail) = (run with { Text = text[..cut] }, run with { Text = text[cut..] });
        return (Marks.Tidy([.. line.Take(at), head]), Marks.Tidy([tail, .. line.Skip(at + 1)]));
    }

    private Sequence<Inline> PutIn(Sequence<Inline> line)
    {
        var (head, tail) = line.IsEmpty ? ([], []) : Cut(line);
        Inline[] added =
            _random.Next(3) == 0
                ? [new Run("new ") { Marks = [In] }, new LineBreak { Marks = [In, new Strong()] }]
                : [new Run("new ") { Marks = [In] }];
        return Marks.Tidy([.. head, .. added, .. tail]);
    }

    private Sequence<Inline> TakeOut(Sequence<Inline> line)
    {
        if (line.IsEmpty)
        {
            return line;
        }

        var (head, tail) = Cut(line);
        var (gone, rest) = tail.IsEmpty ? ([], []) : Cut(tail);
        return Marks.Tidy([.. head, .. gone.Where(inline => !IsOwn([inline])).Select(TakenOut), .. rest]);
    }

    private Inline TakenOut(Inline inline) =>
        inline.Marks.Any(mark => mark is Deleted) ? inline : inline with { Marks = Marks.Tidy([Out, .. inline.Marks]) };

    private List<Block> Split(List<Block> row)
    {
        var at = row.FindIndex(block =>
            block is Paragraph { Content.IsEmpty: false } && (block.Suggested is null || _random.Next(2) == 0)
        );
        if (at < 0)
        {
            return row;
        }

        var whole = (Paragraph)row[at];
        var (head, tail) = Cut(whole.Content);
        return
        [
            .. row.Take(at),
            whole with
            {
                Content = head,
            },
            new Paragraph(New(), tail) { Suggested = Comes },
            .. row.Skip(at + 1),
        ];
    }

    private List<Block> Join(List<Block> row)
    {
        for (var i = 1; i < row.Count; i++)
        {
            if (row[i] is Paragraph { Suggested: null } second && row[i - 1] is Paragraph or Heading)
            {
                row[i] = second with { Suggested = Goes };
                break;
            }
        }

        return row;
    }

    private List<Block> PutInBlock(List<Block> row)
    {
        Sequence<Inline> words = [new Run("brought in") { Marks = [In] }];
        Block made = _random.Next(6) switch
        {
            0 => new Figure(New(), "a.png", words),
            1 => new ThematicBreak(New()),
            2 => new BulletList(New(), [new ListItem([new Paragraph(New(), words) { Suggested = Comes }]) { Suggested = Comes }]),
            3 => new Callout(New(), CalloutKind.Tip, [], [new Paragraph(New(), words)]),
            4 => new FormulaBlock(New(), "x"),
            _ => new Paragraph(New(), words),
        };
        // Never between a block and what was split off from it: that is joined to what stands right above.
        var at = row.FindLastIndex(block => block.Suggested is null) + 1;
        while (at < row.Count && row[at].Suggested is not null)
        {
            at++;
        }

        row.Insert(at, made with { Suggested = Comes });
        return row;
    }

    private List<Block> TakeOutBlock(List<Block> row)
    {
        var at = row.Count == 0 ? 0 : _random.Next(row.Count);
        if (at < row.Count && row[at].Suggested is null)
        {
            row[at] = row[at] with { Suggested = Goes };
        }

        return row;
    }
}
