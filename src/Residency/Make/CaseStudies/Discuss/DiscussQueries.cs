using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Discuss;

/// <summary>One comment as it is shown to somebody.</summary>
/// <param name="Comment">What was said.</param>
/// <param name="AuthorId">A person's id, <c>link:</c> with a link's id, or empty for a name from outside.</param>
/// <param name="AuthorName">The name to show; empty when nobody is known.</param>
/// <param name="IsMine">Whether whoever looks at it said it.</param>
/// <param name="CanDelete">Whether whoever looks at it may take it away.</param>
internal sealed record CommentView(Comment Comment, string AuthorId, string AuthorName, bool IsMine, bool CanDelete);

/// <summary>One thread as it is shown to somebody.</summary>
/// <param name="Thread">The thread.</param>
/// <param name="Place">Where it stands in the present text.</param>
/// <param name="Comments">What was said, the first first.</param>
/// <param name="CanResolve">Whether whoever looks at it may resolve it, or open it again.</param>
/// <param name="ResolvedBy">Who resolved it; empty while it is open.</param>
internal sealed record ThreadView(
    CommentThread Thread,
    ThreadPlace Place,
    IReadOnlyList<CommentView> Comments,
    bool CanResolve,
    string ResolvedBy
);

/// <summary>Somebody by name.</summary>
internal sealed record NamedPerson(string Id, string Name);

/// <summary>Which threads are wanted.</summary>
internal sealed record ThreadFilter
{
    /// <summary>Null for both.</summary>
    public ConversationState? State { get; init; }

    /// <summary>The id of an author as <see cref="CommentView.AuthorId"/> has it; empty for everybody.</summary>
    public string By { get; init; } = "";

    /// <summary>One thread alone; null for all.</summary>
    public ThreadId? Only { get; init; }

    public int Skip { get; init; }
    public int Take { get; init; } = 25;
}

/// <summary>Some threads of a case study, the last changed first.</summary>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Threads">Those that were wanted.</param>
/// <param name="Count">How many the filter lets through.</param>
internal sealed record ThreadList(CaseStudyCard CaseStudy, IReadOnlyList<ThreadView> Threads, int Count)
{
    /// <summary>Whom the one who looks at it may mention: nobody for those who came by a link.</summary>
    public IReadOnlyList<NamedPerson> People { get; init; } = [];

    /// <summary>Who has said something, for the filter.</summary>
    public IReadOnlyList<NamedPerson> Authors { get; init; } = [];

    /// <summary>The sections of the present text with their titles.</summary>
    public IReadOnlyList<NamedPerson> Sections { get; init; } = [];

    /// <summary>Whether whoever looks at it gets no mails; null for those who never get any.</summary>
    public bool? IsMuted { get; init; }

    /// <summary>Whether whoever looks at it may invite readers, or see who was.</summary>
    public bool MayListReaders { get; init; }
}

/// <summary>Brings together what was said about a case study.</summary>
internal sealed class DiscussQueries(AppDb db, ILiveTexts live, IPeople people, IActorSource actors, TimeProvider clock)
{
    /// <summary>Some threads, for those who may comment.</summary>
    public async Task<Result<ThreadList>> ListAsync(Actor actor, CaseStudyId id, ThreadFilter filter, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Comment, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var caseStudy = loaded.Value;
        var wanted = Filtered(id, filter);
        var count = await wanted.CountAsync(cancel);
        var rows = await wanted
            .OrderByDescending(row => row.ChangedAt)
            .ThenByDescending(row => row.Id)
            .Skip(filter.Skip)
            .Take(filter.Take)
            .ToListAsync(cancel);
        var places = await TextPlaces.OfAsync(db, live, caseStudy, cancel);
        // Who works here is nothing for those who were invited to one text.
        var speakers = actor.Person is null ? [] : await actors.SpeakersAsync(caseStudy, now, cancel);
        var said = await db.CommentsAsync([.. rows.Select(row => row.Id)], cancel);
        var authors = await AuthorsAsync(id, cancel);
        var names = await people.NamesAsync(
            [
                .. speakers.Select(one => one.Person),
                .. authors.Select(one => one.By),
                .. rows.Select(row => row.ResolvedBy),
                .. said.SelectMany(row => row).Select(row => row.By),
            ],
            cancel
        );
        var reading = new Reading(actor, new CaseStudySubject(caseStudy, now), names);
        return new ThreadList(caseStudy.Card(), [.. rows.Select(row => reading.Of(row, places.Find(row), said[row.Id]))], count)
        {
            People =
            [
                .. speakers
                    .Select(one => names.GetValueOrDefault(one.Person!.Value)) // speakers are people
                    .OfType<PersonCard>()
                    .OrderBy(card => card.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(card => new NamedPerson(card.Id.Value.ToString("D"), card.Name)),
            ],
            Authors =
            [
                .. authors
                    .Select(one => reading.Author(one.By, one.ByLink, one.Name))
                    .Where(one => one.Id.Length > 0)
                    .OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase),
            ],
            Sections =
            [
                .. places.Document.Sections.Select(section => new NamedPerson(
                    section.Id,
                    Foundation.Text.DocumentText.Of(section.Title)
                )),
            ],
            IsMuted = actor.Person is { } person ? (await db.FollowingAsync(id, person, cancel))?.MutedAt is not null : null,
            MayListReaders = CaseStudyAccess.Table.May(actor, CaseStudyActions.ReaderList, reading.Subject, now).IsDone,
        };
    }

