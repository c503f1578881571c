using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Where a conversation stands.</summary>
public enum ConversationState
{
    /// <summary>Somebody still has to do or say something.</summary>
    Open,

    /// <summary>Done with; it can be opened again.</summary>
    Resolved,
}

/// <summary>The passage that a thread is about.</summary>
/// <param name="Start">A Yjs relative position in base64; empty when the thread is about a block or section as a whole.</param>
/// <param name="End">As <paramref name="Start"/>, behind the last character.</param>
public sealed record CommentAnchor(string Start, string End)
{
    /// <summary>The longest position, in characters of base64. They take about twenty bytes.</summary>
    public const int LongestPosition = 400;

    /// <summary>What is kept of the words, in characters.</summary>
    public const int LongestQuotation = 500;

    /// <summary>The words at the time; empty for a whole block.</summary>
    public string Quotation { get; init; } = "";

    /// <summary>The id of the section; empty when unknown.</summary>
    public string Section { get; init; } = "";

    /// <summary>The id of the block in which the words began; empty when unknown.</summary>
    public string Block { get; init; } = "";

    /// <summary>Whether it names a passage and not a block as a whole.</summary>
    public bool IsPassage => Start.Length > 0;

    /// <summary>Reads what a page sent.</summary>
    /// <returns>The anchor; Invalid when it is none.</returns>
    public Result<CommentAnchor> Tidied()
    {
        if ((Start.Length == 0) != (End.Length == 0) || !IsPosition(Start) || !IsPosition(End))
        {
            return new Refusal.Invalid("Start", "Select the words again, then comment.");
        }

        if (!IsId(Section) || !IsId(Block))
        {
            return new Refusal.Invalid("Block", "Choose a part of the text.");
        }

        if (!IsPassage && Block.Length == 0 && Section.Length == 0)
        {
            return new Refusal.Invalid("Block", "Select some words or choose a part of the text to comment on.");
        }

        var words = CommentText.Plain(Quotation).Replace('\n', ' ');
        return this with { Quotation = words.Length <= LongestQuotation ? words : words[..(LongestQuotation - 1)] + "…" };
    }

    private static bool IsPosition(string text) =>
        text.Length <= LongestPosition && Convert.TryFromBase64String(text, new byte[LongestPosition], out _);

    private static bool IsId(string text) =>
        text.Length <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}

/// <summary>A conversation beside a passage of the draft. Never part of the text, and never published.</summary>
public sealed class CommentThread : IVersioned
{
    private CommentThread() { }

    public ThreadId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }

    /// <summary>Yjs relative positions in base64; empty when the thread is about a block or section as a whole.</summary>
    public string Start { get; private set; } = "";
    public string End { get; private set; } = "";
    public string Quotation { get; private set; } = "";
    public string Section { get; private set; } = "";
    public string Block { get; private set; } = "";
    public ConversationState State { get; private set; }
    public PersonId? OpenedBy { get; private set; }
    public PrivateLinkId? OpenedByLink { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When the last thing was said or decided in it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public PersonId? ResolvedBy { get; private set; }

    /// <summary>The name of somebody without an account who resolved it; else empty.</summary>
    public string ResolvedByName { get; private set; } = "";

    /// <summary>By which a remark of a file is known again; empty for what was written here.</summary>
    public string Source { get; private set; } = "";
    public int Version { get; private set; }

    /// <summary>Begins a conversation.</summary>
    /// <returns>The thread with its first comment; Invalid for an anchor that is none.</returns>
    public static Result<(CommentThread Thread, Comment First)> Begin(
        CaseStudyId caseStudy,
        CommentAnchor anchor,
        CommentAuthor by,
        string text,
        DateTimeOffset now
    )
    {
        var tidy = anchor.Tidied();
        if (!tidy.IsDone)
        {
            return tidy.Refusal;
        }

        var place = tidy.Value;
        var thread = new CommentThread
        {
            Id = TypedId.New<ThreadId>(),
            CaseStudy = caseStudy,
            Start = place.Start,
            End = place.End,
            Quotation = place.Quotation,
            Section = place.Section,
            Block = place.Block,
            OpenedBy = by.Person,
            OpenedByLink = by.Link,
            OpenedAt = now,
            ChangedAt = now,
        };
        return (thread, Comment.Say(thread, by, text, now));
    }

    /// <summary>A conversation that came with a file.</summary>
    /// <param name="caseStudy">The case study.</param>
    /// <param name="source">By which it is known again; at most 200 characters.</param>
    /// <param name="remark">Its first remark: the words and the block that it is about, as far as they are there.</param>
    /// <param name="by">Under whose name it stands.</param>
    /// <param name="at">When its first remark was made.</param>
    public static CommentThread OfFile(
        CaseStudyId caseStudy,
        string source,
        ImportedComment remark,
        CommentAuthor by,
        DateTimeOffset at
    )
    {
        var words = CommentText.Plain(remark.Quotation).Replace('\n', ' ');
        return new()
        {
            Id = TypedId.New<ThreadId>(),
            CaseStudy = caseStudy,
            Source = source,
            Quotation =
                words.Length <= CommentAnchor.LongestQuotation ? words : words[..(CommentAnchor.LongestQuotation - 1)] + "…",
            Block = remark.BlockId ?? "",
            OpenedBy = by.Person,
            OpenedByLink = by.Link,
            OpenedAt = at,
            ChangedAt = at,
        };
    }

    /// <summary>Where it stands in the text, as it was when it began.</summary>
    public CommentAnchor Anchor =>
        new(Start, End)
        {
            Quotation = Quotation,
            Section = Section,
            Block = Block,
        };

    /// <summary>Adds a remark of a file.</summary>
    public Comment Recall(CommentAuthor by, string text, DateTimeOffset at)
    {
        ChangedAt = at > ChangedAt ? at : ChangedAt;
        return Comment.Say(this, by, text, at);
    }

    /// <summary>Says something more. A resolved thread is open again: somebody has something to say.</summary>
    public Comment Reply(CommentAuthor by, string text, DateTimeOffset now)
    {
        if (State == ConversationState.Resolved)
        {
            Reopen(now);
        }

        ChangedAt = now;
        return Comment.Say(this, by, text, now);
    }

    /// <summary>Whether the holder of a link began it: others' conversations are not theirs to end.</summary>
    public bool IsOf(PrivateLink link) => OpenedByLink == link.Id;

    /// <summary>Says that it is done with.</summary>
    /// <returns>Conflict when it was resolved before.</returns>
    public Result Resolve(CommentAuthor by, DateTimeOffset now)
    {
        if (State == ConversationState.Resolved)
        {
            return new Refusal.Conflict("Somebody has resolved this already. Reload the page to see who.");
        }

        (State, ResolvedAt, ResolvedBy, ChangedAt) = (ConversationState.Resolved, now, by.Person, now);
        ResolvedByName = by.Person is null ? by.Name : "";
        return Result.Done;
    }

    /// <summary>Opens it again.</summary>
    /// <returns>Conflict when it is open.</returns>
    public Result Reopen(DateTimeOffset now)
    {
        if (State == ConversationState.Open)
        {
            return new Refusal.Conflict("Somebody has opened this again already. Reload the page.");
        }

        (State, ResolvedAt, ResolvedBy, ResolvedByName, ChangedAt) = (ConversationState.Open, null, null, "", now);
        return Result.Done;
    }

    /// <summary>Records that one of its remarks was taken away.</summary>
    public void Shorten(DateTimeOffset now) => ChangedAt = now;
}
