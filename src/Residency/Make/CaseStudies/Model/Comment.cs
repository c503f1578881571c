using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Who says something: a person, the holder of a private link, or a name from outside.</summary>
/// <param name="Person">The person; null for the other two.</param>
/// <param name="Link">The link; null for the other two.</param>
/// <param name="Name">The name as it stood then; shown where there is no account to ask.</param>
public sealed record CommentAuthor(PersonId? Person, PrivateLinkId? Link, string Name)
{
    /// <summary>A name that came with a file; nobody has checked it.</summary>
    public static CommentAuthor Outside(string name) =>
        new(null, null, Description.OneLine(name) is var line && line.Length > 160 ? line[..160] : line);
}

/// <summary>One remark in a thread. What was said never changes; it can only be taken away.</summary>
public sealed class Comment
{
    private Comment() { }

    public CommentId Id { get; private set; }
    public ThreadId Thread { get; private set; }

    /// <summary>That of the thread, so that what is new in a case study is found at once.</summary>
    public CaseStudyId CaseStudy { get; private set; }
    public PersonId? By { get; private set; }
    public PrivateLinkId? ByLink { get; private set; }

    /// <summary>The name of somebody without an account; empty for people, whose names may change.</summary>
    public string Name { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public string Text { get; private set; } = "";

    internal static Comment Say(CommentThread thread, CommentAuthor by, string text, DateTimeOffset at) =>
        new()
        {
            Id = TypedId.New<CommentId>(),
            Thread = thread.Id,
            CaseStudy = thread.CaseStudy,
            By = by.Person,
            ByLink = by.Link,
            Name = by.Person is null ? by.Name : "",
            At = at,
            Text = text,
        };
}

/// <summary>A comment as the access table sees it: its author's own, in a case study.</summary>
public sealed record CommentSubject(CaseStudySubject Of, Comment Comment) : IAccessSubject
{
    public HubId Hub => Of.Hub;
    public CohortId? Cohort => Of.Cohort;
    public OrganisationId? Organisation => Of.Organisation;

    public bool IsOwn(PersonId person) => Comment.By == person;

    public bool IsOwn(PrivateLink link) => Comment.ByLink == link.Id && Of.IsOpenedBy(link);

    public bool IsOpenedBy(PrivateLink link) => Of.IsOpenedBy(link);
}