    /// <summary>One thread as the actor sees it after a change of it.</summary>
    public async Task<Result<ThreadView>> OneAsync(Actor actor, CaseStudyId id, ThreadId thread, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Comment, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (await db.ThreadAsync(id, thread, cancel) is not { } row)
        {
            return new Refusal.NotFound();
        }

        var said = (await db.CommentsAsync([thread], cancel))[thread].ToList();
        var names = await people.NamesAsync([row.ResolvedBy, .. said.Select(one => one.By)], cancel);
        var places = await TextPlaces.OfAsync(db, live, loaded.Value, cancel);
        return new Reading(actor, new CaseStudySubject(loaded.Value, now), names).Of(row, places.Find(row), said);
    }

    private IQueryable<CommentThread> Filtered(CaseStudyId id, ThreadFilter filter)
    {
        var threads = db.Set<CommentThread>().AsNoTracking().Where(row => row.CaseStudy == id);
        if (filter.Only is { } only)
        {
            threads = threads.Where(row => row.Id == only);
        }

        if (filter.State is { } state)
        {
            threads = threads.Where(row => row.State == state);
        }

        if (filter.By.StartsWith("link:", StringComparison.Ordinal) && Guid.TryParse(filter.By["link:".Length..], out var link))
        {
            var by = new PrivateLinkId(link);
            return threads.Where(row => db.Set<Comment>().Any(said => said.Thread == row.Id && said.ByLink == by));
        }

        if (Guid.TryParse(filter.By, out var person))
        {
            var by = new PersonId(person);
            return threads.Where(row => db.Set<Comment>().Any(said => said.Thread == row.Id && said.By == by));
        }

        return threads;
    }

    private async Task<List<(PersonId? By, PrivateLinkId? ByLink, string Name)>> AuthorsAsync(
        CaseStudyId id,
        CancellationToken cancel
    ) =>
        (
            await db.Set<Comment>()
                .Where(row => row.CaseStudy == id)
                .Select(row => new
                {
                    row.By,
                    row.ByLink,
                    row.Name,
                })
                .Distinct()
                .Take(500)
                .ToListAsync(cancel)
        ).ConvertAll(row => (row.By, row.ByLink, row.Name));

    private sealed record Reading(Actor Actor, CaseStudySubject Subject, IReadOnlyDictionary<PersonId, PersonCard> Names)
    {
        public ThreadView Of(CommentThread thread, ThreadPlace place, IEnumerable<Comment> said) =>
            new(
                thread,
                place,
                [.. said.Select(Of)],
                Actor.Link is not { } link || thread.IsOf(link),
                thread.State == ConversationState.Open ? "" : Author(thread.ResolvedBy, null, thread.ResolvedByName).Name
            );

        public NamedPerson Author(PersonId? by, PrivateLinkId? link, string name) =>
            by is { } person ? new(person.Value.ToString("D"), Names.GetValueOrDefault(person)?.Name ?? "")
            : link is { } known ? new($"link:{known.Value:D}", name)
            : new("", name);

        private CommentView Of(Comment comment)
        {
            var author = Author(comment.By, comment.ByLink, comment.Name);
            var isMine = Actor.Person is { } person ? comment.By == person : Actor.Link is { } link && comment.ByLink == link.Id;
            return new CommentView(
                comment,
                author.Id,
                author.Name,
                isMine,
                CaseStudyAccess
                    .Table.May(Actor, CaseStudyActions.CommentDelete, new CommentSubject(Subject, comment), Subject.Now)
                    .IsDone
            );
        }
    }
}
