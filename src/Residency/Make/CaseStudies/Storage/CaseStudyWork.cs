using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>The steps that the handlers of this room have in common: load what may be used, cut a revision.</summary>
internal static class CaseStudyWork
{
    /// <summary>The case study, tracked, when the actor may do the action to it now.</summary>
    /// <returns>NotFound when there is none or it may not be seen; else the reason.</returns>
    public static async Task<Result<CaseStudy>> LoadForAsync(
        this AppDb db,
        Actor actor,
        string action,
        CaseStudyId id,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } caseStudy)
        {
            return new Refusal.NotFound();
        }

        var may = CaseStudyAccess.Table.MayIfSeen(
            actor,
            action,
            CaseStudyActions.View,
            new CaseStudySubject(caseStudy, now),
            now
        );
        return may.IsDone ? caseStudy : may.Refusal;
    }

    /// <summary>Makes a text the newest revision and says so in the ledger. Does not save.</summary>
    /// <returns>The revision; null when the text is the same as before.</returns>
    public static Revision? Cut(
        this AppDb db,
        Ledger ledger,
        Actor actor,
        CaseStudy caseStudy,
        RevisionWish wish,
        DateTimeOffset now
    )
    {
        var revision = caseStudy.Cut(wish, now);
        if (revision is null)
        {
            return null;
        }

        db.Add(revision);
        ledger.Write(
            actor,
            new RevisionCut
            {
                Hub = caseStudy.Hub,
                CaseStudy = caseStudy.Id,
                Number = revision.Number,
                Sha256 = revision.Sha256,
                Source = revision.Source,
            }
        );
        return revision;
    }

    /// <summary>Says in the ledger that a part of the record was changed. Does not save.</summary>
    public static void WriteDescribed(this Ledger ledger, Actor actor, CaseStudy caseStudy, string part) =>
        ledger.Write(
            actor,
            new CaseStudyDescribed
            {
                Hub = caseStudy.Hub,
                CaseStudy = caseStudy.Id,
                Part = part,
            }
        );
}
