using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Discuss;

/// <summary>Lets those who work on a text talk about it beside it.</summary>
[Needs(CaseStudyActions.Comment)]
internal sealed class DiscussHandler(AppDb db, Ledger ledger, JobQueue jobs, DiscussHandler.Doors doors, TimeProvider clock)
{
    /// <summary>Threads that one case study may have.</summary>
    public const int MostThreads = 20_000;

    /// <summary>Comments that one thread may have.</summary>
    public const int MostReplies = 500;

    // Longer ones are refused without being read.
    private const int LongestSent = 2 * CommentText.Longest;
    private const int MostTries = 5;

    /// <summary>What else it asks.</summary>
    internal sealed record Doors(ILiveTexts Live, IPeople People, IActorSource Actors);

    /// <summary>Begins a conversation about a passage or a part of the text.</summary>
    /// <returns>The thread; Invalid for an empty text, an anchor that is none or a mention that may not be; the refusals of commenting.</returns>
    public async Task<Result<ThreadId>> BeginAsync(
        Actor actor,
        CaseStudyId id,
        CommentAnchor anchor,
        string? text,
        CancellationToken cancel
    )
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            // Reading a text takes a while, and on SQLite everybody who writes would wait for that.
            var places = await PlacesAsync(actor, id, cancel);
            if (await db.WriteAsync(inner => BeginAsync(actor, (id, anchor, text), places, inner), cancel) is { } begun)
            {
                return begun;
            }
        }

        return new Refusal.Conflict("A part of the text was just taken out. Reload the page and comment again.");
    }

    // Null for those who may not comment: why, is said when they try.
    private async Task<TextPlaces?> PlacesAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return
            await db.CaseStudies().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is { } caseStudy
            && CaseStudyAccess.Table.May(actor, CaseStudyActions.Comment, new CaseStudySubject(caseStudy, now), now).IsDone
            ? await TextPlaces.OfAsync(db, doors.Live, caseStudy, cancel)
            : null;
    }

    // Null when the text that was looked at is another one now.
    private async Task<Result<ThreadId>?> BeginAsync(
        Actor actor,
        (CaseStudyId Id, CommentAnchor Anchor, string? Text) wish,
        TextPlaces? places,
        CancellationToken cancel
    )
    {
        var (id, anchor, _) = wish;
        var spoken = await SpeakAsync(actor, id, wish.Text, cancel);
        if (!spoken.IsDone)
        {
            return spoken.Refusal;
        }

        // Words that come and go meanwhile do no harm: a comment may lose its passage in the next moment as well.
        if (places is null || (await doors.Live.FindNewestAsync(new LiveTextId(id.Value), cancel))?.Lineage != places.Lineage)
        {
            return null;
        }

        var (caseStudy, by, words) = spoken.Value;
        if (!TextPlaces.IsReadable(anchor))
        {
            return new Refusal.Invalid("Start", "Select the words again, then comment.");
        }

        var place = anchor.Block.Length > 0 ? anchor.Block : anchor.Section;
        if (!anchor.IsPassage && places.SectionOf(place).Length == 0)
        {
            return new Refusal.Invalid("Block", "This part is no longer in the text. Choose another one.");
        }

        if (await db.Set<CommentThread>().CountAsync(row => row.CaseStudy == id, cancel) >= MostThreads)
        {
            return new Refusal.Conflict("There are very many comments here already. Delete some that are resolved.");
        }

        var known = places.SectionOf(place) is { Length: > 0 } section ? anchor with { Section = section } : anchor;
        var begun = CommentThread.Begin(id, known, by, words, clock.GetUtcNow());
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        var (thread, first) = begun.Value;
        db.Add(thread);
        db.Add(first);
        ledger.Write(
            actor,
            new ThreadBegun
            {
                Hub = caseStudy.Hub,
                CaseStudy = id,
                Thread = thread.Id,
                Comment = first.Id,
                Mentions = by.MentionsIn(words).Count,
            }
        );
        var ended = await EndAsync(actor, caseStudy, first, cancel);
        return ended.IsDone ? thread.Id : ended.Refusal;
    }

    /// <summary>Says something more in a thread; a resolved one is open again.</summary>
    public Task<Result> ReplyAsync(Actor actor, CaseStudyId id, ThreadId thread, string? text, CancellationToken cancel) =>
        db.WriteAsync<Result>(
            async inner =>
            {
                var spoken = await SpeakAsync(actor, id, text, inner);
                if (!spoken.IsDone)
                {
                    return spoken.Refusal;
                }

                var (caseStudy, by, words) = spoken.Value;
                if (await db.ThreadAsync(id, thread, inner) is not { } found)
                {
                    return new Refusal.NotFound();
                }

                if (await db.Set<Comment>().CountAsync(row => row.Thread == thread, inner) >= MostReplies)
                {
                    return new Refusal.Conflict("This conversation is very long. Begin a new one.");
                }

                var reply = found.Reply(by, words, clock.GetUtcNow());
                db.Add(reply);
                ledger.Write(
                    actor,
                    new CommentAdded
                    {
                        Hub = caseStudy.Hub,
                        CaseStudy = id,
                        Thread = thread,
                        Comment = reply.Id,
                        Mentions = by.MentionsIn(words).Count,
                    }
                );
                return await EndAsync(actor, caseStudy, reply, inner);
            },
            cancel
        );

    /// <summary>Says that a conversation is done with.</summary>
    /// <returns>Done; Conflict when it was resolved before; Forbidden for the holder of a link who did not begin it.</returns>
    public Task<Result> ResolveAsync(Actor actor, CaseStudyId id, ThreadId thread, CancellationToken cancel) =>
        DecideAsync(
            actor,
            id,
            thread,
            (found, by) => found.Resolve(by, clock.GetUtcNow()),
            caseStudy => new ThreadResolved
            {
                Hub = caseStudy.Hub,
                CaseStudy = id,
                Thread = thread,
            },
            cancel
        );

    /// <summary>Opens a resolved conversation again.</summary>
    /// <returns>As <see cref="ResolveAsync"/>.</returns>
    public Task<Result> ReopenAsync(Actor actor, CaseStudyId id, ThreadId thread, CancellationToken cancel) =>
        DecideAsync(
            actor,
            id,
            thread,
            (found, _) => found.Reopen(clock.GetUtcNow()),
            caseStudy => new ThreadReopened
            {
                Hub = caseStudy.Hub,
                CaseStudy = id,
                Thread = thread,
            },
            cancel
        );

    /// <summary>Takes a comment away for good; with the last one its thread goes.</summary>
    /// <returns>Done; NotFound when there is none, or it may not be seen; Forbidden for others' comments.</returns>
    public Task<Result> DeleteAsync(Actor actor, CaseStudyId id, ThreadId thread, CommentId comment, CancellationToken cancel) =>
        db.WriteAsync<Result>(
            async inner =>
            {
                var now = clock.GetUtcNow();
                if (
                    await db.CaseStudies().SingleOrDefaultAsync(row => row.Id == id, inner) is not { } caseStudy
                    || await db.ThreadAsync(id, thread, inner) is not { } found
                    || await db.Set<Comment>().SingleOrDefaultAsync(row => row.Id == comment && row.Thread == thread, inner)
                        is not { } said
                )
                {
                    return new Refusal.NotFound();
                }

                var subject = new CommentSubject(new CaseStudySubject(caseStudy, now), said);
                var may = CaseStudyAccess.Table.May(actor, CaseStudyActions.CommentDelete, subject, now);
                if (!may.IsDone)
                {
                    var seen = CaseStudyAccess.Table.May(actor, CaseStudyActions.Comment, subject.Of, now);
                    return may.Refusal is Refusal.Forbidden && !seen.IsDone ? new Refusal.NotFound() : may;
                }

                db.Remove(said);
                if (await db.Set<Comment>().AnyAsync(row => row.Thread == thread && row.Id != comment, inner))
                {
                    found.Shorten(now);
                }
                else
                {
                    db.Remove(found);
                }

                ledger.Write(
                    actor,
                    new CommentDeleted
                    {
                        Hub = caseStudy.Hub,
                        CaseStudy = id,
                        Thread = thread,
                        Comment = comment,
                    }
                );
                return await TellAsync(id, inner);
            },
            cancel
        );

    /// <summary>Wants no mails about the comments of a case study, or wants them again.</summary>
    public async Task<Result> MuteAsync(Actor actor, CaseStudyId id, bool isMuted, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Comment, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        if (actor.Person is not { } person)
        {
            return new Refusal.Forbidden("Mails go to people with an account only.");
        }

        var following = await db.FollowAsync(id, person, now, cancel);
        if (isMuted)
        {
            following.Mute(now);
        }
        else
        {
            following.Unmute(now);
        }

        return await db.SaveAsync(cancel);
    }

    private sealed record Spoken(CaseStudy CaseStudy, CommentAuthor By, string Words);

    private async Task<Result<Spoken>> SpeakAsync(Actor actor, CaseStudyId id, string? text, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Comment, id, now, cancel);
        var by = actor.AsAuthor();
        if (!loaded.IsDone || !by.IsDone)
        {
            return loaded.Refusal ?? by.Refusal!; // one of the two, see above
        }

        // Whoever came by a link knows nobody here, and mails nobody.
        var said = actor.Person is null && text is { Length: <= LongestSent } ? CommentText.WithoutMentions(text) : text;
        var words = CommentText.Tidy(said, await NamesAsync(loaded.Value, said, now, cancel));
        if (!words.IsDone)
        {
            return words.Refusal;
        }

        var may = await ledger.MayMentionAsync(loaded.Value.Hub, by.Value, words.Value, now, cancel);
        return may.IsDone ? new Spoken(loaded.Value, by.Value, words.Value) : may.Refusal;
    }

    // Whom the case study may be shown; asked only when somebody is mentioned.
    private async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(
        CaseStudy caseStudy,
        string? text,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (text is null || text.Length > LongestSent || CommentText.MentionsIn(text).Count == 0)
        {
            return new Dictionary<PersonId, string>();
        }

        var speakers = await doors.Actors.SpeakersAsync(caseStudy, now, cancel);
        var cards = await doors.People.NamesAsync(speakers.Select(one => one.Person), cancel);
        return cards.ToDictionary(card => card.Key, card => card.Value.Name);
    }

    // Whoever speaks or is spoken to hears of what is said from now on.
    private async Task<Result> EndAsync(Actor actor, CaseStudy caseStudy, Comment said, CancellationToken cancel)
    {
        var by = new CommentAuthor(said.By, said.ByLink, said.Name);
        var mentioned = by.MentionsIn(said.Text);
        foreach (var person in said.By is { } self ? [self, .. mentioned] : mentioned)
        {
            await db.FollowAsync(caseStudy.Id, person, said.At, cancel);
        }

        foreach (var person in mentioned)
        {
            jobs.Enqueue(actor, new MailMention(said.Id, person));
        }

        return await TellAsync(caseStudy.Id, cancel);
    }

    private Task<Result> DecideAsync(
        Actor actor,
        CaseStudyId id,
        ThreadId thread,
        Func<CommentThread, CommentAuthor, Result> decide,
        Func<CaseStudy, Fact> fact,
        CancellationToken cancel
    ) =>
        db.WriteAsync<Result>(
            async inner =>
            {
                var loaded = await db.LoadForAsync(actor, CaseStudyActions.Comment, id, clock.GetUtcNow(), inner);
                var by = actor.AsAuthor();
                if (!loaded.IsDone || !by.IsDone)
                {
                    return loaded.Refusal ?? by.Refusal!; // one of the two, see above
                }

                if (await db.ThreadAsync(id, thread, inner) is not { } found)
                {
                    return new Refusal.NotFound();
                }

                if (actor.Link is { } link && !found.IsOf(link))
                {
                    return new Refusal.Forbidden("Only whoever works on the text ends conversations that others began.");
                }

                var decided = decide(found, by.Value);
                if (!decided.IsDone)
                {
                    return decided;
                }

                ledger.Write(actor, fact(loaded.Value));
                return await TellAsync(id, inner);
            },
            cancel
        );

    private async Task<Result> TellAsync(CaseStudyId id, CancellationToken cancel)
    {
        var text = new LiveTextId(id.Value);
        if (await doors.Live.ExistsAsync(text, cancel))
        {
            await doors.Live.TellAsync(text, """{"kind":"comments"}""", cancel);
        }

        return await db.SaveAsync(cancel);
    }
}
