using System.Globalization;
using Residency.Foundation.Text.Returned;
using Residency.Foundation.Text.Word;

namespace Residency.Foundation.Text;

/// <summary>Brings what somebody changed in a Word file back into the text as suggestions.</summary>
public static class ReturnedText
{
    /// <summary>The text as it is now with what the file says put into it as suggestions, and what became of everything.</summary>
    /// <param name="file">The file that came back.</param>
    /// <param name="base">The text of which the file was made.</param>
    /// <param name="current">The text as it is now; nothing that happened to it since is undone.</param>
    /// <param name="by">Who hands the file in.</param>
    /// <remarks>
    /// What the file tracks stays under the name and time that it gives, when who hands it in vouches for that; no time lies
    /// in the future. What was changed without being tracked goes under the name of who hands it in. Both sides' words are kept where both changed the same words, and that is reported.
    /// Pure, apart from ids for new blocks.
    /// </remarks>
    public static ReturnedChanges Merge(ReturnedWord file, Document @base, Document current, ReturnedBy by)
    {
        using var written = new MemoryStream();
        WordText.Write(new WordOutgoing(@base, new FrontMatter()), written);
        written.Position = 0;
        // Both are read from files, so that what Word cannot say is the same on both sides.
        var before = WordText.ReadBack(written, WordLimits.Usual).Value.Rows;
        var known = before.SelectMany(row => row.Names).ToHashSet(StringComparer.Ordinal);
        file = file.With(RowNames.Plain(file.Rows, known));
        var oldNotes = file
            .Rows.Where(row => row.Note is not null && row.Names.Any(known.Contains))
            .Select(row => row.Note)
            .ToHashSet(StringComparer.Ordinal);
        var rows = file
            .Rows.Where(row => !row.Names.Any(name => name.StartsWith(RowName.Matter, StringComparison.Ordinal)))
            .Where(row =>
                row.Note is null || oldNotes.Contains(row.Note) || oldNotes.Count == 0 && before.Any(old => old.Note is not null)
            )
            .ToList();
        var newNotes = file
            .Rows.Except(rows, ReferenceEqualityComparer.Instance)
            .OfType<WordRow>()
            .ToLookup(row => row.Note ?? "", StringComparer.Ordinal);
        var said = new ReturnedReport();
        var edits = new FileEdits(before, rows, by, said).All();
        var merge = new TextMerge(current, by, said) { NewNotes = newNotes };
        var document = merge.Apply(edits);
        var places = new TextPlaces(current);
        var lines = said.Lines.Select(line => places.Find(line.Block) is { } place ? line with { Block = place.Owner } : line);
        return new ReturnedChanges(document, [.. lines]) { Remarks = RemarksOf(file, rows, before, current) };
    }

    // Remarks stand on rows of the file; here they stand on blocks of the text.
    private static List<ImportedComment> RemarksOf(
        ReturnedWord file,
        List<WordRow> rows,
        IReadOnlyList<WordRow> before,
        Document current
    )
    {
        var names = RowNames.Of(before, rows);
        var places = new TextPlaces(current);
        var blocks = new Dictionary<string, string?>(StringComparer.Ordinal);
        var next = 0;
        for (var at = 0; at < file.Rows.Count; at++)
        {
            if (next < rows.Count && ReferenceEquals(rows[next], file.Rows[at]))
            {
                blocks[string.Create(CultureInfo.InvariantCulture, $"r{at}")] = places.Find(names[next++])?.Owner;
            }
        }

        return
        [
            .. file.Remarks.Select(remark =>
                remark with
                {
                    BlockId = remark.BlockId is { } row ? blocks.GetValueOrDefault(row) : null,
                }
            ),
        ];
    }
}

/// <summary>Who hands a file in.</summary>
/// <param name="Name">As it shall stand at suggestions.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Person">As the house knows them: see <see cref="Inserted.Person"/>.</param>
public sealed record ReturnedBy(string Name, DateTimeOffset At, string? Person)
{
    /// <summary>Whether suggestions that the file shows as accepted or rejected are decided so here.</summary>
    public bool Decides { get; init; }

    /// <summary>Whether names that the file gives are believed; else all that it brings stands under <see cref="Name"/>.</summary>
    public bool Vouches { get; init; } = true;

    /// <summary>Words that they put in.</summary>
    internal Inserted Inserts => new(Name, At) { Person = Person };

    /// <summary>Words that they take out.</summary>
    internal Deleted Deletes => new(Name, At) { Person = Person };

    /// <summary>A mark of the file as it may stand here.</summary>
    internal Inserted Signed(Inserted mark) => Vouches ? mark with { Date = Told(mark.Date) } : Inserts;

    /// <inheritdoc cref="Signed(Inserted)"/>
    internal Deleted Signed(Deleted mark) => Vouches ? mark with { Date = Told(mark.Date) } : Deletes;

    /// <summary>A piece of the file with the marks that may stand here.</summary>
    internal Inline Signed(Inline piece) =>
        piece.Marks.Any(mark => mark is Inserted or Deleted)
            ? piece with
            {
                Marks = piece
                    .Marks.Select(mark =>
                        mark switch
                        {
                            Inserted come => Signed(come),
                            Deleted gone => Signed(gone),
                            _ => mark,
                        }
                    )
                    .ToSequence(),
            }
            : piece;

    private DateTimeOffset? Told(DateTimeOffset? date) => date > At ? At : date;
}

/// <summary>What a returned file made of a text.</summary>
/// <param name="Document">The text as it is now with the new suggestions.</param>
/// <param name="Lines">What became of everything that the file says, in reading order.</param>
public sealed record ReturnedChanges(Document Document, IReadOnlyList<ReturnedLine> Lines)
{
    /// <summary>All remarks of the file, also those that were there before; their blocks are blocks of the text.</summary>
    public required IReadOnlyList<ImportedComment> Remarks { get; init; }
}

/// <summary>One thing that the file says.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Block">The block or section that it is about; empty for the whole.</param>
/// <param name="Words">The words that it is about, cut when they are long.</param>
public sealed record ReturnedLine(ReturnedKind Kind, string Block, string Words)
{
    /// <summary>Who did it in the file; empty when that does not matter.</summary>
    public string Author { get; init; } = "";

    /// <summary>What else there is to say, in words; may be empty.</summary>
    public string What { get; init; } = "";
}

/// <summary>What became of something that a returned file says.</summary>
public enum ReturnedKind
{
    /// <summary>Words that were put in are suggested here.</summary>
    Insertion,

    /// <summary>Words that were taken out are suggested to go.</summary>
    Deletion,

    /// <summary>Both sides changed the same words; both are kept.</summary>
    Conflict,

    /// <summary>It is so here already.</summary>
    Already,

    /// <summary>A suggestion of the text was accepted in the file.</summary>
    Accepted,

    /// <summary>A suggestion of the text was rejected in the file.</summary>
    Rejected,

    /// <summary>A suggestion cannot hold it.</summary>
    NotHeld,
}
