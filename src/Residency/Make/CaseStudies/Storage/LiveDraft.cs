using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>The text on which people work: a live text, and the revisions that are cut from it.</summary>
internal sealed class LiveDraft(AppDb db, Ledger ledger, ILiveTexts texts, WriterNames names, TimeProvider clock)
{
    // Sessions that are looked at to name who wrote since the last revision.
    private const int MostSessions = 50;

    private const int MostTries = 8;
    private const string Moved = "Somebody is writing in this text at this moment. Try again when they pause.";

    /// <summary>What the text says now. Writes nothing.</summary>
    public async Task<Document> ReadAsync(CaseStudy caseStudy, CancellationToken cancel)
    {
        var newest = await db.LatestRevisionAsync(caseStudy, cancel);
        return await LiveAsync(caseStudy, newest, cancel) ?? newest?.Document() ?? new Document([]);
    }

    /// <summary>Makes the live text of a case study that has none: of a new one, or of one from before there were live texts.</summary>
    /// <remarks>What is there already stands under the name of the house: who wrote it before is known by the revisions alone.</remarks>
    public async Task BeginAsync(CaseStudy caseStudy, CancellationToken cancel)
    {
        var id = LiveModes.TextOf(caseStudy.Id);
        if (!await texts.ExistsAsync(id, cancel))
        {
            await BeginAsync(caseStudy, (await db.LatestRevisionAsync(caseStudy, cancel))?.Document(), cancel);
        }
    }

    /// <summary>Changes the live text and cuts the revision. What others wrote before is cut first, under their names. Saves.</summary>
    /// <returns>The revision, null when the text is the same as before; the refusal of the change; a conflict.</returns>
    public Task<Result<Revision?>> ChangeAsync(Actor actor, CaseStudy caseStudy, DraftChange wish, CancellationToken cancel) =>
        WholeAsync(inner => ChangeWithinAsync(actor, caseStudy, wish, inner), cancel);

    /// <summary>As <see cref="ChangeAsync"/>, for changes that take a while: worked out before a turn to write is taken.</summary>
    /// <remarks>The change is asked for again when somebody writes meanwhile, a few times; then it is a conflict.</remarks>
    public async Task<Result<Revision?>> ChangeAheadAsync(
        Actor actor,
        CaseStudy caseStudy,
        DraftChange wish,
        CancellationToken cancel
    )
    {
        await BeginAsync(caseStudy, cancel);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var planned = await PlanAsync(caseStudy, wish, cancel);
            if (!planned.IsDone)
            {
                return planned.Refusal;
            }

            var changed = await WholeAsync(inner => CarryOutAsync(actor, caseStudy, wish, planned.Value, inner), cancel);
            if (changed.Refusal is not Refusal.Conflict { Reason: Moved })
            {
                return changed;
            }
        }

