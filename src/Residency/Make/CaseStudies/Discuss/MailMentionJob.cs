using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Discuss;

/// <summary>Somebody is to be told that they were mentioned.</summary>
[JobName("case-study.mention")]
public sealed record MailMention(CommentId Comment, PersonId Person) : JobPayload;

/// <summary>Mails one mention, if the person may still read it and wants mails.</summary>
[Needs(CaseStudyActions.CommentTell)]
internal sealed class MailMentionJob(
    AppDb db,
    IHubs hubs,
    IPeople people,
    IActorSource actors,
    CommentLetters letters,
    TimeProvider clock
) : IJob<MailMention>
{
    public async Task<Result> RunAsync(MailMention payload, Actor actor, CancellationToken cancel)
    {
        // What was taken away meanwhile is no longer told.
        if (
            await db.Set<Comment>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == payload.Comment, cancel) is not { } said
            || await db.CaseStudies().AsNoTracking().SingleOrDefaultAsync(row => row.Id == said.CaseStudy, cancel)
                is not { } caseStudy
            || await hubs.FindAsync(caseStudy.Hub, cancel) is not { IsClosed: false } hub
        )
        {
            return Result.Done;
        }

        var now = clock.GetUtcNow();
        var reader = await actors.OfPersonAsync(payload.Person, provedAt: null, cancel);
        var may = CaseStudyAccess.Table.May(reader, CaseStudyActions.Comment, new CaseStudySubject(caseStudy, now), now);
        if (!may.IsDone || await db.FollowingAsync(caseStudy.Id, payload.Person, cancel) is { MutedAt: not null })
        {
            return Result.Done;
        }

        var by = said.By is { } person ? (await people.FindAsync(person, cancel))?.Name ?? "" : said.Name;
        var written = await letters.WriteMentionAsync(hub, caseStudy, said, (payload.Person, by), cancel);
        return written.IsDone ? await db.SaveAsync(cancel) : written;
    }
}
