namespace Residency.Foundation.Text.Returned;

/// <summary>Says which rows of tables came or went in a file: suggestions are about words, so rows stay as they are.</summary>
internal sealed class TableRows(TextPlaces places, BlockChanges changes, ReturnedReport said)
{
    /// <summary>Looks at lines that are new in the file.</summary>
    internal void New(RowEdit edit, TextPlace place, IEnumerable<NewLine> lines)
    {
        var words = lines
            .Where(line => line.Row is { Table: > 0 } row && IsElsewhere(edit, row))
            .Select(line => DocumentText.Of(line.Line))
            .Where(line => line.Length > 0)
            .ToList();
        if (words.Count > 0)
        {
            said.Say(
                ReturnedKind.NotHeld,
                place.Owner,
                string.Join(" | ", words),
                edit.Row.Table == 0
                    ? "A table was put into the file. Its words were put in as paragraphs."
                    : "A row was put into a table. Its words were put into the row above, as paragraphs."
            );
        }
    }

    /// <summary>Looks at what is gone: a whole table is suggested to go, a row only with its words.</summary>
    internal void Gone(IReadOnlyList<RowEdit> edits)
    {
        foreach (var table in edits.Where(edit => edit.Row.Table > 0).GroupBy(edit => edit.Row.Table))
        {
            var rows = table.GroupBy(edit => edit.Row.TableRow).ToList();
            var gone = rows.Where(IsGone).ToList();
            var block = table
                .Select(edit => places.Find(edit.Name))
                .OfType<TextPlace>()
                .Select(place => place.Block is Table own ? own : place.Around.OfType<Table>().FirstOrDefault())
                .FirstOrDefault(found => found is not null);
            if (gone.Count == 0 || block is null)
            {
                continue;
            }

            var by = gone[0].SelectMany(edit => edit.Edits).Select(edit => edit?.Delete).First(mark => mark is not null)!; // as IsGone says
            if (gone.Count == rows.Count)
            {
                changes.Of(block.Id).Suggested ??=
                    block.Suggested ?? new SuggestedBlock(SuggestedChange.Delete, by.Author, by.Date) { Person = by.Person };
                continue;
            }

            foreach (var row in gone)
            {
                said.Say(
                    ReturnedKind.NotHeld,
                    block.Id,
                    string.Join(" | ", row.Select(edit => DocumentText.Of(edit.Row.Line))),
                    "A row was taken out of a table. Its words are suggested to go; the row stays."
                );
            }
        }
    }

    private static bool IsElsewhere(RowEdit edit, Word.WordRow row) =>
        edit.There is null || edit.There.Table != row.Table || edit.There.TableRow != row.TableRow;

    private static bool IsGone(IEnumerable<RowEdit> row) =>
        row.All(edit => Array.TrueForAll(edit.Edits, grain => grain?.Delete is not null))
        && row.Any(edit => edit.Edits.Length > 0);
}
