namespace Residency.Foundation.Actors;

/// <summary>The part a person plays in a hub. A person may play several.</summary>
public enum Role
{
    /// <summary>Member of the hub without an assignment.</summary>
    Member,

    /// <summary>Expert in Residence: represents a partner organisation in a cohort.</summary>
    Expert,

    /// <summary>Scientific writer.</summary>
    Writer,

    /// <summary>Adviser or trainer.</summary>
    Adviser,

    /// <summary>Reviewer.</summary>
    Reviewer,

    /// <summary>Approver of a partner organisation.</summary>
    Approver,

    /// <summary>Programme manager of named cohorts.</summary>
    ProgrammeManager,

    /// <summary>Owner of the hub.</summary>
    HubOwner,
}

/// <summary>One role of a person, and how far it reaches.</summary>
/// <param name="Hub">The hub in which the role is held.</param>
/// <param name="Role">The role.</param>
/// <param name="Cohort">The cohort to which the role is limited; null when it is held in the hub as a whole.</param>
/// <param name="Organisation">The organisation that the person represents in this role; null when none.</param>
public sealed record Standing(HubId Hub, Role Role, CohortId? Cohort, OrganisationId? Organisation);

/// <summary>Whoever acts: a visitor, perhaps with a private link, a signed-in person, the operator of the installation, or the product itself.</summary>
/// <remarks>
/// Holds only what was true when the request began; suspended and removed people have no standings and are therefore
/// the same as visitors. Immutable.
/// </remarks>
public sealed record Actor
{
    private Actor() { }

    /// <summary>The person; null for visitors and for the product itself.</summary>
    public PersonId? Person { get; private init; }

    /// <summary>All live roles of the person over all hubs.</summary>
    public IReadOnlyList<Standing> Standings { get; private init; } = [];

    /// <summary>True for the operator of the installation (and for commands run on its machine).</summary>
    public bool IsOperator { get; private init; }

    /// <summary>True when the product acts by itself: schedulers, listeners, seeds.</summary>
    public bool IsSystem { get; private init; }

    /// <summary>When the person last proved who they are; UTC; null when never in this session.</summary>
    public DateTimeOffset? ProvedAt { get; private init; }

    /// <summary>The private link that a visitor holds; null for everybody else.</summary>
    /// <remarks>
    /// Its holder stays a visitor: everything that does not ask for the link treats both alike. A person who is signed
    /// in holds none, whatever they followed.
    /// </remarks>
    public PrivateLink? Link { get; private init; }

    /// <summary>True when nobody is signed in, with or without a private link.</summary>
    public bool IsVisitor => Person is null && !IsOperator && !IsSystem;

    /// <summary>Somebody who is not signed in.</summary>
    public static Actor Visitor { get; } = new();

    /// <summary>The product acting by itself. May do everything, and every fact it writes says so.</summary>
    public static Actor System { get; } = new() { IsSystem = true };

    /// <summary>The operator at the command line of the machine.</summary>
    public static Actor Operator { get; } = new() { IsOperator = true };

    /// <summary>A signed-in person.</summary>
    /// <param name="person">Who.</param>
    /// <param name="standings">Their live roles.</param>
    /// <param name="isOperator">Whether the person also operates the installation.</param>
    /// <param name="provedAt">When they last proved who they are; UTC.</param>
    public static Actor Of(
        PersonId person,
        IReadOnlyList<Standing> standings,
        bool isOperator = false,
        DateTimeOffset? provedAt = null
    ) =>
        new()
        {
            Person = person,
            Standings = standings,
            IsOperator = isOperator,
            ProvedAt = provedAt,
        };

    /// <summary>Somebody without an account who followed a private link.</summary>
    public static Actor Holding(PrivateLink link) => new() { Link = link };

    /// <summary>The roles held in one hub.</summary>
    public IEnumerable<Standing> In(HubId hub) => Standings.Where(standing => standing.Hub == hub);

    /// <summary>Whether any role is held in the hub.</summary>
    public bool BelongsTo(HubId hub) => In(hub).Any();

    /// <summary>Whether one of the roles is held in the hub, in whatever cohort.</summary>
    public bool Plays(HubId hub, params ReadOnlySpan<Role> roles)
    {
        foreach (var standing in In(hub))
        {
            if (roles.Contains(standing.Role))
            {
                return true;
            }
        }

        return false;
    }
}
