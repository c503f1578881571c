namespace Residency.Foundation.Actors;

/// <summary>How near a thing must be to a person's role for the role to count.</summary>
public enum Reach
{
    /// <summary>Published things of any hub.</summary>
    Published,

    /// <summary>The thing is the person's own.</summary>
    Own,

    /// <summary>The person is assigned to the thing in that role.</summary>
    Assigned,

    /// <summary>Assigned, or of the person's organisation in that cohort.</summary>
    Organisation,

    /// <summary>The thing belongs to a cohort in which the person holds the role.</summary>
    Cohort,

    /// <summary>The thing belongs to a hub in which the person holds the role (operators: any hub).</summary>
    Hub,
}

/// <summary>What must also hold before an act is allowed.</summary>
[Flags]
public enum Conditions
{
    None = 0,

    /// <summary>The thing is in a state in which it may be edited (draft or review).</summary>
    Editable = 1,

    /// <summary>The thing's audience includes the person's circle.</summary>
    Audience = 2,

    /// <summary>The person proved who they are within the last ten minutes.</summary>
    StepUp = 4,

    /// <summary>The person is neither the last editor of the content nor the one who asked.</summary>
    FourEyes = 8,

    /// <summary>The assignment's time window is open.</summary>
    Window = 16,

    /// <summary>Only a redacted card is shown: no contact details, no secrets.</summary>
    Redacted = 32,
}

/// <summary>One cell of an access table: a role may do an action within a reach, under conditions.</summary>
/// <param name="Action">The action's name.</param>
/// <param name="Role">The role; null for everyone (visitors included), for operators with ForOperator, for holders of a link with ForLink.</param>
/// <param name="Reach">How near the thing must be.</param>
/// <param name="Conditions">What must also hold.</param>
/// <param name="ForOperator">True when the cell is about operators of the installation.</param>
public sealed record AccessCell(string Action, Role? Role, Reach Reach, Conditions Conditions, bool ForOperator = false)
{
    /// <summary>The kind of private link whose holders the cell is about; null for everybody else.</summary>
    public PrivateLinkKind? ForLink { get; init; }
}
