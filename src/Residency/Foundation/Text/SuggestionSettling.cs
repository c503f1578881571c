namespace Residency.Foundation.Text;

/// <summary>Does or undoes suggested changes. What becomes empty without being suggested itself stays, empty.</summary>
/// <param name="stays">The kind of change whose words and blocks stay: insertions when accepting, deletions when rejecting.</param>
/// <param name="which">Says of each suggestion whether it is settled.</param>
internal sealed class SuggestionSettling(SuggestedChange stays, Func<SuggestionOf, bool> which)
{
    /// <summary>Ends each of several lines that a live text has where a document has one. Runs hold no such sign else.</summary>
    internal const string LineEnd = "\n";

    internal Func<SuggestionOf, bool> Which => which;

    internal Document Apply(Document document) => document with { Sections = document.Sections.Select(Apply).ToSequence() };

    internal Section Apply(Section section) =>
        section with
        {
            Title = Line(section.Id, section.Title),
            Blocks = Settle(section.Blocks),
        };

    private Sequence<Inline> Line(string place, Sequence<Inline> line)
    {
        if (!line.Any(inline => Settled(place, inline).Any()))
        {
            return line;
        }

        var kept = new List<Inline>();
        foreach (var inline in line)
        {
            var settled = Settled(place, inline).ToList();
            if (!settled.Exists(mark => SuggestionWalk.Of(place, mark).Change != stays))
            {
                kept.Add(inline with { Marks = inline.Marks.Where(mark => !settled.Contains(mark)).ToSequence() });
            }
        }

        return Marks.Tidy(kept);
    }

    private IEnumerable<Mark> Settled(string place, Inline inline) =>
        inline.Marks.Where(mark => mark is Inserted or Deleted && which(SuggestionWalk.Of(place, mark)));

    private Sequence<Block> Settle(Sequence<Block> blocks)
    {
        var done = new List<Block>();
        foreach (var block in blocks)
        {
            var inside = Inside(block);
            if (block.Suggested is not { } by || !which(SuggestionWalk.Of(block.Id, by)))
            {
                done.Add(inside);
            }
            else if (by.Change == stays)
            {
                done.Add(inside with { Suggested = null });
            }
            else
            {
                Remove(done, inside);
            }
        }

        return done.ToSequence();
    }

