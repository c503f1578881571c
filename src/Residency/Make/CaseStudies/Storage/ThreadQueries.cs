using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Queries about comments that several verbs share.</summary>
internal static class ThreadQueries
{
    private static readonly Role[] s_steering = [Role.Approver, Role.ProgrammeManager, Role.HubOwner];

    /// <summary>Who says something now, as comments remember it.</summary>
    /// <returns>Forbidden when it is neither a person nor the holder of a link.</returns>
    public static Result<CommentAuthor> AsAuthor(this Actor actor) =>
        actor.Person is { } person ? new CommentAuthor(person, null, "")
        : actor.Link is { } link ? new CommentAuthor(null, link.Id, link.Name)
        : new Refusal.Forbidden("Sign in as a person to comment.");

    /// <summary>The members who may comment on a case study now, as actors of its hub.</summary>
    public static async Task<IReadOnlyList<Actor>> SpeakersAsync(
        this IActorSource actors,
        CaseStudy caseStudy,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var assigned = caseStudy.Assignments.Select(part => part.Person).Distinct().ToList();
        var subject = new CaseStudySubject(caseStudy, now);
        return
        [
            .. (await actors.InHubAsync(caseStudy.Hub, s_steering, assigned, cancel)).Where(actor =>
                CaseStudyAccess.Table.May(actor, CaseStudyActions.Comment, subject, now).IsDone
            ),
        ];
    }

    /// <summary>A thread of a case study, tracked; null when there is none.</summary>
    public static Task<CommentThread?> ThreadAsync(
        this AppDb db,
        CaseStudyId caseStudy,
        ThreadId thread,
        CancellationToken cancel
    ) => db.Set<CommentThread>().SingleOrDefaultAsync(row => row.Id == thread && row.CaseStudy == caseStudy, cancel);

    /// <summary>The comments of several threads, the first of each first.</summary>
    public static async Task<ILookup<ThreadId, Comment>> CommentsAsync(
        this AppDb db,
        IReadOnlyCollection<ThreadId> threads,
        CancellationToken cancel
    ) =>
        (
            await db.Set<Comment>()
                .AsNoTracking()
                .Where(row => threads.Contains(row.Thread))
                .OrderBy(row => row.At)
                .ThenBy(row => row.Id)
                .ToListAsync(cancel)
        ).ToLookup(row => row.Thread);

    /// <summary>What somebody hears of a case study, tracked; begun when there is nothing yet. Does not save.</summary>
    public static async Task<Following> FollowAsync(
        this AppDb db,
        CaseStudyId caseStudy,
        PersonId person,
        DateTimeOffset since,
        CancellationToken cancel
    )
    {
        var known = await db.FollowingAsync(caseStudy, person, cancel);
        if (known is null)
        {
            known = Following.Begin(caseStudy, person, since);
            db.Add(known);
        }

        return known;
    }

    /// <summary>What somebody hears of a case study, tracked; null when nothing was ever decided about it.</summary>
    public static async Task<Following?> FollowingAsync(
        this AppDb db,
        CaseStudyId caseStudy,
        PersonId person,
        CancellationToken cancel
    ) =>
        db.ChangeTracker.Entries<Following>()
            .Select(entry => entry.Entity)
            .FirstOrDefault(row => row.CaseStudy == caseStudy && row.Person == person)
        ?? await db.Set<Following>().SingleOrDefaultAsync(row => row.CaseStudy == caseStudy && row.Person == person, cancel);

    /// <summary>The names of the people who said or decided something.</summary>
    public static Task<IReadOnlyDictionary<PersonId, PersonCard>> NamesAsync(
        this IPeople people,
        IEnumerable<PersonId?> wanted,
        CancellationToken cancel
    ) => people.CardsAsync([.. wanted.OfType<PersonId>().Distinct()], cancel);
}
