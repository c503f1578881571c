namespace Residency.Gather.People;

/// <summary>What can be done with people, organisations and one's own account.</summary>
public static class PeopleActions
{
    public const string OrganisationView = "org.view";
    public const string OrganisationEdit = "org.edit";
    public const string MemberList = "member.list";
    public const string MemberContactView = "member.contact.view";
    public const string MemberInvite = "member.invite";
    public const string MemberInviteOwn = "member.invite.own";
    public const string RoleGrant = "role.grant";
    public const string RoleRevoke = "role.revoke";
    public const string MemberSuspend = "member.suspend";
    public const string InviteAccept = "invite.accept";
    public const string AccountView = "account.view";
    public const string AccountEdit = "account.edit";
    public const string SignIn = "account.sign-in";
    public const string SetUp = "account.set-up";
    public const string OperatorAdd = "operator.add";
    public const string MyCopy = "data.export";
    public const string SessionsRevoke = "account.sessions.revoke";
}
