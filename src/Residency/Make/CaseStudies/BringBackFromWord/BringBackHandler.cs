using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.BringBackFromWord;

/// <summary>What a file that came back says, and what became of it.</summary>
/// <param name="Lines">What became of everything, in reading order.</param>
/// <param name="NewRemarks">Comments that are not here yet.</param>
/// <param name="Report">What the file holds that texts cannot.</param>
internal sealed record BroughtBack(
    IReadOnlyList<ReturnedLine> Lines,
    IReadOnlyList<ImportedComment> NewRemarks,
    IReadOnlyList<ReportLine> Report
)
{
    /// <summary>The number of the revision of which the file was made.</summary>
    public int From { get; init; }

    /// <summary>Whether the file says so itself; else the newest revision was taken.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Whether the text was changed; a look alone changes nothing.</summary>
    public bool IsDone { get; init; }
}

/// <summary>What is asked for a file.</summary>
/// <param name="Content">Can seek.</param>
/// <param name="Decides">Whether suggestions that the file shows as accepted or rejected are decided so.</param>
internal sealed record BringBackWish(Stream Content, bool Decides);

/// <summary>Brings what somebody changed in a Word file back as suggestions.</summary>
internal sealed class BringBackHandler(
    AppDb db,
    LiveDraft draft,
    WriterNames names,
    WordRemarkQueries remarks,
    TimeProvider clock
)
{
    /// <summary>The case study, when the actor may suggest changes in its text.</summary>
    /// <returns>The card, and whether the actor may decide suggestions; NotFound; Forbidden.</returns>
    public async Task<Result<(CaseStudyCard CaseStudy, bool MayDecide)>> LoadAsync(
        Actor actor,
        CaseStudyId id,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Suggest, id, now, cancel);
        return loaded.IsDone ? (loaded.Value.Card(), MayDecide(actor, loaded.Value, now)) : loaded.Refusal;
    }

    /// <summary>Looks what the file would do. Changes nothing.</summary>
    /// <returns>What it says; Invalid (field <c>File</c>) when it cannot be read; NotFound; Forbidden.</returns>
    public async Task<Result<BroughtBack>> LookAsync(Actor actor, CaseStudyId id, BringBackWish wish, CancellationToken cancel)
    {
        var begun = await BeginAsync(actor, id, wish, cancel);
        return begun.IsDone ? begun.Value.Says : begun.Refusal;
    }

    /// <summary>Puts what the file says into the text as suggestions.</summary>
    /// <returns>What became of it; Invalid (field <c>File</c>); Conflict when the text changed in this moment; NotFound; Forbidden.</returns>
    public async Task<Result<BroughtBack>> BringAsync(Actor actor, CaseStudyId id, BringBackWish wish, CancellationToken cancel)
    {
        var begun = await BeginAsync(actor, id, wish, cancel);
        var author = actor.AsAuthor();
        if (!begun.IsDone || !author.IsDone)
        {
            return begun.Refusal ?? author.Refusal!; // one of the two, see above
        }

        var (caseStudy, merge, says) = (begun.Value.CaseStudy, begun.Value.Merge, begun.Value.Says);
        IReadOnlyList<ImportedComment> said = [];
        // Merged anew into what the text says then, and in one transaction with the remarks: a file that was brought in halfway
        // could not be brought in again, because its words would come twice.
        var change = new DraftChange(
            text =>
            {
                var merged = merge(text);
                (says, said) = (says with { Lines = merged.Lines }, merged.Remarks);
                return DocumentRules.Check(merged.Document) is [var problem, ..] ? Wrong(problem) : merged.Document;
            },
            RevisionSource.Imported,
            "Suggestions from a Word file"
        )
        {
            Beside = async inner =>
            {
                var here = (await remarks.OfAsync(id, inner)).Remarks;
                var brought = (id, NewOnes(said, here, begun.Value.By), begun.Value.By.Vouches ? null : author.Value);
                says = says with { NewRemarks = await db.RecallAsync(brought, clock.GetUtcNow(), inner) };
            },
        };
        var changed = await draft.ChangeAheadAsync(actor, caseStudy, change, cancel);
        return changed.IsDone ? says with { IsDone = true } : changed.Refusal;
    }

    private async Task<Result<Begun>> BeginAsync(Actor actor, CaseStudyId id, BringBackWish wish, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Suggest, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var caseStudy = loaded.Value;
        var read = WordText.ReadBack(wish.Content, WordLimits.Usual);
        if (!read.IsDone)
        {
            return read.Refusal is Refusal.Invalid invalid ? new Refusal.Invalid("File", invalid.Reason) : read.Refusal;
        }

        if (await db.LatestRevisionAsync(caseStudy, cancel) is not { } newest)
        {
            return new Refusal.NotFound("There is no text yet.");
        }

        var named = await NamedAsync(caseStudy, read.Value.Origin, cancel);
        if (!named.IsDone)
        {
            return named.Refusal;
        }

        var from = named.Value ?? newest;
        var current = await draft.ReadAsync(caseStudy, cancel);
        var mayDecide = MayDecide(actor, caseStudy, now);
        // Whoever may only suggest speaks for nobody else, whatever names they write into a file.
        var writer = await names.OfAsync(actor, cancel);
        var by = new ReturnedBy(writer.Name, now, writer.Id) { Decides = wish.Decides && mayDecide, Vouches = mayDecide };
        ReturnedChanges Merge(Document text) => ReturnedText.Merge(read.Value, from.Document(), text, by);
        var merged = Merge(current);
        if (DocumentRules.Check(merged.Document) is [var problem, ..])
        {
            return Wrong(problem);
        }

        var here = (await remarks.OfAsync(id, cancel)).Remarks;
        var says = new BroughtBack(merged.Lines, NewOnes(merged.Remarks, here, by), read.Value.Report)
        {
            From = from.Number,
            IsKnown = named.Value is not null,
        };
        return new Begun(caseStudy, Merge, by, says);
    }

    // The revision that the file names, when it is one of this text.
    private async Task<Result<Revision?>> NamedAsync(CaseStudy caseStudy, WordOrigin? origin, CancellationToken cancel)
    {
        if (origin is null)
        {
            return Found(null);
        }

        if (origin.Text != caseStudy.Id.Value)
        {
            return new Refusal.Invalid("File", "The file was made of another case study. Bring it back on the page of that one.");
        }

        var revision = new RevisionId(origin.Revision);
        return Found(
            await db.Set<Revision>()
                .AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == revision && row.CaseStudy == caseStudy.Id, cancel)
        );

        static Result<Revision?> Found(Revision? found) => found;
    }

    // Programs keep names, minutes and words of comments; their numbers are given anew.
    private static IReadOnlyList<ImportedComment> NewOnes(
        IReadOnlyList<ImportedComment> file,
        Sequence<ImportedComment> here,
        ReturnedBy by
    )
    {
        var known = here.GroupBy(Sign).ToDictionary(group => group.Key, group => group.First().Id);
        var ids = file.ToDictionary(
            remark => remark.Id,
            remark => known.GetValueOrDefault(Sign(remark)) ?? known.GetValueOrDefault(Sign(Signed(remark))),
            StringComparer.Ordinal
        );
        return
        [
            .. file.Where(remark => ids[remark.Id] is null)
                .Select(remark =>
                    Signed(remark) with
                    {
                        AnswerTo = remark.AnswerTo is { } parent ? ids.GetValueOrDefault(parent) ?? parent : null,
                    }
                ),
        ];

        // As it is kept here when it is new.
        ImportedComment Signed(ImportedComment remark) =>
            remark with
            {
                Author = by.Vouches ? remark.Author : by.Name,
                Text = CommentText.WithoutMentions(CommentText.Plain(remark.Text)),
                Date = remark.Date > by.At ? by.At : remark.Date,
            };

        static (string, string, long) Sign(ImportedComment remark) =>
            (
                remark.Author,
                string.Join(' ', remark.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                remark.Date is { } date ? date.UtcTicks / TimeSpan.TicksPerMinute : 0
            );
    }

    private static bool MayDecide(Actor actor, CaseStudy caseStudy, DateTimeOffset now) =>
        CaseStudyAccess.Table.May(actor, CaseStudyActions.Edit, new CaseStudySubject(caseStudy, now), now).IsDone;

    private static Refusal.Invalid Wrong(DocumentProblem problem) =>
        new("File", $"{problem.What} Change the file and bring it in again.");

    private sealed record Begun(CaseStudy CaseStudy, Func<Document, ReturnedChanges> Merge, ReturnedBy By, BroughtBack Says);
}
