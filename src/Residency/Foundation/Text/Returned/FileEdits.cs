using Residency.Foundation.Text.Word;

namespace Residency.Foundation.Text.Returned;

/// <summary>What a file does to one grain of the text of which it was made.</summary>
internal sealed record GrainEdit
{
    /// <summary>The suggestion to take it out; null for none.</summary>
    internal Deleted? Delete { get; init; }

    /// <summary>What the file decided about a suggestion that stands on it.</summary>
    internal Decided Decided { get; init; }
}

/// <summary>How a suggestion was decided in a file.</summary>
internal enum Decided
{
    No,

    /// <summary>What was put in stays.</summary>
    InsertionAccepted,

    /// <summary>What was put in is gone.</summary>
    InsertionRejected,

    /// <summary>What should go is gone.</summary>
    DeletionAccepted,

    /// <summary>What should go stays.</summary>
    DeletionRejected,
}

/// <summary>What a file does to one line.</summary>
/// <param name="Name">The name of the line.</param>
/// <param name="Row">The line as it was written into the file.</param>
/// <param name="Grains">Its grains, without the beginning.</param>
internal sealed record RowEdit(string Name, WordRow Row, IReadOnlyList<Grain> Grains)
{
    internal required GrainEdit?[] Edits { get; init; }

    /// <summary>The line as it stands in the file; null when it is gone there.</summary>
    internal WordRow? There { get; init; }

    /// <summary>What comes in before each grain, and after the last.</summary>
    internal required List<Grain>[] Inserts { get; init; }

    /// <summary>What happens to its beginning.</summary>
    internal GrainEdit? Start { get; init; }

    /// <summary>The same with finer grains.</summary>
    /// <param name="grains">The pieces of its grains.</param>
    /// <param name="from">For each piece, the grain to which it belongs.</param>
    internal RowEdit Cut(IReadOnlyList<Grain> grains, IReadOnlyList<int> from) =>
        this with
        {
            Grains = grains,
            Edits = [.. from.Select(grain => Edits[grain])],
            Inserts = [.. from.Select((grain, i) => i > 0 && from[i - 1] == grain ? [] : Inserts[grain]), Inserts[^1]],
        };

    internal bool IsNothing =>
        Start is null && Array.TrueForAll(Edits, edit => edit is null) && Array.TrueForAll(Inserts, some => some.Count == 0);
}

