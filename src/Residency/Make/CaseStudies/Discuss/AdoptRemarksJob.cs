using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Discuss;

/// <summary>Remarks of files that were imported before there were threads are to become threads.</summary>
[JobName("case-study.adopt-remarks"), Every(744)]
public sealed record AdoptRemarks : JobPayload;

/// <summary>Turns the remarks of the newest revisions into threads, once for each case study.</summary>
[Needs(CaseStudyActions.CommentTell)]
internal sealed class AdoptRemarksJob(AppDb db, TimeProvider clock) : IJob<AdoptRemarks>
{
    public async Task<Result> RunAsync(AdoptRemarks payload, Actor actor, CancellationToken cancel)
    {
        var waiting = await db.Set<Revision>()
            .Where(row => row.Json.Contains("\"comments\":[{"))
            .Where(row => db.Set<CaseStudy>().Any(text => text.Id == row.CaseStudy && text.LatestRevision == row.Number))
            .Where(row => !db.Set<CommentThread>().Any(thread => thread.CaseStudy == row.CaseStudy && thread.Source != ""))
            .Select(row => row.Id)
            .ToListAsync(cancel);
        foreach (var id in waiting)
        {
            var revision = await db.Set<Revision>().AsNoTracking().SingleAsync(row => row.Id == id, cancel);
            await db.RecallAsync(revision.CaseStudy, [.. revision.Document().Comments], clock.GetUtcNow(), cancel);
            var saved = await db.SaveAsync(cancel);
            if (!saved.IsDone)
            {
                return saved;
            }
        }

        return Result.Done;
    }
}
