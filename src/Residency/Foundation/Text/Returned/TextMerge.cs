using Residency.Foundation.Text.Word;

namespace Residency.Foundation.Text.Returned;

/// <summary>Puts what a file does to lines into the text as it is now.</summary>
internal sealed class TextMerge
{
    // Half of the words and more.
    private const double LeastLikeness = 0.5;
    private readonly Document _now;
    private readonly ReturnedBy _by;
    private readonly ReturnedReport _said;
    private readonly TextPlaces _places;
    private readonly BlockChanges _changes = new();
    private readonly NewBlocks _blocks;
    private readonly TableRows _tables;

    internal TextMerge(Document now, ReturnedBy by, ReturnedReport said)
    {
        (_now, _by, _said) = (now, by, said);
        _places = new TextPlaces(now);
        _blocks = new NewBlocks(now, _changes, said);
        _tables = new TableRows(_places, _changes, said);
    }

    /// <summary>The rows of notes that are new in the file, by the names that the file gives them.</summary>
    internal required ILookup<string, WordRow> NewNotes { get; init; }

    internal Document Apply(IReadOnlyList<RowEdit> edits)
    {
        TextPlace? last = null;
        var names = edits.Select(edit => edit.Name).ToHashSet(StringComparer.Ordinal);
        var others = _places.All.Where(place => !place.Line.IsEmpty && !names.Contains(place.Name.Bookmark)).ToList();
        foreach (var edit in edits)
        {
            var place = edit.Name.Length == 0 ? null : _places.Find(edit.Name) ?? (edit.IsNothing ? null : Like(edit, others));
            if (place is null && !edit.IsNothing)
            {
                Lost(edit, last);
            }
            else if (place is not null && !edit.IsNothing)
            {
                Change(edit, place);
            }

            last = place ?? last;
        }

        _tables.Gone(edits);
        return _changes.Apply(_now);
    }

    // A text that was brought in anew has other ids: then the line that says most of the same is meant.
    private static TextPlace? Like(RowEdit edit, List<TextPlace> others)
    {
        var words = DocumentText.Of(edit.Row.Line);
        var best = others
            .Where(place => place.Name.Part == RowPart.Block)
            .Select(place => (Place: place, Likeness: RowNames.Likeness(words, DocumentText.Of(place.Line))))
            .Where(pair => pair.Likeness > LeastLikeness)
            .OrderByDescending(pair => pair.Likeness)
            .FirstOrDefault();
        if (best.Place is { } found)
        {
            others.Remove(found);
        }

        return best.Place;
    }

    private void Change(RowEdit edit, TextPlace place)
    {
        var merge = new LineMerge(edit, place.Line, _by.Decides);
        var merged = merge.Apply();
        Say(merge.Edit, merge, place.Owner);
        foreach (var (here, there) in merge.Conflicts)
        {
            _said.Say(ReturnedKind.Conflict, place.Owner, there, $"Here it reads now: {here}");
        }

        foreach (var words in merge.Already)
        {
            _said.Say(ReturnedKind.Already, place.Owner, words);
        }

        var lines = Divide(merged, place);
        _tables.New(edit, place, lines.Skip(1));
        var isLine =
            place.Block is not (Figure or CodeBlock or FormulaBlock or ThematicBreak) || place.Name.Part != RowPart.Block;
        if (isLine)
        {
            Put(place, lines[0].Line);
            _blocks.Add(place, lines.Skip(1));
        }
        else
        {
            Thing(edit, place, lines);
        }

        Begin(edit, place);
    }

    // What is no line of words comes and goes as a whole.
    private void Thing(RowEdit edit, TextPlace place, List<NewLine> lines)
    {
        var block = place.Block!; // a thing is a block
        var gone = edit.Edits.Select(found => found?.Delete).FirstOrDefault(found => found is not null);
        var comes = lines[0].Line.Any(inline => inline.Marks.Any(mark => mark is Inserted));
        if (block is CodeBlock code && (gone is not null || comes))
        {
            var left = DocumentText.Of(lines[0].Line);
            var author = gone is not null ? (gone.Author, gone.Date, gone.Person) : OfFirst(lines[0].Line);
            _changes.Of(block.Id).Suggested ??= Suggest(SuggestedChange.Delete, author);
            if (left.Trim().Length > 0)
            {
                _changes
                    .Of(block.Id)
                    .After.Add(
                        new CodeBlock(BlockIds.New(), left)
                        {
                            Language = code.Language,
                            Suggested = Suggest(SuggestedChange.Insert, author),
                        }
                    );
            }
        }
        else
        {
            if (gone is not null && block.Suggested is null)
            {
                _changes.Of(block.Id).Suggested = Suggest(SuggestedChange.Delete, (gone.Author, gone.Date, gone.Person));
            }

            var words = lines[0]
                .Line.Where(inline => inline.Marks.Any(mark => mark is Inserted) && inline is not InlineImage)
                .ToSequence();
            if (!words.IsEmpty)
            {
                var author = OfFirst(words);
                _blocks.Add(
                    place,
                    [new NewLine(new Inserted(author.Author, author.Date) { Person = author.Person }, edit.Row, words)]
                );
            }
        }

        _blocks.Add(place, lines.Skip(1));
    }

    private static (string Author, DateTimeOffset? Date, string? Person) OfFirst(Sequence<Inline> line) =>
        line.SelectMany(inline => inline.Marks).OfType<Inserted>().First() is var mark
            ? (mark.Author, mark.Date, mark.Person)
            : default;

    private static SuggestedBlock Suggest(SuggestedChange change, (string Author, DateTimeOffset? Date, string? Person) by) =>
        new(change, by.Author, by.Date) { Person = by.Person };