/// <summary>Works out what a returned file does to the text of which it was made.</summary>
internal sealed class FileEdits(
    IReadOnlyList<WordRow> written,
    IReadOnlyList<WordRow> returned,
    ReturnedBy by,
    ReturnedReport said
)
{
    /// <summary>What is done to each line, in reading order; what comes before the first line stands at the first.</summary>
    internal IReadOnlyList<RowEdit> All()
    {
        var before = Flat(written, row => row.Names.Count > 0 ? row.Names[^1] : RowNames.Nameless);
        var old = before.Where(grain => grain.Inserted is not null).Select(grain => Sign(grain.Inserted!)).ToHashSet(); // not null here
        var keys = Names(old);
        var place = 0;
        var after = Flat(returned, _ => keys[place++]);
        var kept = Enumerable
            .Range(0, after.Count)
            .Where(i => after[i].Inserted is not { } come || old.Contains(Sign(come)))
            .ToList();
        var match = GrainPairs.Match(before, [.. kept.Select(i => after[i])]);
        var (all, places) = Together(after, kept, match);
        var images = Array.ConvertAll(match.Pairs, pair => pair < 0 ? -1 : places[pair]);
        return Rows([.. match.Before], all, images, Inserts(match.Before.Count, all, images, old));
    }

    // The grains of the file, those that were there before cut as they were compared, and where each of these stands.
    private static (List<Grain> All, List<int> Places) Together(List<Grain> after, List<int> kept, GrainMatch match)
    {
        var (all, places) = (new List<Grain>(after.Count), new List<int>(match.After.Count));
        for (var (i, next) = (0, 0); i < after.Count; i++)
        {
            if (next == kept.Count || kept[next] != i)
            {
                all.Add(after[i]);
                continue;
            }

            while (places.Count < match.After.Count && match.AfterFrom[places.Count] == next)
            {
                var piece = match.After[places.Count];
                places.Add(all.Count);
                all.Add(piece);
            }

            next++;
        }

        return (all, places);
    }

    // Somebody who begins a paragraph before another one leaves its bookmark with the new one.
    private string[] Names(HashSet<(string, long)> old)
    {
        var names = RowNames.Of(written, returned);
        var known = written.SelectMany(row => row.Names).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (!IsNew(i) || !known.Contains(names[i]))
            {
                continue;
            }

            var heir = i + 1;
            while (heir < names.Length && IsNew(heir) && IsBeside(i, heir) && !known.Contains(names[heir]))
            {
                heir++;
            }

            if (heir < names.Length && !IsNew(heir) && IsBeside(i, heir) && !known.Contains(names[heir]))
            {
                (names[heir], names[i]) = (
                    names[i],
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"new {i}")
                );
            }
        }

        return names;

        bool IsNew(int row) => Grains.Start(returned[row], "").Inserted is { } come && !old.Contains(Sign(come));

        bool IsBeside(int row, int other) =>
            (returned[row].Note, returned[row].Table, returned[row].TableRow)
            == (returned[other].Note, returned[other].Table, returned[other].TableRow);
    }

    private static List<Grain> Flat(IReadOnlyList<WordRow> rows, Func<WordRow, string> key) =>
        [.. rows.SelectMany(row => Grains.Of(row.Line).Prepend(Grains.Start(row, key(row))))];

    // Some programs keep the minute alone.
    private static (string, long) Sign(Inserted mark) =>
        (mark.Author, mark.Date is { } date ? date.UtcTicks / TimeSpan.TicksPerMinute : 0);

    private List<Grain>[] Inserts(int before, List<Grain> after, int[] images, HashSet<(string, long)> old)
    {
        var inserts = Enumerable.Range(0, before + 1).Select(_ => new List<Grain>()).ToArray();
        var owners = new int[after.Count];
        Array.Fill(owners, -1);
        for (var i = 0; i < images.Length; i++)
        {
            if (images[i] >= 0)
            {
                owners[images[i]] = i;
            }
        }

        var gap = 0;
        for (var i = 0; i < after.Count; i++)
        {
            if (owners[i] >= 0)
            {
                gap = owners[i] + 1;
                continue;
            }

            var isTracked = after[i].Inserted is { } mark && !old.Contains(Sign(mark));
            inserts[gap].Add(Coming(after[i], isTracked ? by.Signed(after[i].Inserted!) : by.Inserts)); // tracked, so it is there
        }

        return inserts;
    }

    // What comes in may be marked to go out again.
    private Grain Coming(Grain grain, Inserted come) =>
        grain with
        {
            Inserted = come,
            Deleted = grain.Deleted is { } gone ? by.Signed(gone) : null,
            Inline = grain.Inline is { } inline ? by.Signed(inline) : null,
        };

    private List<RowEdit> Rows(List<Grain> before, List<Grain> after, int[] images, List<Grain>[] inserts)
    {
        var rows = new List<RowEdit>();
        for (var from = 0; from < before.Count; )
        {
            var to = from + 1;
            while (to < before.Count && !before[to].IsStart)
            {
                to++;
            }

            var edits = new GrainEdit?[to - from - 1];
            for (var i = from + 1; i < to; i++)
            {
                edits[i - from - 1] = Edit(before[i], images[i] < 0 ? null : after[images[i]]);
            }

            var row = new RowEdit(before[from].Key, before[from].Row!, before.GetRange(from + 1, to - from - 1)) // a start has its row
            {
                Edits = edits,
                Inserts = [.. Enumerable.Range(from + 1, to - from).Select(gap => inserts[gap])],
                There = images[from] < 0 ? null : after[images[from]].Row,
                Start = StartEdit(before[from], images[from] < 0 ? null : after[images[from]], edits),
            };
            if (from == 0 && inserts[0].Count > 0)
            {
                rows.Add(new RowEdit("", row.Row, []) { Edits = [], Inserts = [inserts[0]] });
            }

            rows.Add(row);
            Forms(row, from, before, after, images);
            from = to;
        }

        return rows;
    }

    // A program that cannot mark an end of paragraph before a table forgets it: then nothing was decided.
    private GrainEdit? StartEdit(Grain start, Grain? image, GrainEdit?[] edits)
    {
        var edit = Edit(start, image);
        return
            edit is { Decided: not Decided.No }
            && image is not null
            && Array.TrueForAll(edits, other => other is null or { Decided: Decided.No })
            ? null
            : edit;
    }

    private GrainEdit? Edit(Grain before, Grain? after) =>
        after is null
            ? before switch
            {
                { Deleted: not null } => new GrainEdit { Decided = Decided.DeletionAccepted },
                { Inserted: not null } => new GrainEdit { Decided = Decided.InsertionRejected },
                _ => new GrainEdit { Delete = by.Deletes },
            }
        : after.Deleted is { } gone && before.Deleted is null ? new GrainEdit { Delete = by.Signed(gone) }
        : before.Deleted is not null && after.Deleted is null ? new GrainEdit { Decided = Decided.DeletionRejected }
        : before.Inserted is not null && after.Inserted is null ? new GrainEdit { Decided = Decided.InsertionAccepted }
        : null;

    // Changes of form, and of what is no word, are listed: suggestions are about words.
    private void Forms(RowEdit row, int from, List<Grain> before, List<Grain> after, int[] images)
    {
        var words = new System.Text.StringBuilder();
        for (var i = 0; i <= row.Grains.Count; i++)
        {
            var image = i < row.Grains.Count && images[from + 1 + i] is >= 0 and var at ? after[at] : null;
            var old = i < row.Grains.Count ? row.Grains[i].Inline : null;
            if (image?.Inline is { } now && old is not null && Form(old) != Form(now))
            {
                words.Append(image.Text);
            }
            else if (words.Length > 0)
            {
                Say(row, words.ToString(), "The form of these words was changed (bold, italic, a link or the like).");
                words.Clear();
            }

            if ((old, image?.Inline) is (Formula was, Formula becomes) && was.Tex != becomes.Tex)
            {
                Say(row, was.Tex, $"A formula reads differently in the file: {becomes.Tex}");
            }
            else if ((old, image?.Inline) is (CrossReference shown, CrossReference shows) && shown.Text != shows.Text)
            {
                Say(row, shown.Text, $"The words of a reference were changed: {shows.Text}");
            }
        }

        if (images[from] >= 0 && after[images[from]].Row is { } there)
        {
            Forms(row, there);
        }
    }

    private void Forms(RowEdit row, WordRow there)
    {
        var words = DocumentText.Of(there.Line);
        if (there.Done != row.Row.Done && there.Done is not null)
        {
            Say(row, words, there.Done == true ? "A task was ticked as done." : "A task was made open again.");
        }

        if ((there.Role, there.Level) != (row.Row.Role, row.Row.Level) && IsForm(there.Role) && IsForm(row.Row.Role))
        {
            Say(row, words, "A paragraph was made a heading, a quotation or the like, or the other way round.");
        }

        static bool IsForm(ParagraphRole role) =>
            role is ParagraphRole.Body or ParagraphRole.Heading or ParagraphRole.Quotation or ParagraphRole.Code;
    }

    private void Say(RowEdit row, string words, string what) => said.Say(ReturnedKind.NotHeld, row.Name, words, what);

    private static Sequence<Mark> Form(Inline inline) =>
        inline.Marks.Where(mark => mark is not (Inserted or Deleted or Language)).ToSequence();
}
