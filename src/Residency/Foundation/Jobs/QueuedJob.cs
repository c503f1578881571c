using Residency.Foundation.Actors;

namespace Residency.Foundation.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>For its time, or for its turn.</summary>
    Waiting,

    /// <summary>On some node, under a lease.</summary>
    Running,

    /// <summary>Over; kept for a while.</summary>
    Done,

    /// <summary>Given up after too many tries or a final refusal; an operator may let it try again.</summary>
    Dead,
}

/// <summary>As whom a job acts.</summary>
public enum JobInitiator
{
    /// <summary>The person who wished for it, with the roles of the hour in which it runs.</summary>
    Person,

    /// <summary>The operator at the command line.</summary>
    Operator,

    /// <summary>The product by itself.</summary>
    Product,

    /// <summary>Somebody who was not signed in.</summary>
    Visitor,
}

/// <summary>One job in the queue.</summary>
public sealed class QueuedJob
{
    private QueuedJob() { }

    /// <summary>Given by the database; the order of jobs with the same key.</summary>
    public long Number { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>The payload as JSON.</summary>
    public string Payload { get; private set; } = "";
    public string? OrderKey { get; private set; }

    /// <summary>The hub for which it works; null for the installation as a whole.</summary>
    public HubId? Hub { get; private set; }

    /// <summary>What the name leaves open; never about people.</summary>
    public string? Detail { get; private set; }
    public JobInitiator ActsAs { get; private set; }
    public PersonId? Initiator { get; private set; }
    public JobState State { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>How often it was begun.</summary>
    public int Tries { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The token of the node that runs it. Only its holder may end the job.</summary>
    public Guid? Lease { get; private set; }

    /// <summary>Until when the holder must have renewed the lease: milliseconds since 1970 on the database's clock; 0 for none.</summary>
    public long LeaseUntil { get; private set; }

    /// <summary>Why the last try failed: kinds and places in the code, never what people wrote.</summary>
    public string LastError { get; private set; } = "";

    internal static QueuedJob Queue(Actor actor, JobPayload payload, string json, DateTimeOffset now, DateTimeOffset due) =>
        new()
        {
            Name = JobPayload.NameOf(payload.GetType()),
            Payload = json,
            OrderKey = payload.OrderKey,
            Hub = payload.ForHub,
            Detail = payload.Detail,
            ActsAs =
                actor.Person is not null ? JobInitiator.Person
                : actor.IsOperator ? JobInitiator.Operator
                : actor.IsSystem ? JobInitiator.Product
                : JobInitiator.Visitor,
            Initiator = actor.Person,
            State = JobState.Waiting,
            CreatedAt = now,
            DueAt = due,
        };
}
