using System.Diagnostics;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;

namespace Residency.Gather.People.Model;

/// <summary>Who may do what with people, organisations and accounts.</summary>
public static class PeopleAccess
{
    public static readonly AccessTable Table = Build();

    /// <summary>The roles in which somebody may list people at all.</summary>
    public static readonly IReadOnlyList<Role> RolesThatList =
    [
        .. Table.Cells.Where(cell => cell.Action == PeopleActions.MemberList).Select(cell => cell.Role).OfType<Role>().Distinct(),
    ];

    /// <summary>Whether the actor may offer a role, or give or take it.</summary>
    /// <remarks>
    /// Managers and owners are made by owners alone, with a fresh proof; approvers may be invited by approvers of the
    /// same organisation as well.
    /// </remarks>
    public static Result MayInvite(Actor actor, IAccessSubject place, Role role, DateTimeOffset now) =>
        role switch
        {
            Role.ProgrammeManager or Role.HubOwner => MayAppoint(actor, PeopleActions.RoleGrant, place, role, now),
            Role.Approver or Role.Expert => Table.May(actor, PeopleActions.MemberInviteOwn, place, now),
            Role.Member or Role.Writer or Role.Adviser or Role.Reviewer => Table.May(
                actor,
                PeopleActions.MemberInvite,
                place,
                now
            ),
            _ => throw new UnreachableException(),
        };

    /// <summary>Whether the actor may do an action that changes what somebody may do in a role.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="action">Giving or taking a role, or suspending its holder.</param>
    /// <param name="place">Where the role is held.</param>
    /// <param name="role">Which role.</param>
    /// <param name="now">The present instant.</param>
    public static Result MayAppoint(Actor actor, string action, IAccessSubject place, Role role, DateTimeOffset now)
    {
        var answer = Table.May(actor, action, place, now);
        return
            role is Role.ProgrammeManager or Role.HubOwner
            && !actor.IsSystem
            && !actor.IsOperator
            && !actor.Plays(place.Hub, Role.HubOwner)
            ? new Refusal.Forbidden("Only an owner of the hub may do this. Ask one of them.")
            : answer;
    }

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table
            .On(PeopleActions.OrganisationView)
            .Everyone(Reach.Published)
            .Allow([Role.Expert, Role.Writer, Role.Adviser, Role.Approver, Role.ProgrammeManager, Role.HubOwner], Reach.Hub)
            .Operator(Conditions.Redacted);
        table
            .On(PeopleActions.OrganisationEdit)
            .Allow(Role.Approver, Reach.Assigned)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub);
        table
            .On(PeopleActions.MemberList)
            .Allow(Role.Member, Reach.Own)
            .Allow([Role.Expert, Role.Writer, Role.Adviser, Role.Approver], Reach.Cohort)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub)
            .Operator(Conditions.Redacted);
        table
            .On(PeopleActions.MemberContactView)
            .Allow([Role.Member, Role.Expert, Role.Writer, Role.Adviser, Role.Reviewer, Role.Approver], Reach.Own)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub);
        table.On(PeopleActions.MemberInvite).Allow(Role.ProgrammeManager, Reach.Cohort).Allow(Role.HubOwner, Reach.Hub);
        table
            .On(PeopleActions.MemberInviteOwn)
            .Allow(Role.Approver, Reach.Organisation)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub);
        foreach (var action in (string[])[PeopleActions.RoleGrant, PeopleActions.RoleRevoke])
        {
            table
                .On(action)
                .Allow(Role.ProgrammeManager, Reach.Cohort, Conditions.StepUp)
                .Allow(Role.HubOwner, Reach.Hub, Conditions.StepUp);
        }

        table
            .On(PeopleActions.MemberSuspend)
            .Allow(Role.ProgrammeManager, Reach.Cohort, Conditions.StepUp)
            .Allow(Role.HubOwner, Reach.Hub, Conditions.StepUp)
            .Operator(Conditions.StepUp);
        table.On(PeopleActions.InviteAccept).Everyone(Reach.Hub);
        table.On(PeopleActions.SignIn).Everyone(Reach.Hub);
        table.On(PeopleActions.SetUp).Everyone(Reach.Hub);
        table.On(PeopleActions.OperatorAdd).Operator(Conditions.StepUp);
        table.On(PeopleActions.MyCopy).Everyone(Reach.Own, Conditions.StepUp);
        foreach (var action in (string[])[PeopleActions.AccountView, PeopleActions.AccountEdit, PeopleActions.SessionsRevoke])
        {
            table.On(action).Everyone(Reach.Own);
        }

        return table;
    }
}