    private void Put(TextPlace place, Sequence<Inline> line)
    {
        if (line == place.Line)
        {
            return;
        }

        if (place.Block is not { } block)
        {
            _changes.Title(place.Section.Id, line);
        }
        else if (place.Name.Part is RowPart.Cell or RowPart.Entry)
        {
            _changes.Of(block.Id).Inside.TryAdd(place.Name.Number, [new Paragraph(BlockIds.New(), line)]);
        }
        else
        {
            _changes.Of(block.Id).Lines[(place.Name.Part, place.Name.Number)] = line;
        }
    }

    // What happens to the beginning of a line: the block would go, or be joined to the one above it.
    private void Begin(RowEdit edit, TextPlace place)
    {
        if (edit.Start is not { } start)
        {
            return;
        }

        if (place.Block is not { } block || place.Name.Part != RowPart.Block)
        {
            if (start.Delete is not null && place.Line.Count > 0)
            {
                _said.Say(
                    ReturnedKind.NotHeld,
                    place.Owner,
                    DocumentText.Of(place.Line),
                    "The line itself was taken out in the file. Its words are suggested to go; the line stays."
                );
            }

            return;
        }

        var change = _changes.Of(block.Id);
        if (start.Delete is { } gone)
        {
            var suggested = Suggest(SuggestedChange.Delete, (gone.Author, gone.Date, gone.Person));
            if (place.IsFirstOfEntry)
            {
                change.OfEntry = suggested;
            }
            else
            {
                change.Suggested ??= block.Suggested ?? suggested;
            }
        }
        else if (_by.Decides && start.Decided is Decided.InsertionAccepted or Decided.DeletionRejected)
        {
            (change.IsSettled, change.IsEntrySettled) = (true, place.IsFirstOfEntry);
        }
    }

    // The line is gone here: what the file puts into it is kept as a paragraph where it stood.
    private void Lost(RowEdit edit, TextPlace? last)
    {
        var lines = Divide([.. edit.Inserts.SelectMany(some => some).Select(Grains.Coming)], last);
        if (edit.Name.Length == 0)
        {
            // Before the first line of the text.
            _blocks.AddFirst(lines.Where(line => !line.Line.IsEmpty));
            return;
        }

        if (edit.Name == RowNames.Nameless && lines.TrueForAll(line => line.Line.IsEmpty))
        {
            return;
        }

        var words = DocumentText.Of(edit.Row.Line);
        if (lines.TrueForAll(line => line.Line.IsEmpty))
        {
            _said.Say(ReturnedKind.Already, last?.Owner ?? "", words, "The line has been taken out here meanwhile.");
            return;
        }

        _said.Say(
            ReturnedKind.Conflict,
            last?.Owner ?? "",
            string.Join(' ', lines.Select(line => DocumentText.Of(line.Line))),
            $"The line was taken out here meanwhile; what was put into it stands alone now. It read: {words}"
        );
        var kept = lines
            .Where(line => !line.Line.IsEmpty)
            .Select(line =>
                line with
                {
                    By = line.By ?? line.Line.SelectMany(inline => inline.Marks).OfType<Inserted>().First(),
                }
            );
        if (last is null)
        {
            _blocks.AddFirst(kept);
        }
        else
        {
            _blocks.Add(last, kept);
        }
    }

    private List<NewLine> Divide(List<Grain> grains, TextPlace? place)
    {
        var lines = new List<NewLine>();
        var (by, row) = ((Inserted?)null, (WordRow?)null);
        var open = new List<Inline>();
        foreach (var grain in grains)
        {
            if (grain.IsStart)
            {
                Close();
                (by, row) = (grain.Inserted, grain.Row);
            }
            else if ((grain.IsNew ? _blocks.Held(grain.Inline!, place, NewNotes) : grain.Inline) is { } inline) // no beginning
            {
                open.Add(inline);
            }
        }

        Close();
        return lines;

        void Close()
        {
            lines.Add(new NewLine(by, row, Marks.Tidy(open)));
            open = [];
        }
    }

    // What the file says, in words, stretch by stretch.
    private void Say(RowEdit edit, LineMerge merge, string block)
    {
        Grouped(
            edit.Inserts.Where((_, gap) => !merge.IsHere(gap))
                .SelectMany(some => some)
                .Select(grain => (grain.Inserted?.Author ?? "", grain.Text, (ReturnedKind?)ReturnedKind.Insertion)),
            block
        );
        Grouped(
            edit.Edits.Select(
                (change, i) =>
                    change switch
                    {
                        { Delete: { } gone } when !merge.IsGone(i) => (
                            gone.Author,
                            edit.Grains[i].Text,
                            (ReturnedKind?)ReturnedKind.Deletion
                        ),
                        { Decided: Decided.InsertionAccepted or Decided.DeletionAccepted } => (
                            "",
                            edit.Grains[i].Text,
                            ReturnedKind.Accepted
                        ),
                        { Decided: Decided.InsertionRejected or Decided.DeletionRejected } => (
                            "",
                            edit.Grains[i].Text,
                            ReturnedKind.Rejected
                        ),
                        _ => ("", "", null),
                    }
            ),
            block
        );
    }

    private void Grouped(IEnumerable<(string Author, string Text, ReturnedKind? Kind)> pieces, string block)
    {
        var open = (Author: "", Text: "", Kind: (ReturnedKind?)null);
        foreach (var (author, text, kind) in pieces.Append(("", "", null)))
        {
            if (kind is not null && text.Length == 0 || kind == open.Kind && author == open.Author && open.Kind is not null)
            {
                open.Text += text;
                continue;
            }

            if (open.Kind is { } said && open.Text.Trim('¶', ' ').Length > 0)
            {
                _said.Say(said, block, open.Text.Trim(), author: open.Author);
            }

            open = (author, text, text.Length == 0 ? null : kind);
        }
    }
}
