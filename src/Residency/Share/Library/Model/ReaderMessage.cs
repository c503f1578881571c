using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Share.Library.Model;

/// <summary>Why a reader writes.</summary>
public enum MessageKind
{
    Question,

    /// <summary>Something in a published text is wrong.</summary>
    Error,

    /// <summary>A complaint; must be acknowledged within 30 days.</summary>
    Complaint,
}

/// <summary>Something that a reader wrote to the hub.</summary>
public sealed class ReaderMessage : IVersioned
{
    /// <summary>A complaint must be acknowledged within this time. Source: Data (Use and Access) Act 2025, section 103.</summary>
    public static readonly TimeSpan TimeToAcknowledge = TimeSpan.FromDays(30);

    private ReaderMessage() { }

    public ReaderMessageId Id { get; private set; }
    public HubId Hub { get; private set; }
    public MessageKind Kind { get; private set; }

    /// <summary>The code of the case study it is about; empty when about none.</summary>
    public string About { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>Where to answer; empty when the reader wants no answer.</summary>
    public string Email { get; private set; } = "";
    public string Text { get; private set; } = "";
    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>When somebody noted the answer; null while it waits.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }
    public PersonId? AnsweredBy { get; private set; }
    public int Version { get; private set; }

    /// <summary>When it must be acknowledged at the latest.</summary>
    public DateTimeOffset DueAt => WrittenAt + TimeToAcknowledge;

    /// <summary>Takes a message in.</summary>
    /// <returns>Invalid for an empty or too long text, or an address that is none. A complaint needs an address.</returns>
    public static Result<ReaderMessage> Take(HubId hub, MessageKind kind, ReaderWords words, DateTimeOffset now)
    {
        if (words.Text.Trim().Length is 0 or > 5000)
        {
            return new Refusal.Invalid("Text", "Write what you want to say, up to 5,000 characters.");
        }

        var email = words.Email.Trim();
        if (
            email.Length > 0
            && (email.Length > 254 || email.Count(c => c == '@') != 1 || email.Any(c => char.IsControl(c) || c == ' '))
        )
        {
            return new Refusal.Invalid("Email", "Enter an e-mail address such as name@example.org, or leave it empty.");
        }

        if (kind == MessageKind.Complaint && email.Length == 0)
        {
            return new Refusal.Invalid("Email", "We have to answer complaints. Enter an address at which we may do so.");
        }

        return new ReaderMessage
        {
            Id = TypedId.New<ReaderMessageId>(),
            Hub = hub,
            Kind = kind,
            About = PublicCode.Parse(words.About)?.Value ?? "",
            Name = words.Name.Trim() is { Length: <= 160 } name ? name : words.Name.Trim()[..160],
            Email = email,
            Text = words.Text.Trim(),
            WrittenAt = now,
        };
    }

    /// <summary>Notes that it was answered.</summary>
    /// <returns>Conflict when it was already.</returns>
    public Result Answer(PersonId? by, DateTimeOffset now)
    {
        if (AnsweredAt is not null)
        {
            return new Refusal.Conflict("This message was answered already.");
        }

        (AnsweredAt, AnsweredBy) = (now, by);
        return Result.Done;
    }
}

/// <summary>What a reader typed.</summary>
public sealed record ReaderWords(string Text, string Name, string Email, string About);
