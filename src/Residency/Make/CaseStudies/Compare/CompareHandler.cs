using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Compare;

/// <summary>Two revisions side by side, as one text with insertions and deletions.</summary>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Before">The earlier revision.</param>
/// <param name="After">The later one.</param>
/// <param name="Pieces">In reading order.</param>
internal sealed record Comparison(
    CaseStudyCard CaseStudy,
    RevisionCard Before,
    RevisionCard After,
    IReadOnlyList<WovenPiece> Pieces
)
{
    /// <summary>True when the words are the same and only their form differs.</summary>
    public bool SameWords => Before.Sha256 != After.Sha256 && Pieces.All(piece => piece.Change == Change.Kept);
}

/// <summary>Shows who inserted and who deleted what between two revisions.</summary>
internal sealed class CompareHandler(AppDb db, TimeProvider clock)
{
    /// <summary>The greatest number of revisions whose authors are followed one by one.</summary>
    public const int MostSteps = 300;

    /// <summary>Compares; the order of the numbers does not matter.</summary>
    /// <returns>The comparison; NotFound for a number that does not exist; the refusals of reading the history.</returns>
    public async Task<Result<Comparison>> BetweenAsync(
        Actor actor,
        CaseStudyId id,
        (int One, int Other) numbers,
        CancellationToken cancel
    )
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.HistoryView, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var (from, to) = (Math.Min(numbers.One, numbers.Other), Math.Max(numbers.One, numbers.Other));
        var revisions = await db.Set<Revision>()
            .AsNoTracking()
            .Where(row => row.CaseStudy == id && row.Number >= from && row.Number <= to)
            .OrderBy(row => row.Number)
            .Take(MostSteps)
            .ToListAsync(cancel);
        if (revisions.Count == 0 || revisions[0].Number != from)
        {
            return new Refusal.NotFound("There is no such revision.");
        }

        if (revisions[^1].Number != to)
        {
            var last = await db.RevisionAsync(id, to, cancel);
            if (last is null)
            {
                return new Refusal.NotFound("There is no such revision.");
            }

            revisions.Add(last);
        }

        var pieces = Weave.Between([.. revisions.Select(row => new WovenText(row.AuthorName, Words(row.Document())))]);
        return new Comparison(loaded.Value.Card(), revisions[0].Card(), revisions[^1].Card(), pieces);
    }

    /// <summary>Who wrote each word of a revision.</summary>
    public async Task<Result<Comparison>> AuthorsAsync(Actor actor, CaseStudyId id, int number, CancellationToken cancel)
    {
        var compared = await BetweenAsync(actor, id, (1, number), cancel);
        return compared.IsDone
            ? compared.Value with
            {
                Pieces = [.. compared.Value.Pieces.Where(piece => piece.Change != Change.Deleted)],
            }
            : compared;
    }

    /// <summary>The text as lines that are compared: titles with signs before them, blocks divided by empty lines.</summary>
    internal static string Words(Document document) =>
        string.Join(
            "\n\n",
            document.Sections.SelectMany(section =>
                section
                    .Blocks.Select(block =>
                        block is Heading heading
                            ? $"{new string('#', heading.Level)} {DocumentText.Of(block)}"
                            : DocumentText.Of(block)
                    )
                    .Where(text => text.Length > 0)
                    .Prepend(section.Title.IsEmpty ? "" : $"## {DocumentText.Of(section.Title)}")
                    .Where(text => text.Length > 0)
            )
        );
}
