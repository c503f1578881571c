using Residency.Foundation.Actors;

namespace Residency.Gather.People.Model;

/// <summary>Who may do what with people, organisations and accounts.</summary>
public static class PeopleAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table.On(PeopleActions.OrganisationView).Everyone(Reach.Published);
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
        foreach (
            var action in (string[])[PeopleActions.AccountView, PeopleActions.AccountEdit, PeopleActions.SessionsRevoke]
        )
        {
            table.On(action).Everyone(Reach.Own);
        }

        return table;
    }
}
