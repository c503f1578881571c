using Residency.Foundation.Text.Word;

namespace Residency.Foundation.Text.Returned;

/// <summary>A line that comes into the text.</summary>
/// <param name="By">Who put its beginning in; null for the rest of a line that stands there.</param>
/// <param name="Row">The paragraph of the file.</param>
/// <param name="Line">Its content, marked.</param>
internal sealed record NewLine(Inserted? By, WordRow? Row, Sequence<Inline> Line);

/// <summary>Finds places for lines that are new in a file, and makes blocks of them.</summary>
internal sealed class NewBlocks
{
    private readonly Document _now;
    private readonly BlockChanges _changes;
    private readonly ReturnedReport _said;
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal); // by the bookmark of their line
    private readonly HashSet<string> _notes;
    private readonly Dictionary<string, string> _newNotes = new(StringComparer.Ordinal);

    internal NewBlocks(Document now, BlockChanges changes, ReturnedReport said)
    {
        (_now, _changes, _said) = (now, changes, said);
        _notes = now.AllBlocks().OfType<Footnote>().Select(note => note.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var section in now.Sections.Where(section => section.Label is not null))
        {
            _labels.TryAdd(new RowName(RowPart.Title, section.Id).Bookmark, section.Label!); // as the filter says
        }

        foreach (var block in now.AllBlocks().Where(block => block.Label is not null))
        {
            if (Rows.FirstOf(block) is { } name)
            {
                _labels.TryAdd(name.Bookmark, block.Label!); // as the filter says
            }
        }
    }

    /// <summary>Adds lines before everything else.</summary>
    internal void AddFirst(IEnumerable<NewLine> lines)
    {
        if (_now.Sections.IsEmpty)
        {
            return;
        }

        _changes.AtStart(_now.Sections[0].Id).AddRange(lines.Select(Make));
    }

    /// <summary>Adds lines after a line of the text, in the list, cell or quotation where the file has them.</summary>
    internal void Add(TextPlace place, IEnumerable<NewLine> lines)
    {
        // A paragraph without words suggests nothing.
        foreach (var line in lines.Where(line => !line.Line.IsEmpty))
        {
            if (place.Block is not { } block)
            {
                _changes.AtStart(place.Section.Id).Add(Make(line));
                continue;
            }

            switch (place.Name.Part)
            {
                case RowPart.Head:
                    Inside(block, 0).Add(Make(line));
                    break;
                case RowPart.Cell or RowPart.Entry:
                    Inside(block, place.Name.Number).Add(Make(line));
                    break;
                default:
                    After(place, block, line);
                    break;
            }
        }
    }

    /// <summary>What can stand in the text of what the file puts in; null for what cannot.</summary>
    internal Inline? Held(Inline inline, TextPlace? place, ILookup<string, WordRow> notes)
    {
        switch (inline)
        {
            case InlineImage image when image.File.StartsWith("picture-", StringComparison.Ordinal):
                _said.Say(
                    ReturnedKind.NotHeld,
                    place?.Owner ?? "",
                    image.Alternative,
                    "A picture that was put into the file was left out. Upload it to the case study and put it in there."
                );
                return null;
            case CrossReference reference when !IsLabel(reference.Target):
                return _labels.TryGetValue(reference.Target, out var label) ? reference with { Target = label }
                    : reference.Text.Length > 0 ? new Run(reference.Text) { Marks = reference.Marks }
                    : null;
            case FootnoteReference sign when !_notes.Contains(sign.Name) || notes.Contains(sign.Name):
                return Note(sign, place, notes);
            default:
                return inline;
        }
    }

    private bool IsLabel(string target) => _labels.ContainsValue(target);

    private FootnoteReference? Note(FootnoteReference sign, TextPlace? place, ILookup<string, WordRow> notes)
    {
        var section = place?.Section ?? (_now.Sections.IsEmpty ? null : _now.Sections[0]);
        if (!notes.Contains(sign.Name) || section is null)
        {
            return null;
        }

        if (!_newNotes.TryGetValue(sign.Name, out var name))
        {
            name = sign.Name;
            for (var n = 1; !_notes.Add(name); n++)
            {
                name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sign.Name}-{n}");
            }

            _newNotes[sign.Name] = name;
            var mark = sign.Marks.OfType<Inserted>().First();
            var blocks = notes[sign.Name]
                .Where(row => !row.Line.IsEmpty)
                .Select(row =>
                    (Block)
                        new Paragraph(
                            BlockIds.New(),
                            Marks.Tidy(
                                row.Line.Where(inline => inline is not (FootnoteReference or InlineImage or CrossReference))
                                    .Select(inline =>
                                        inline with
                                        {
                                            Marks = Marks.Tidy([
                                                mark,
                                                .. inline.Marks.Where(old => old is not (Inserted or Deleted)),
                                            ]),
                                        }
                                    )
                            )
                        )
                );
            _changes.AtEnd(section.Id).Add(new Footnote(BlockIds.New(), name, blocks.ToSequence()));
        }

        return sign with
        {
            Name = name,
        };
    }

    private List<Block> Inside(Block block, int number)
    {
        var inside = _changes.Of(block.Id).Inside;
        if (!inside.TryGetValue(number, out var list))
        {
            inside[number] = list = [];
        }

        return list;
    }

    private void After(TextPlace place, Block block, NewLine line)
    {
        var isListed = line.Row?.List is { Sign: not ListSign.None };
        if (line.Row is { Table: 0 } && place.Around.FirstOrDefault(outer => outer is Table) is { } table)
        {
            _changes.Of(table.Id).After.Add(Make(line));
        }
        else if (isListed && place.IsInEntry && place.Name.Part == RowPart.Block)
        {
            _changes.Of(EntryAt(place, block, line.Row!.List!.Level).Id).EntriesAfter.Add(Entry(line)); // a listed line has its row
        }
        else if (isListed)
        {
            Listed(_changes.Of(block.Id).After, line);
        }
        else if (place.IsInEntry && line.Row is { List: null })
        {
            var list = place.Around.Reverse().TakeWhile(outer => outer is BulletList or OrderedList).Last();
            _changes.Of(list.Id).After.Add(Make(line));
        }
        else if (place.Around is [.., QuotationBlock quotation] && line.Row is { Role: not ParagraphRole.Quotation })
        {
            _changes.Of(quotation.Id).After.Add(Make(line));
        }
        else
        {
            _changes.Of(block.Id).After.Add(Make(line));
        }
    }

    // Up through the lists to the one at the level of the new entry.
    private static Block EntryAt(TextPlace place, Block block, int level)
    {
        var lists = place.Around.Reverse().TakeWhile(outer => outer is BulletList or OrderedList).ToList();
        var up = Math.Clamp(lists.Count - 1 - level, 0, lists.Count - 1);
        return up == 0 ? block : lists[up - 1];
    }

    private static void Listed(List<Block> after, NewLine line)
    {
        var entry = Entry(line);
        var suggested = entry.Suggested;
        var isNumbered = line.Row?.List?.Sign == ListSign.Number;
        if (after is [.., BulletList bullets] && !isNumbered)
        {
            after[^1] = bullets with { Items = [.. bullets.Items, entry] };
        }
        else if (after is [.., OrderedList numbers] && isNumbered)
        {
            after[^1] = numbers with { Items = [.. numbers.Items, entry] };
        }
        else
        {
            after.Add(
                isNumbered
                    ? new OrderedList(BlockIds.New(), 1, [entry]) { Suggested = suggested }
                    : new BulletList(BlockIds.New(), [entry]) { Suggested = suggested }
            );
        }
    }

    private static ListItem Entry(NewLine line) =>
        new([new Paragraph(BlockIds.New(), line.Line)]) { Suggested = Suggested(line) };

    private Block Make(NewLine line)
    {
        if (line.Row is { Role: ParagraphRole.Heading } row && !line.Line.IsEmpty)
        {
            if (row.Level == 1)
            {
                _said.Say(
                    ReturnedKind.NotHeld,
                    "",
                    DocumentText.Of(line.Line),
                    "The title of a new section was put in as a heading: a suggestion cannot divide sections."
                );
            }

            return new Heading(BlockIds.New(), Math.Clamp(row.Level + 1, 3, 6), line.Line) { Suggested = Suggested(line) };
        }

        return new Paragraph(BlockIds.New(), line.Line) { Suggested = Suggested(line) };
    }

    private static SuggestedBlock? Suggested(NewLine line) =>
        line.By is { } by ? new SuggestedBlock(SuggestedChange.Insert, by.Author, by.Date) { Person = by.Person } : null;
}
