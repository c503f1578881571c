using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;

namespace Residency.Gather.People;

/// <summary>One role of a person in a hub.</summary>
public readonly record struct MembershipId(Guid Value) : ITypedId<MembershipId>
{
    public static MembershipId From(Guid value) => new(value);
}

/// <summary>An invitation.</summary>
public readonly record struct InvitationId(Guid Value) : ITypedId<InvitationId>
{
    public static InvitationId From(Guid value) => new(value);
}

/// <summary>What other rooms may know of a person. Holds no contact details.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name as the person writes it.</param>
/// <param name="Orcid">The ORCID iD (16 digits in groups of four), checked; null when unknown.</param>
/// <param name="Biography">One or two sentences; may be empty.</param>
/// <param name="Organisation">The present affiliation's name; null when none.</param>
public sealed record PersonCard(PersonId Id, string Name, string? Orcid, string Biography, string? Organisation);

/// <summary>What other rooms may know of an organisation.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Hub">The hub that keeps this record.</param>
/// <param name="Name">The preferred name.</param>
/// <param name="Aliases">Other names by which it is known.</param>
/// <param name="Sector">Its economic area; empty when unknown.</param>
/// <param name="Country">ISO 3166-1 alpha-2, upper case; null when unknown.</param>
/// <param name="Size">Its size band; null when unknown.</param>
/// <param name="Ror">ROR id as a full address (https://ror.org/…); null when unknown.</param>
/// <param name="Website">Its public site; null when unknown.</param>
/// <param name="Code">The permanent code of its public page.</param>
public sealed record OrganisationCard(
    OrganisationId Id,
    HubId Hub,
    string Name,
    IReadOnlyList<string> Aliases,
    string Sector,
    string? Country,
    SizeBand? Size,
    string? Ror,
    string? Website,
    PublicCode Code
);

/// <summary>Size bands after the EU and UK definitions by head count.</summary>
public enum SizeBand
{
    /// <summary>Fewer than 10 people.</summary>
    Micro,

    /// <summary>10–49 people.</summary>
    Small,

    /// <summary>50–249 people.</summary>
    Medium,

    /// <summary>250 people or more.</summary>
    Large,

    /// <summary>A public body of any size.</summary>
    PublicBody,
}

/// <summary>What is needed to add an organisation; empty and null mean "not known".</summary>
public sealed record NewOrganisation(HubId Hub, string Name)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public string Sector { get; init; } = "";
    public string? Country { get; init; }
    public SizeBand? Size { get; init; }
    public string? Ror { get; init; }
    public string? Website { get; init; }
}

/// <summary>What is needed to add a person without an invitation: seeds, imports and the first owner.</summary>
public sealed record NewPerson(string Name, string Email)
{
    public string? Orcid { get; init; }
    public string Biography { get; init; } = "";
}

/// <summary>A role to be given to a person.</summary>
/// <param name="Person">Who.</param>
/// <param name="Hub">Where.</param>
/// <param name="Role">Which.</param>
public sealed record NewMembership(PersonId Person, HubId Hub, Role Role)
{
    /// <summary>The cohort to which the role is limited; null for the hub as a whole.</summary>
    public CohortId? Cohort { get; init; }

    /// <summary>The organisation that the person represents; null when none.</summary>
    public OrganisationId? Organisation { get; init; }
}

/// <summary>The door of the room People.</summary>
public interface IPeople
{
    /// <summary>The person with an id; null when there is none.</summary>
    Task<PersonCard?> FindAsync(PersonId person, CancellationToken cancel);

    /// <summary>The person who signs in with an address; null when there is none. Case does not matter.</summary>
    Task<PersonCard?> FindByEmailAsync(string email, CancellationToken cancel);

    /// <summary>The cards of several people; unknown ids are left out.</summary>
    Task<IReadOnlyDictionary<PersonId, PersonCard>> CardsAsync(IReadOnlyCollection<PersonId> people, CancellationToken cancel);

    /// <summary>The people who hold a role in a hub (in one cohort, when given), by name.</summary>
    Task<IReadOnlyList<PersonCard>> InRoleAsync(HubId hub, Role role, CohortId? cohort, CancellationToken cancel);

    /// <summary>Adds a person, or finds the one with the same address.</summary>
    /// <returns>The person; Invalid for a bad address, name or ORCID iD.</returns>
    Task<Result<PersonId>> AddAsync(Actor actor, NewPerson person, CancellationToken cancel);

    /// <summary>Gives a role; the same role twice is no error.</summary>
    Task<Result> GrantAsync(Actor actor, NewMembership membership, CancellationToken cancel);