    private static void Remove(List<Block> done, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Join(done, paragraph with { Suggested = null });
                break;
            case Heading heading:
                Join(done, new Paragraph(block.Id, heading.Content) { Label = block.Label });
                break;
            case BulletList or OrderedList or QuotationBlock or Callout:
                Lift(done, block);
                break;
            case DefinitionList or Table or Footnote:
                if (!IsBlank(block))
                {
                    done.Add(block with { Suggested = null });
                }

                break;
            case Figure or CodeBlock or FormulaBlock or ThematicBreak:
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    private static void Join(List<Block> done, Paragraph last)
    {
        if (last.Content.IsEmpty)
        {
            return;
        }

        switch (done.LastOrDefault())
        {
            case Paragraph above:
                done[^1] = above with { Content = Joined(above.Content, last.Content) };
                break;
            case Heading above:
                done[^1] = above with { Content = Joined(above.Content, last.Content) };
                break;
            default:
                done.Add(last);
                break;
        }
    }

    private static Sequence<Inline> Joined(Sequence<Inline> above, Sequence<Inline> below) => Marks.Tidy(above.Concat(below));

    private static void Lift(List<Block> done, Block block)
    {
        if (IsBlank(block))
        {
            return;
        }

        // A title or an attribution that somebody else wrote has no block of its own; it takes over that of what held it.
        done.AddRange(Lines((block as Callout)?.Title ?? []).Select(line => new Paragraph(block.Id, line)));
        done.AddRange(block.Children());
        done.AddRange(Lines((block as QuotationBlock)?.Attribution ?? []).Select(line => new Paragraph(block.Id, line)));
    }

    // Those that hold something.
    private static IEnumerable<Sequence<Inline>> Lines(Sequence<Inline> lines)
    {
        var open = new List<Inline>();
        foreach (var piece in lines.SelectMany(Pieces))
        {
            if (piece is not Run { Text: LineEnd })
            {
                open.Add(piece);
            }
            else if (open.Count > 0)
            {
                yield return open.ToSequence();
                open = [];
            }
        }

        if (open.Count > 0)
        {
            yield return open.ToSequence();
        }
    }

    // Runs beside an end of a line that bear the same marks are one with it.
    private static IEnumerable<Inline> Pieces(Inline inline) =>
        inline is Run run && run.Text.Contains(LineEnd, StringComparison.Ordinal)
            ? run
                .Text.Split(LineEnd)
                .SelectMany<string, string>((text, i) => i > 0 ? [LineEnd, text] : [text])
                .Where(text => text.Length > 0)
                .Select(text => run with { Text = text })
            : [inline];

    private static bool IsBlank(Sequence<Inline> lines) => !Lines(lines).Any();

    private static bool IsBlank(Block block) =>
        block switch
        {
            Paragraph paragraph => paragraph.Content.IsEmpty,
            Heading heading => heading.Content.IsEmpty,
            Figure or CodeBlock or FormulaBlock or ThematicBreak => false,
            DefinitionList list => list.Items.All(item => IsBlank(item.Term) && item.Blocks.All(IsBlank)),
            QuotationBlock quotation => IsBlank(quotation.Attribution) && quotation.Blocks.All(IsBlank),
            Callout callout => IsBlank(callout.Title) && callout.Blocks.All(IsBlank),
            Table table => IsBlank(table.Caption) && table.Children().All(IsBlank),
            BulletList or OrderedList or Footnote => block.Children().All(IsBlank),
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private Block Inside(Block block) =>
        block switch
        {
            Paragraph paragraph => paragraph with { Content = Line(block.Id, paragraph.Content) },
            Heading heading => heading with { Content = Line(block.Id, heading.Content) },
            BulletList list => list with { Items = Items(block.Id, list.Items) },
            OrderedList list => list with { Items = Items(block.Id, list.Items) },
            DefinitionList list => list with
            {
                Items = list
                    .Items.Select(item => new DefinitionItem(Line(block.Id, item.Term), Settle(item.Blocks)))
                    .ToSequence(),
            },
            QuotationBlock quotation => quotation with
            {
                Blocks = Settle(quotation.Blocks),
                Attribution = Line(block.Id, quotation.Attribution),
            },
            Figure figure => figure with { Caption = Line(block.Id, figure.Caption) },
            Table table => table with { Caption = Line(block.Id, table.Caption), Rows = table.Rows.Select(Row).ToSequence() },
            CodeBlock code => code with { Caption = Line(block.Id, code.Caption) },
            Callout callout => callout with { Title = Line(block.Id, callout.Title), Blocks = Settle(callout.Blocks) },
            Footnote footnote => footnote with { Blocks = Settle(footnote.Blocks) },
            FormulaBlock or ThematicBreak => block,
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    private TableRow Row(TableRow row) => new(row.Cells.Select(cell => cell with { Blocks = Settle(cell.Blocks) }).ToSequence());

    private Sequence<ListItem> Items(string place, Sequence<ListItem> items)
    {
        var done = new List<ListItem>();
        foreach (var item in items)
        {
            var inside = item with { Blocks = Settle(item.Blocks) };
            if (item.Suggested is not { } by || !which(SuggestionWalk.Of(place, by)))
            {
                done.Add(inside);
            }
            else if (by.Change == stays)
            {
                done.Add(inside with { Suggested = null });
            }
            else if (!inside.Blocks.All(IsBlank))
            {
                Join(done, inside with { Suggested = null });
            }
        }

        return done.ToSequence();
    }

    private static void Join(List<ListItem> done, ListItem last)
    {
        if (done.Count == 0)
        {
            done.Add(last);
            return;
        }

        var above = done[^1].Blocks.ToList();
        if (last.Blocks[0] is Paragraph first)
        {
            Join(above, first);
            above.AddRange(last.Blocks.Skip(1));
        }
        else
        {
            above.AddRange(last.Blocks);
        }

        done[^1] = done[^1] with { Blocks = above.ToSequence() };
    }
}
