using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Discuss;

/// <summary>How many people somebody may mention: each of them gets a mail at once.</summary>
internal static class MentionLimit
{
    private const int MostFacts = 10_000;

    /// <summary>Whom words mention beside their author.</summary>
    public static IReadOnlyList<PersonId> MentionsIn(this CommentAuthor by, string words) =>
        [.. CommentText.MentionsIn(words).Where(person => person != by.Person)];

    /// <summary>Whether somebody may mention those who stand in their words.</summary>
    /// <remarks>By what the ledger tells: a comment that was taken away has mailed all the same.</remarks>
    /// <returns>Done; Later after <see cref="CommentText.MostMentionsADay"/> within a day.</returns>
    public static async Task<Result> MayMentionAsync(
        this Ledger ledger,
        HubId hub,
        CommentAuthor by,
        string words,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var count = by.MentionsIn(words).Count;
        if (count == 0 || by.Person is not { } person)
        {
            return Result.Done;
        }

        var (of, since) = ((hub, person), now - TimeSpan.FromDays(1));
        var begun = await ledger.DoneByAsync<ThreadBegun>(of, since, MostFacts, cancel);
        var added = await ledger.DoneByAsync<CommentAdded>(of, since, MostFacts, cancel);
        return begun.Sum(fact => fact.Mentions) + added.Sum(fact => fact.Mentions) + count <= CommentText.MostMentionsADay
            ? Result.Done
            : new Refusal.Later(
                "You have mentioned people a hundred times within a day, and each got a mail. Try again tomorrow, or write to them yourself.",
                TimeSpan.FromHours(1)
            );
    }
}
