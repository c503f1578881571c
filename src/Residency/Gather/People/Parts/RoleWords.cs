using System.Diagnostics;
using Microsoft.Extensions.Localization;
using Residency.Foundation.Actors;

namespace Residency.Gather.People.Parts;

/// <summary>Roles in the reader's words.</summary>
public static class RoleWords
{
    /// <summary>All roles in the order in which lists show them.</summary>
    public static IReadOnlyList<Role> InOrder { get; } =
    [Role.HubOwner, Role.ProgrammeManager, Role.Expert, Role.Writer, Role.Adviser, Role.Reviewer, Role.Approver, Role.Member];

    /// <summary>The name of a role.</summary>
    public static string Of(Role role, IStringLocalizer words) =>
        role switch
        {
            Role.Member => words["Member"],
            Role.Expert => words["Expert in Residence"],
            Role.Writer => words["Scientific writer"],
            Role.Adviser => words["Adviser or trainer"],
            Role.Reviewer => words["Reviewer"],
            Role.Approver => words["Approver of a partner"],
            Role.ProgrammeManager => words["Programme manager"],
            Role.HubOwner => words["Hub owner"],
            _ => throw new UnreachableException(),
        };
}
