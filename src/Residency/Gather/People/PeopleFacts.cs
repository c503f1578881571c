using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;

namespace Residency.Gather.People;

/// <summary>A person accepted an invitation, or was the first.</summary>
[FactName("person.joined")]
public sealed record PersonJoined : Fact
{
    public required PersonId Person { get; init; }
    public override string Subject => $"person:{Person.Value}";
    public override string InWords => "A person joined the hub.";
}

/// <summary>A person got a role.</summary>
[FactName("role.granted")]
public sealed record RoleGranted : Fact
{
    public required PersonId Person { get; init; }
    public required Role Role { get; init; }
    public CohortId? Cohort { get; init; }
    public OrganisationId? Organisation { get; init; }
    public override string Subject => $"person:{Person.Value}";
    public override string InWords => $"The role “{Role}” was given.";
}

/// <summary>A person lost a role.</summary>
[FactName("role.revoked")]
public sealed record RoleRevoked : Fact
{
    public required PersonId Person { get; init; }
    public required Role Role { get; init; }
    public CohortId? Cohort { get; init; }
    public override string Subject => $"person:{Person.Value}";
    public override string InWords => $"The role “{Role}” was taken away.";
}

/// <summary>A person may do nothing in the hub until further notice.</summary>
[FactName("person.suspended")]
public sealed record PersonSuspended : Fact
{
    public required PersonId Person { get; init; }
    public override string Subject => $"person:{Person.Value}";
    public override string InWords => "A person was suspended.";
}

/// <summary>A suspended person got their rights back.</summary>
[FactName("person.reinstated")]
public sealed record PersonReinstated : Fact
{
    public required PersonId Person { get; init; }
    public override string Subject => $"person:{Person.Value}";
    public override string InWords => "A suspended person got their rights back.";
}

/// <summary>A person signed in; told in every hub in which they hold a role.</summary>
[FactName("person.signed-in")]
public sealed record PersonSignedIn : Fact
{
    public required PersonId Person { get; init; }

    /// <summary>How: <c>Mail</c>, <c>Passkey</c> or <c>Operator</c>.</summary>
    public required string By { get; init; }
    public override string Subject => $"person:{Person.Value}";
    public override string InWords => "A person signed in.";
}

/// <summary>A person added or removed a passkey; told in every hub in which they hold a role.</summary>
[FactName("passkeys.changed")]
public sealed record PasskeysChanged : Fact
{
    public required PersonId Person { get; init; }

    /// <summary>How many passkeys the person has now.</summary>
    public required int Count { get; init; }
    public override string Subject => $"person:{Person.Value}";
    public override string InWords => "A person changed their passkeys.";
}

/// <summary>Somebody was invited.</summary>
[FactName("invitation.sent")]
public sealed record InvitationSent : Fact
{
    public required InvitationId Invitation { get; init; }
    public required Role Role { get; init; }
    public CohortId? Cohort { get; init; }
    public override string Subject => $"invitation:{Invitation.Value}";
    public override string InWords => $"An invitation as “{Role}” was sent.";
}

/// <summary>An invitation was taken back.</summary>
[FactName("invitation.revoked")]
public sealed record InvitationRevoked : Fact
{
    public required InvitationId Invitation { get; init; }
    public override string Subject => $"invitation:{Invitation.Value}";
    public override string InWords => "An invitation was taken back.";
}
