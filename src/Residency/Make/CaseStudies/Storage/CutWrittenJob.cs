using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Somebody opened a text to write: when the writing is over, a revision is cut of it.</summary>
/// <param name="Hub">Whose text it is.</param>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Looks">How often it is still looked at, since an editor may stand open for hours before somebody writes; 0–30.</param>
[JobName("case-study.cut-written")]
public sealed record CutWritten(HubId Hub, CaseStudyId CaseStudy, int Looks) : JobPayload
{
    /// <summary>How often it is looked at after somebody opened it: about half a day.</summary>
    public const int MostLooks = 24;

    public override HubId? ForHub => Hub;

    public override string? Detail => CaseStudy.Value.ToString("D");
}

/// <summary>Cuts the revision as soon as nobody has written for half an hour; looks again later when somebody has.</summary>
[Needs(CaseStudyActions.Edit)]
internal sealed class CutWrittenJob(AppDb db, LiveDraft draft, ILiveTexts texts, CutWriting writing, TimeProvider clock)
    : IJob<CutWritten>
{
    public async Task<Result> RunAsync(CutWritten payload, Actor actor, CancellationToken cancel)
    {
        var id = payload.CaseStudy;
        var text = LiveModes.TextOf(id);
        if (
            await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } caseStudy
            || !await texts.ExistsAsync(text, cancel)
        )
        {
            return Result.Done;
        }

        var now = clock.GetUtcNow();
        var ended = (await texts.SessionsAsync(text, 1, cancel)).Select(session => session.EndedAt).FirstOrDefault();
        var isOver = now - ended >= CutWriting.Silence;
        if (isOver)
        {
            var cut = await draft.BringUpToDateAsync(caseStudy, cancel);
            if (!cut.IsDone)
            {
                return cut;
            }
        }

        if (!isOver || payload.Looks > 0)
        {
            writing.LookAgain(payload with { Looks = Math.Max(payload.Looks - 1, 0) });
        }

        return await db.SaveAsync(cancel);
    }
}

/// <summary>Sees to it that what is written becomes a revision when the writing is over.</summary>
internal sealed class CutWriting(AppDb db, JobQueue jobs, TimeProvider clock)
{
    /// <summary>When nobody has written for so long, the writing is over. 30 minutes, as the sessions of live texts.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);

    private static readonly string s_name = JobPayload.NameOf(typeof(CutWritten));

    /// <summary>Somebody opens the text to write. Adds to the next save, unless it is looked after already.</summary>
    public async Task ExpectAsync(CaseStudy caseStudy, CancellationToken cancel)
    {
        var wish = new CutWritten(caseStudy.Hub, caseStudy.Id, CutWritten.MostLooks);
        var isExpected = await db.Set<QueuedJob>()
            .AnyAsync(job => job.Name == s_name && job.Detail == wish.Detail && job.State == JobState.Waiting, cancel);
        if (!isExpected)
        {
            LookAgain(wish);
        }
    }

    /// <summary>Looks at it when a writing that goes on now could be over. Adds to the next save.</summary>
    public void LookAgain(CutWritten wish) =>
        jobs.Enqueue(Actor.System, wish, clock.GetUtcNow() + Silence + TimeSpan.FromMinutes(1));
}
