using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>What somebody may do with the live text of a case study.</summary>
internal static class LiveModes
{
    /// <summary>The kind of these texts; the first part of their names on the wire.</summary>
    public const string Kind = "case-study";

    /// <summary>The live text of a case study.</summary>
    public static LiveTextId TextOf(CaseStudyId caseStudy) => new(caseStudy.Value);

    /// <summary>The most that the actor may do now. Nobody changes a text that has left the desk, nor suggests in it.</summary>
    public static LiveMode Of(Actor actor, CaseStudy caseStudy, DateTimeOffset now)
    {
        var isOpen = caseStudy.State.IsEditable();
        return !May(CaseStudyActions.View) ? LiveMode.None
            : isOpen && May(CaseStudyActions.Edit) ? LiveMode.Edit
            : isOpen && May(CaseStudyActions.Suggest) ? LiveMode.Suggest
            : May(CaseStudyActions.Comment) ? LiveMode.Comment
            : LiveMode.Read;

        bool May(string action) => CaseStudyAccess.Table.May(actor, action, new CaseStudySubject(caseStudy, now), now).IsDone;
    }
}
