using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Mail;

/// <summary>A letter in the outbox.</summary>
public readonly record struct LetterId(Guid Value) : ITypedId<LetterId>
{
    public static LetterId From(Guid value) => new(value);
}

/// <summary>Where a letter stands.</summary>
public enum LetterState
{
    /// <summary>For the mail server.</summary>
    Waiting,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>The mail server refused it for good, or it is too old to be of use.</summary>
    GivenUp,
}

/// <summary>A letter as the outbox keeps it.</summary>
public sealed class WaitingLetter
{
    /// <summary>For how long it is tried to send a letter. Codes and links in it have expired by then.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    private WaitingLetter() { }

    public LetterId Id { get; private set; }
    public HubId? Hub { get; private set; }
    public string Address { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public string FromName { get; private set; } = "";

    /// <summary>The parts as JSON; encrypted for a secret letter; empty once it was dropped.</summary>
    public string Body { get; private set; } = "";
    public bool IsSecret { get; private set; }
    public PersonId? CausedBy { get; private set; }
    public LetterState State { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    internal static WaitingLetter Write(Letter letter, string subject, string fromName, string body, DateTimeOffset now) =>
        new()
        {
            Id = TypedId.New<LetterId>(),
            Hub = letter.Hub,
            Address = letter.To.Text,
            Subject = subject,
            FromName = fromName,
            Body = body,
            IsSecret = letter.IsSecret,
            CausedBy = letter.CausedBy,
            State = LetterState.Waiting,
            CreatedAt = now,
        };

    internal void End(LetterState state, DateTimeOffset now)
    {
        (State, EndedAt) = (state, now);
        if (IsSecret)
        {
            Body = "";
        }
    }
}

internal sealed class MailTables : ITables
{
    public void Map(ModelBuilder model) =>
        model.Entity<WaitingLetter>(letter =>
        {
            letter.ToTable("mail_letters");
            letter.HasIndex(l => new { l.State, l.CreatedAt });
            letter.HasIndex(l => new { l.CausedBy, l.CreatedAt });
        });
}
