using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
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
    /// <summary>Lines that are titles or headings in one of the two.</summary>
    public IReadOnlySet<string> Titles { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How many changes are only suggested in the later one.</summary>
    public int Suggested { get; init; }

    /// <summary>True when the words are the same and only their form differs.</summary>
    public bool SameWords =>
        Before.Sha256 != After.Sha256
        && Pieces.All(piece => piece.Change == Change.Kept || string.IsNullOrWhiteSpace(piece.Text));
}

/// <summary>Which revisions are compared; what is not said is the newest, and the one before the later one.</summary>
internal sealed record Compared(int? One, int? Other);

/// <summary>Shows who inserted and who deleted what between two revisions.</summary>
internal sealed class CompareHandler(AppDb db, LiveDraft draft, CompareHandler.Writing writing, TimeProvider clock)
{
    /// <summary>The greatest number of revisions whose authors are followed one by one.</summary>
    public const int MostSteps = 300;

    /// <summary>What tells of the live text.</summary>
    internal sealed record Writing(ILiveTexts Texts, WriterNames Names);

    /// <summary>Compares; the order of the numbers does not matter.</summary>
    /// <returns>The comparison; NotFound for a number that does not exist; the refusals of reading the history.</returns>
    public async Task<Result<Comparison>> BetweenAsync(Actor actor, CaseStudyId id, Compared numbers, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.HistoryView, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var later = numbers.Other ?? Math.Max(loaded.Value.LatestRevision, 1);
        var other = numbers.One ?? Math.Max(later - 1, 1);
        var (from, to) = (Math.Min(later, other), Math.Max(later, other));
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

        var documents = revisions.ConvertAll(row => row.Document());
        var woven = await WovenAsync(revisions, documents, cancel);
        return new Comparison(
            loaded.Value.Card(),
            revisions[0].Card(),
            revisions[^1].Card(),
            Weave.Between(woven, to == loaded.Value.LatestRevision ? await KnownAsync(loaded.Value, woven, cancel) : [])
        )
        {
            Titles = Titles([documents[0], documents[^1]]),
            Suggested = Suggestions.Count(documents[^1]),
        };
    }

    /// <summary>Who wrote each word of a revision.</summary>
    public async Task<Result<Comparison>> AuthorsAsync(Actor actor, CaseStudyId id, int number, CancellationToken cancel)
    {
        var compared = await BetweenAsync(actor, id, new Compared(1, number), cancel);
        return compared.IsDone
            ? compared.Value with
            {
                Pieces = [.. compared.Value.Pieces.Where(piece => piece.Change != Change.Deleted)],
            }
            : compared;
    }

    private async Task<IReadOnlyList<WovenText>> WovenAsync(
        IReadOnlyList<Revision> revisions,
        IReadOnlyList<Document> documents,
        CancellationToken cancel
    )
    {
        var names = await writing.Names.NamedAsync(
            [.. revisions.Where(row => row.Writers.Count > 1).SelectMany(row => row.Writers)],
            cancel
        );
        return
        [
            .. revisions.Zip(
                documents,
                (row, document) =>
                {
                    var words = SuggestedWords.Of(document);
                    return new WovenText(row.AuthorName, words.Text)
                    {
                        Suggested = words.Spans,
                        Several =
                            row.Writers.Count > 1 ? [.. row.Writers.Select(writer => names.GetValueOrDefault(writer, ""))] : [],
                    };
                }
            ),
        ];
    }

    // A revision names all who wrote in a session; the live text knows of each word that still stands whose it is. Only in
    // the newest revision do the same words stand: before it somebody else may have moved them.
    private async Task<IReadOnlyList<WrittenWords>> KnownAsync(
        CaseStudy caseStudy,
        IReadOnlyList<WovenText> woven,
        CancellationToken cancel
    )
    {
        var text = LiveModes.TextOf(caseStudy.Id);
        if (!woven.Skip(1).Any(one => one.Several.Count > 0) || !await writing.Texts.ExistsAsync(text, cancel))
        {
            return [];
        }

        var passages = await writing.Texts.PassagesAsync(text, cancel);
        var names = await writing.Names.NamedAsync([.. passages.Select(passage => passage.Writer).Distinct()], cancel);
        return
        [
            .. WrittenBlocks
                .Of(passages, await draft.ReadAsync(caseStudy, cancel))
                .SelectMany(block => block.Words)
                .Select(word => word with { Writer = names.GetValueOrDefault(word.Writer, "") }),
        ];
    }

    private static HashSet<string> Titles(IEnumerable<Document> documents) =>
        documents
            .SelectMany(document =>
                document
                    .Sections.Select(section => SuggestedWords.OfLetters([section.Title]).Text)
                    .Concat(
                        document.AllBlocks().OfType<Heading>().Select(heading => SuggestedWords.OfLetters([heading.Content]).Text)
                    )
            )
            .Select(title => title.Trim())
            .Where(title => title.Length > 0)
            .ToHashSet(StringComparer.Ordinal);
}
