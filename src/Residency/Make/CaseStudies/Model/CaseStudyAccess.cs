using Residency.Foundation.Actors;
using static Residency.Foundation.Actors.Conditions;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Who may do what with a case study.</summary>
public static class CaseStudyAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        Reading(table);
        Writing(table);
        Steering(table);
        Talking(table);
        Frameworks(table);
        return table;
    }

    private static void Reading(AccessTable table)
    {
        table
            .On(CaseStudyActions.View)
            .Allow(Role.Member, Reach.Hub, Conditions.Audience)
            .Allow([Role.Expert, Role.Adviser], Reach.Assigned)
            .Allow([Role.Expert, Role.Adviser], Reach.Hub, Conditions.Audience)
            .Allow([Role.Writer, Role.Reviewer], Reach.Assigned, Window)
            .Allow(Role.Approver, Reach.Organisation)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub)
            .Link(PrivateLinkKind.SuggestAndComment);
        foreach (var action in (string[])[CaseStudyActions.HistoryView, CaseStudyActions.Export])
        {
            table
                .On(action)
                .Allow(Role.Expert, Reach.Assigned)
                .Allow(Role.Writer, Reach.Assigned, Window)
                .Allow(Role.Approver, Reach.Organisation)
                .Allow(Role.ProgrammeManager, Reach.Cohort)
                .Allow(Role.HubOwner, Reach.Hub);
        }
    }

    private static void Writing(AccessTable table)
    {
        table
            .On(CaseStudyActions.Create)
            .Allow(Role.Expert, Reach.Organisation)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub);
        foreach (
            var action in (string[])
                [CaseStudyActions.Edit, CaseStudyActions.MetaEdit, CaseStudyActions.AttachmentUpload, CaseStudyActions.Import]
        )
        {
            table
                .On(action)
                .Allow(Role.Expert, Reach.Assigned, Editable)
                .Allow(Role.Writer, Reach.Assigned, Editable | Window)
                .Allow(Role.ProgrammeManager, Reach.Cohort, Editable)
                .Allow(Role.HubOwner, Reach.Hub, Editable);
        }

        table
            .On(CaseStudyActions.Suggest)
            .Allow([Role.Expert, Role.Adviser], Reach.Assigned, Editable)
            .Allow(Role.Writer, Reach.Assigned, Editable | Window)
            .Allow(Role.Reviewer, Reach.Assigned, Window)
            .Allow(Role.Approver, Reach.Organisation, Editable)
            .Allow(Role.ProgrammeManager, Reach.Cohort, Editable)
            .Allow(Role.HubOwner, Reach.Hub, Editable)
            .Link(PrivateLinkKind.SuggestAndComment, conditions: Editable);
        table
            .On(CaseStudyActions.HistoryRestore)
            .Allow(Role.Expert, Reach.Assigned, Editable)
            .Allow(Role.ProgrammeManager, Reach.Cohort, Editable);
        table
            .On(CaseStudyActions.ImportMany)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub)
            .Operator();
    }

    private static void Talking(AccessTable table)
    {
        table
            .On(CaseStudyActions.Comment)
            .Allow([Role.Expert, Role.Adviser], Reach.Assigned)
            .Allow([Role.Writer, Role.Reviewer], Reach.Assigned, Window)
            .Allow(Role.Approver, Reach.Organisation)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub)
            .Link(PrivateLinkKind.SuggestAndComment);
        table
            .On(CaseStudyActions.CommentDelete)
            .Allow([Role.Expert, Role.Writer, Role.Adviser, Role.Reviewer, Role.Approver], Reach.Own)
            .Allow(Role.ProgrammeManager, Reach.Cohort)
            .Allow(Role.HubOwner, Reach.Hub)
            .Link(PrivateLinkKind.SuggestAndComment, Reach.Own);
        // The secret of the link decides.
        table.On(CaseStudyActions.CommentMute).Everyone(Reach.Hub);
        table.On(CaseStudyActions.CommentTell);
        table
            .On(CaseStudyActions.ReaderInvite)
            .Allow(Role.Expert, Reach.Assigned, Editable)
            .Allow(Role.ProgrammeManager, Reach.Cohort, Editable)
            .Allow(Role.HubOwner, Reach.Hub, Editable);
        foreach (var action in (string[])[CaseStudyActions.ReaderList, CaseStudyActions.ReaderRevoke])
        {
            table
                .On(action)
                .Allow(Role.Expert, Reach.Assigned)
                .Allow(Role.ProgrammeManager, Reach.Cohort)
                .Allow(Role.HubOwner, Reach.Hub);
        }

        table.On(CaseStudyActions.ReaderOpen).Everyone(Reach.Hub);
        table.On(CaseStudyActions.ReaderForget);
    }

    private static void Steering(AccessTable table)
    {
        foreach (var action in (string[])[CaseStudyActions.AudienceSet, CaseStudyActions.StateAdvance])
        {
            table
                .On(action)
                .Allow(Role.Expert, Reach.Assigned)
                .Allow(Role.ProgrammeManager, Reach.Cohort)
                .Allow(Role.HubOwner, Reach.Hub);
        }

        table.On(CaseStudyActions.Assign).Allow(Role.ProgrammeManager, Reach.Cohort).Allow(Role.HubOwner, Reach.Hub);
        foreach (var action in (string[])[CaseStudyActions.Delete, CaseStudyActions.Undelete])
        {
            table.On(action).Allow(Role.ProgrammeManager, Reach.Cohort, StepUp).Allow(Role.HubOwner, Reach.Hub, StepUp);
        }

        table.On(CaseStudyActions.Purge).Allow(Role.HubOwner, Reach.Hub, StepUp | FourEyes);
        table.On(CaseStudyActions.Move).Allow(Role.HubOwner, Reach.Hub, StepUp);
        table.On(CaseStudyActions.MoveToAnotherHub);
    }

    private static void Frameworks(AccessTable table)
    {
        table.On(CaseStudyActions.FrameworkView).Allow(Enum.GetValues<Role>(), Reach.Hub);
        table.On(CaseStudyActions.FrameworkEdit).Allow([Role.ProgrammeManager, Role.HubOwner], Reach.Hub);
    }
}
