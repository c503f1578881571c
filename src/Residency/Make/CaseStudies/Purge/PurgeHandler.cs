using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Purge;

/// <summary>What the page of a purge shows.</summary>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Refusal">Why it cannot be deleted for good; null when it can.</param>
/// <param name="Request">The wish that waits; null when nobody has asked.</param>
/// <param name="AskedBy">Who asked, by name.</param>
/// <param name="MayConfirm">Whether the actor is a second person.</param>
internal sealed record PurgeView(
    CaseStudyCard CaseStudy,
    Refusal? Refusal,
    PurgeRequest? Request,
    string AskedBy,
    bool MayConfirm
);

/// <summary>Deletes what is in the trash for good: one owner asks, another one confirms.</summary>
internal sealed class PurgeHandler(AppDb db, Ledger ledger, PurgeHandler.Leaving leaving, IPeople people, TimeProvider clock)
{
    /// <summary>What keeps more of a case study than rows of this room.</summary>
    internal sealed record Leaving(FileLeaving Files, LiveDraft Draft);

    /// <summary>How things stand.</summary>
    public async Task<Result<PurgeView>> ViewAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, id, mayHaveAsked: true, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var (caseStudy, request) = loaded.Value;
        var who = request?.AskedBy is { } person ? await people.FindAsync(person, cancel) : null;
        return new PurgeView(
            caseStudy.Card(),
            PurgeRequest.MayGo(caseStudy).Refusal,
            request,
            who?.Name ?? "",
            May(actor, caseStudy, request?.AskedBy).IsDone
        );
    }

    /// <summary>Asks for it.</summary>
    /// <returns>Done; Conflict when it may not go or somebody has asked; Invalid without a reason.</returns>
    public async Task<Result> AskAsync(Actor actor, CaseStudyId id, string reason, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, id, mayHaveAsked: true, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var (caseStudy, request) = loaded.Value;
        if (request is not null)
        {
            return new Refusal.Conflict("Somebody has asked for it already. Reload the page to see who.");
        }

        var asked = PurgeRequest.Ask(caseStudy, actor.Person, reason, clock.GetUtcNow());
        if (!asked.IsDone)
        {
            return asked.WithoutValue();
        }

        db.Add(asked.Value);
        ledger.Write(actor, new PurgeAsked { Hub = caseStudy.Hub, CaseStudy = id });
        return await db.SaveAsync(cancel);
    }

    /// <summary>Takes the wish back; either of the two may.</summary>
    /// <returns>Done; Conflict when nobody has asked.</returns>
    public async Task<Result> DeclineAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, id, mayHaveAsked: true, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var (caseStudy, request) = loaded.Value;
        if (request is null)
        {
            return NobodyAsked;
        }

        db.Remove(request);
        ledger.Write(actor, new PurgeDeclined { Hub = caseStudy.Hub, CaseStudy = id });
        return await db.SaveAsync(cancel);
    }

    /// <summary>Deletes it for good: text, revisions, record, reports about it, and pictures that nobody else has.</summary>
    /// <returns>Done; Forbidden for who asked; Conflict when nobody asked, or it may no longer go.</returns>
    public async Task<Result> ConfirmAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, id, mayHaveAsked: false, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var (caseStudy, request) = loaded.Value;
        if (request is null)
        {
            return NobodyAsked;
        }

        var may = PurgeRequest.MayGo(caseStudy);
        return may.IsDone ? await db.WriteAsync(inner => DeleteAsync(actor, caseStudy, request, inner), cancel) : may;
    }

    private static Result NobodyAsked =>
        new Refusal.Conflict("Nobody asks for it any more. Reload the page; one owner asks, another one confirms.");

    private async Task<Result> DeleteAsync(Actor actor, CaseStudy caseStudy, PurgeRequest request, CancellationToken cancel)
    {
        var id = caseStudy.Id;
        var subject = id.Value.ToString("D");
        foreach (
            var file in await db.Set<StoredFile>()
                .Where(row => row.Hub == caseStudy.Hub && row.Gate == FigureFiles.Gate && row.Subject == subject)
                .ToListAsync(cancel)
        )
        {
            leaving.Files.Forget(caseStudy.Hub, file);
        }

        foreach (var file in await db.Set<ImportedFile>().Where(row => row.CaseStudy == id).ToListAsync(cancel))
        {
            file.Forget();
        }

        db.Remove(request);
        ledger.Write(actor, new CaseStudyPurged { Hub = caseStudy.Hub, CaseStudy = id });
        // The version of what was loaded decides before anything goes.
        var saved = await db.SaveAsync(cancel);
        if (!saved.IsDone)
        {
            return saved;
        }

        await db.Set<Comment>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<CommentThread>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<Following>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<ReaderLink>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await leaving.Draft.EraseAsync(caseStudy, cancel);
        await db.Set<UnsavedDraft>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<EditLease>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<OutsideSource>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<OutsideReference>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<FigureAsset>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<Tag>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<Contribution>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        await db.Set<Revision>().Where(row => row.CaseStudy == id).ExecuteDeleteAsync(cancel);
        db.Remove(caseStudy);
        var gone = await db.SaveAsync(cancel);
        // A clash here rolls all of it back.
        return gone.IsDone ? gone : throw new OutsideException("deleting a case study for good: it was changed meanwhile");
    }

    private async Task<Result<(CaseStudy CaseStudy, PurgeRequest? Request)>> LoadAsync(
        Actor actor,
        CaseStudyId id,
        bool mayHaveAsked,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        if (await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } caseStudy)
        {
            return new Refusal.NotFound();
        }

        var request = await db.Set<PurgeRequest>().SingleOrDefaultAsync(row => row.CaseStudy == id, cancel);
        var may = May(actor, caseStudy, mayHaveAsked ? null : request?.AskedBy);
        if (may.IsDone)
        {
            return (caseStudy, request);
        }

        var isSeen = CaseStudyAccess.Table.May(actor, CaseStudyActions.View, new CaseStudySubject(caseStudy, now), now).IsDone;
        return may.Refusal is Refusal.Forbidden && !isSeen ? new Refusal.NotFound() : may.Refusal!; // not done: there is one
    }

    private Result May(Actor actor, CaseStudy caseStudy, PersonId? askedBy)
    {
        var now = clock.GetUtcNow();
        return CaseStudyAccess.Table.May(actor, CaseStudyActions.Purge, new PurgeSubject(caseStudy, askedBy, now), now);
    }
}