    /// <summary>The organisation with an id; null when there is none. A merged one leads to the one that remains.</summary>
    Task<OrganisationCard?> FindOrganisationAsync(OrganisationId organisation, CancellationToken cancel);

    /// <summary>The organisation of a hub with a name or alias, compared without case, accents, punctuation and small words.</summary>
    Task<OrganisationCard?> FindOrganisationAsync(HubId hub, string name, CancellationToken cancel);

    /// <summary>The organisations of a hub that have words in a name or alias, by name; merged ones left out.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="words">What is looked for, compared like <see cref="FindOrganisationAsync(HubId, string, CancellationToken)"/>.</param>
    /// <param name="most">How many at most; 1–100.</param>
    /// <param name="cancel">Stops the search.</param>
    /// <returns>Empty when the words are empty.</returns>
    Task<IReadOnlyList<OrganisationCard>> SearchOrganisationsAsync(HubId hub, string words, int most, CancellationToken cancel);

    /// <summary>For each organisation the one that remains after all merges: itself when it was never merged.</summary>
    Task<IReadOnlyDictionary<OrganisationId, OrganisationId>> RemainingAsync(
        IReadOnlyCollection<OrganisationId> organisations,
        CancellationToken cancel
    );

    /// <summary>All organisations of a hub by name, merged ones left out.</summary>
    Task<IReadOnlyList<OrganisationCard>> OrganisationsAsync(HubId hub, CancellationToken cancel);

    /// <summary>Adds an organisation.</summary>
    /// <returns>Its id; Invalid for a bad name, ROR id or country; Conflict when a name or alias is taken in the hub.</returns>
    Task<Result<OrganisationId>> AddOrganisationAsync(Actor actor, NewOrganisation organisation, CancellationToken cancel);
}

/// <summary>A mail to a person whose address the writer need not know.</summary>
/// <param name="To">To whom.</param>
/// <param name="Subject">One line.</param>
public sealed record LetterToPerson(PersonId To, string Subject)
{
    /// <summary>What is written, from top to bottom.</summary>
    public IReadOnlyList<LetterPart> Parts { get; init; } = [];

    /// <summary>The hub in whose name it is written; null for the installation itself.</summary>
    public HubId? Hub { get; init; }

    /// <summary>The name shown as the sender; empty means the name set for the installation.</summary>
    public string FromName { get; init; } = "";

    /// <summary>Whose act causes this mail, for the limit of mails a day; null when the product writes by itself.</summary>
    public PersonId? CausedBy { get; init; }
}

/// <summary>Writes mails to people of this installation, so that their addresses stay in this room.</summary>
public interface ILettersToPeople
{
    /// <summary>Puts a mail into the present unit of work, as <see cref="IOutbox"/> does.</summary>
    /// <returns>Done; NotFound when there is no such person; Later when whoever causes it has sent too many mails today.</returns>
    Task<Result> WriteAsync(LetterToPerson letter, CancellationToken cancel);
}

/// <summary>A cohort's name, for lists of choices in this room.</summary>
/// <param name="Id">The cohort.</param>
/// <param name="Name">Its name.</param>
public sealed record CohortName(CohortId Id, string Name);

/// <summary>Tells this room the names of cohorts. Implemented by the room Cohorts, which stands below.</summary>
public interface ICohortNames
{
    /// <summary>All cohorts of a hub, the latest first.</summary>
    Task<IReadOnlyList<CohortName>> OfAsync(HubId hub, CancellationToken cancel);
}

/// <summary>Adds what a room keeps about a person to the copy that the person downloads.</summary>
public interface IOwnRecords
{
    /// <summary>The name of the part in the copy, such as <c>case-studies</c>.</summary>
    string Part { get; }

    /// <summary>Everything that the room keeps about the person, ready to be written as JSON; null when nothing.</summary>
    Task<object?> OfAsync(PersonId person, CancellationToken cancel);
}

/// <summary>How many things of one kind belong to an organisation.</summary>
/// <param name="InWords">The kind, as an English key of the dictionary, such as "Places in cohorts".</param>
/// <param name="Count">How many.</param>
public sealed record OrganisationTie(string InWords, int Count);

/// <summary>Tells what a room keeps about an organisation, for those who merge two. Implemented by rooms below.</summary>
public interface IOrganisationTies
{
    /// <summary>How many things belong to the organisation.</summary>
    Task<OrganisationTie> CountAsync(OrganisationId organisation, CancellationToken cancel);
}
