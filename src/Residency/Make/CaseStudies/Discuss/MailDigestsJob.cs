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

/// <summary>People are to be told what was said since they were last told.</summary>
[JobName("case-study.comment-digests"), Every(1)]
public sealed record MailDigests : JobPayload;

/// <summary>
/// Every hour: one mail to everybody who works on texts about which others said something, once a day at most, with the
/// rights of this hour; nothing to those who want none, and nothing about what a mention told already.
/// </summary>
[Needs(CaseStudyActions.CommentTell)]
internal sealed class MailDigestsJob(AppDb db, MailDigestsJob.Doors doors, CommentLetters letters, TimeProvider clock)
    : IJob<MailDigests>
{
    /// <summary>The time between two such mails to one person in one hub.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    /// <summary>Older comments are no news.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <summary>The rooms above that it asks.</summary>
    internal sealed record Doors(IHubs Hubs, IPeople People, IActorSource Actors);

    private sealed record Said(DateTimeOffset At, PersonId? By, string Name, string Mentions);

    private sealed record Heard(PersonId Person, CaseStudy CaseStudy, IReadOnlyList<Said> News, DateTimeOffset Until);

    public async Task<Result> RunAsync(MailDigests payload, Actor actor, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - Memory;
        var talkedAbout = await db.Set<Comment>()
            .Where(row => row.At > since)
            .Select(row => row.CaseStudy)
            .Distinct()
            .ToListAsync(cancel);
        var heard = new List<Heard>();
        foreach (var id in talkedAbout)
        {
            heard.AddRange(await OfAsync(id, since, cancel));
        }

        foreach (var mail in heard.GroupBy(one => (one.CaseStudy.Hub, one.Person)))
        {
            var written = await WriteAsync(mail.Key.Hub, mail.Key.Person, [.. mail], cancel);
            if (!written.IsDone)
            {
                return written;
            }
        }

        return Result.Done;
    }

    private async Task<IReadOnlyList<Heard>> OfAsync(CaseStudyId id, DateTimeOffset since, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var caseStudy = await db.CaseStudies().AsNoTracking().SingleAsync(row => row.Id == id, cancel);
        if (caseStudy.State == CaseStudyState.Deleted)
        {
            return [];
        }

        var said = await db.Set<Comment>()
            .Where(row => row.CaseStudy == id && row.At > since)
            .OrderBy(row => row.At)
            .Select(row => new Said(row.At, row.By, row.Name, row.Text.Contains("@[") ? row.Text : ""))
            .ToListAsync(cancel);
        var followings = await db.Set<Following>()
            .AsNoTracking()
            .Where(row => row.CaseStudy == id)
            .ToDictionaryAsync(row => row.Person, cancel);
        var speakers = await doors.Actors.SpeakersAsync(caseStudy, now, cancel);
        return
        [
            .. speakers
                .Select(one => one.Person!.Value) // speakers are people
                .Select(person => (Person: person, From: From(person, caseStudy, followings.GetValueOrDefault(person))))
                .Where(one => one.From is not null)
                .Select(one => new Heard(
                    one.Person,
                    caseStudy,
                    [
                        .. said.Where(row =>
                            row.At > one.From
                            && row.By != one.Person
                            && !CommentText.MentionsIn(row.Mentions).Contains(one.Person)
                        ),
                    ],
                    said[^1].At
                ))
                .Where(one => one.News.Count > 0),
        ];
    }

    // From when on the person is told; null for who neither is assigned nor took part, or wants no mails.
    private static DateTimeOffset? From(PersonId person, CaseStudy caseStudy, Following? following)
    {
        if (following is not null)
        {
            return following.MutedAt is null ? following.ToldUntil : null;
        }

        var parts = caseStudy.Assignments.Where(part => part.Person == person).ToList();
        return parts.Count == 0 ? null : parts.Min(part => part.GivenAt);
    }

    // One unit of work for each mail: whoever was told is not told again when the job is run again.
    private Task<Result> WriteAsync(HubId hub, PersonId person, IReadOnlyList<Heard> heard, CancellationToken cancel) =>
        db.WriteAsync<Result>(
            async inner =>
            {
                var now = clock.GetUtcNow();
                var inHub = db.Set<CaseStudy>().Where(row => row.Hub == hub).Select(row => row.Id);
                var last = await db.Set<Following>()
                    .Where(row => row.Person == person && row.DigestAt != null && inHub.Contains(row.CaseStudy))
                    .MaxAsync(row => row.DigestAt, inner);
                if (now - last < Pause || await doors.Hubs.FindAsync(hub, inner) is not { IsClosed: false } card)
                {
                    return Result.Done;
                }

                var names = await doors.People.NamesAsync(heard.SelectMany(one => one.News).Select(row => row.By), inner);
                var news = heard.Select(one => new CommentNews(
                    one.CaseStudy,
                    one.News.Count,
                    [
                        .. one
                            .News.Select(row => row.By is { } by ? names.GetValueOrDefault(by)?.Name ?? "" : row.Name)
                            .Where(name => name.Length > 0)
                            .Distinct(StringComparer.Ordinal),
                    ]
                ));
                foreach (var one in heard)
                {
                    (await db.FollowAsync(one.CaseStudy.Id, person, now, inner)).Tell(one.Until, now);
                }

                var written = await letters.WriteDigestAsync(card, person, [.. news], inner);
                // Who has no address any more cannot be told; the others still can.
                return written.IsDone || written.Refusal is Refusal.NotFound ? await db.SaveAsync(inner) : written;
            },
            cancel
        );
}