        return new Refusal.Conflict(Moved);
    }

    private async Task<Result<T>> WholeAsync<T>(Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancel)
    {
        try
        {
            return await db.WriteAsync(work, cancel);
        }
        catch (ClashException clash) when (db.Database.CurrentTransaction is null)
        {
            // Rolled back: the live text has not changed either.
            db.ChangeTracker.Clear();
            return clash.Refusal;
        }
        catch (ClashException clash)
        {
            throw new OutsideException($"changing a live text: {clash.Refusal.Text}", clash);
        }
    }

    /// <summary>Cuts a revision of what was written since the last one. Saves.</summary>
    /// <returns>Done, also when nothing was written; a conflict.</returns>
    public Task<Result> BringUpToDateAsync(CaseStudy caseStudy, CancellationToken cancel) =>
        db.WriteAsync(
            async inner =>
                await RenewAsync(caseStudy, inner) is { } moved ? moved
                : await CutWrittenAsync(caseStudy, inner) is null ? Result.Done
                : await db.SaveAsync(inner),
            cancel
        );

    /// <summary>Whether something was written since the last revision.</summary>
    public async Task<bool> IsAheadAsync(CaseStudy caseStudy, CancellationToken cancel) =>
        (await ReadAsync(caseStudy, cancel)).Hash() != caseStudy.LatestHash;

    /// <summary>Takes everything out of the live text for good. Copies in browsers cannot bring it back.</summary>
    public async Task EraseAsync(CaseStudy caseStudy, CancellationToken cancel)
    {
        var id = LiveModes.TextOf(caseStudy.Id);
        if (await texts.ExistsAsync(id, cancel))
        {
            var erased = await texts.EraseAsync(id, _ => SectionText.Empty(null), LiveWriter.House, cancel);
            if (!erased.IsDone)
            {
                throw new OutsideException($"deleting a case study for good: {erased.Refusal.Text}");
            }
        }
    }

    private async Task<Result<Revision?>> ChangeWithinAsync(
        Actor actor,
        CaseStudy caseStudy,
        DraftChange wish,
        CancellationToken cancel
    )
    {
        if (await RenewAsync(caseStudy, cancel) is { } moved)
        {
            return moved;
        }

        var author = await names.OfAsync(actor, cancel);
        var became =
            caseStudy.LatestRevision == 0
                ? await BeginWithAsync(caseStudy, wish, cancel)
                : await ChangeLiveAsync(caseStudy, wish, wish.Writer ?? author, cancel);
        return await CutAsync((actor, author), caseStudy, wish, became, cancel);
    }

    private async Task<Result<Planned>> PlanAsync(CaseStudy caseStudy, DraftChange wish, CancellationToken cancel)
    {
        var newest = await db.LatestRevisionAsync(caseStudy, cancel);
        Document? became = null;
        var plan = await texts.PlanAsync(
            LiveModes.TextOf(caseStudy.Id),
            text => Changed(wish, text.WithRemarks(newest?.Document().Comments ?? []), out became),
            cancel
        );
        return plan.IsDone && became is not null
            ? new Planned(plan.Value, became)
            : plan.Refusal ?? new Refusal.Conflict("The text cannot be changed now. Try again.");
    }

    private async Task<Result<Revision?>> CarryOutAsync(
        Actor actor,
        CaseStudy caseStudy,
        DraftChange wish,
        Planned planned,
        CancellationToken cancel
    )
    {
        if (await RenewAsync(caseStudy, cancel) is { } moved)
        {
            return moved;
        }

        if (await texts.FindNewestAsync(planned.Plan.Id, cancel) != planned.Plan.From)
        {
            return new Refusal.Conflict(Moved);
        }

        var author = await names.OfAsync(actor, cancel);
        var newest = await db.LatestRevisionAsync(caseStudy, cancel);
        var before = planned.Plan.Before.WithRemarks(newest?.Document().Comments ?? []);
        await SaveCutAsync(await CutWrittenAsync(caseStudy, newest, before, cancel), cancel);
        var told = (wish.Writer ?? author, wish.WrittenAt ?? clock.GetUtcNow());
        var stored = await texts.CarryOutAsync(planned.Plan, told, cancel);
        return await CutAsync((actor, author), caseStudy, wish, stored.IsDone ? planned.Became : stored.Refusal, cancel);
    }

    private async Task<Result<Revision?>> CutAsync(
        (Actor Actor, LiveWriter Author) by,
        CaseStudy caseStudy,
        DraftChange wish,
        Result<Document> became,
        CancellationToken cancel
    )
    {
        var (actor, author) = by;
        if (!became.IsDone)
        {
            db.ChangeTracker.Clear();
            return became.Refusal;
        }

        var now = clock.GetUtcNow();
        var revision = db.Cut(
            ledger,
            actor,
            caseStudy,
            new RevisionWish(
                became.Value,
                wish.Author is { } named ? named.Person : actor.Person,
                wish.Author?.Name ?? author.Name,
                wish.Author?.At ?? now,
                wish.Source
            )
            {
                Message = wish.Message,
                IsOfHistory = wish.IsOfHistory,
                Writers = [(wish.Writer ?? author).Id],
            },
            now
        );
        if (wish.Beside is { } beside)
        {
            await beside(cancel);
        }

        var saved = await db.SaveAsync(cancel);
        // The live text has changed already within this transaction.
        return saved.IsDone ? revision : throw new ClashException(saved.Refusal);
    }

    // As it is now that others must wait, or a refusal when it has left the state in which it was loaded.
    private async Task<Refusal?> RenewAsync(CaseStudy caseStudy, CancellationToken cancel)
    {
        if (db.Entry(caseStudy).State != EntityState.Unchanged)
        {
            return null;
        }

        var state = caseStudy.State;
        await db.Entry(caseStudy).ReloadAsync(cancel);
        return caseStudy.State == state
            ? null
            : new Refusal.Conflict("The case study has moved on while you were working. Reload the page to see where it stands.");
    }

    // The first words of a new case study: a framework's sections, a file. Nobody wrote them here.
    private async Task<Result<Document>> BeginWithAsync(CaseStudy caseStudy, DraftChange wish, CancellationToken cancel)
    {
        var first = wish.Change(new Document([]));
        if (first.IsDone)
        {
            await BeginAsync(caseStudy, first.Value, cancel);
        }

        return first;
    }

    private async Task<Result<Document>> ChangeLiveAsync(
        CaseStudy caseStudy,
        DraftChange wish,
        LiveWriter writer,
        CancellationToken cancel
    )
    {
        await BeginAsync(caseStudy, cancel);
        await texts.HoldAsync(LiveModes.TextOf(caseStudy.Id), cancel);
        await SaveCutAsync(await CutWrittenAsync(caseStudy, cancel), cancel);
        var remarks = (await db.LatestRevisionAsync(caseStudy, cancel))?.Document().Comments ?? [];
        Document? became = null;
        var changed = await texts.ChangeAsOfAsync(
            LiveModes.TextOf(caseStudy.Id),
            text => Changed(wish, text.WithRemarks(remarks), out became),
            (writer, wish.WrittenAt ?? clock.GetUtcNow()),
            cancel
        );
        return changed.IsDone && became is not null
            ? became
            : changed.Refusal ?? new Refusal.Conflict("The text cannot be changed now. Try again.");
    }

    // The text as it shall be, and as it stands in the revision: that has the remarks of files, too.
    private static Result<Document> Changed(DraftChange wish, Document text, out Document? became)
    {
        var shall = wish.Change(text);
        became = shall.IsDone ? shall.Value.WithRemarks(shall.Value.Comments) : null;
        return shall.IsDone ? shall.Value with { Comments = [] } : shall.Refusal;
    }

    private async Task SaveCutAsync(Revision? cut, CancellationToken cancel)
    {
        if (cut is not null && await db.SaveAsync(cancel) is { IsDone: false } clash)
        {
            throw new ClashException(clash.Refusal);
        }
    }

    private Task BeginAsync(CaseStudy caseStudy, Document? document, CancellationToken cancel) =>
        texts.BeginAsync(
            LiveModes.TextOf(caseStudy.Id),
            new LiveBeginning(
                LiveModes.Kind,
                caseStudy.Hub,
                document is { Sections.IsEmpty: false } ? document with { Comments = [] } : SectionText.Empty(null)
            ),
            LiveWriter.House,
            cancel
        );

    // What was written since the newest revision, under the names of those who wrote it. Does not save.
    private async Task<Revision?> CutWrittenAsync(CaseStudy caseStudy, CancellationToken cancel)
    {
        if (caseStudy.LatestRevision == 0)
        {
            return null;
        }

        var newest = await db.LatestRevisionAsync(caseStudy, cancel);
        return await CutWrittenAsync(caseStudy, newest, await LiveAsync(caseStudy, newest, cancel), cancel);
    }

    private async Task<Revision?> CutWrittenAsync(
        CaseStudy caseStudy,
        Revision? newest,
        Document? document,
        CancellationToken cancel
    )
    {
        if (document is null || document.Hash() == caseStudy.LatestHash)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var writers = await WritersSinceAsync(caseStudy.Id, newest?.At ?? caseStudy.BegunAt, cancel);
        return db.Cut(
            ledger,
            Actor.System,
            caseStudy,
            new RevisionWish(
                document,
                WriterNames.PersonOf(writers.Count > 0 ? writers[0] : ""),
                string.Join(", ", await names.OfAsync(writers, cancel)),
                now,
                RevisionSource.Written
            )
            {
                Writers = writers,
            },
            now
        );
    }

    // With the remarks that came with an imported file: they belong to revisions, not to the live text.
    private async Task<Document?> LiveAsync(CaseStudy caseStudy, Revision? newest, CancellationToken cancel)
    {
        var id = LiveModes.TextOf(caseStudy.Id);
        if (!await texts.ExistsAsync(id, cancel))
        {
            return null;
        }

        var document = (await texts.ReadAsync(id, cancel)).Document;
        return newest?.Document().Comments is { IsEmpty: false } remarks ? document.WithRemarks(remarks) : document;
    }

    // The last one first. A session that began before the last revision names all who took part in it.
    private async Task<IReadOnlyList<string>> WritersSinceAsync(CaseStudyId id, DateTimeOffset since, CancellationToken cancel) =>
        [
            .. (await texts.SessionsAsync(LiveModes.TextOf(id), MostSessions, cancel))
                .Where(session => session.EndedAt >= since)
                .SelectMany(session => session.Writers.Select(part => part.Writer))
                .Where(writer => writer != LiveWriter.House.Id)
                .Distinct(StringComparer.Ordinal),
        ];

    // A change that is worked out, and what the text says with it.
    private sealed record Planned(LiveTextPlan Plan, Document Became);

    // Somebody else changed the case study in the same moment; all of the transaction goes back.
    private sealed class ClashException(Refusal refusal) : Exception(refusal.Text)
    {
        public Refusal Refusal { get; } = refusal;
    }
}
