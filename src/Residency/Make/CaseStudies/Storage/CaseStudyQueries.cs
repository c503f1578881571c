using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Queries that several verbs share. Every list of case studies starts from <see cref="VisibleTo"/>.</summary>
internal static class CaseStudyQueries
{
    /// <summary>All case studies, trash included.</summary>
    public static IQueryable<CaseStudy> CaseStudies(this AppDb db) => db.Set<CaseStudy>();

    /// <summary>Exactly those for which the access table answers "done" to <see cref="CaseStudyActions.View"/>.</summary>
    public static IQueryable<CaseStudy> VisibleTo(this IQueryable<CaseStudy> caseStudies, Actor actor, DateTimeOffset now)
    {
        if (actor.IsSystem)
        {
            return caseStudies;
        }

        Expression<Func<CaseStudy, bool>> visible = caseStudy => false;
        if (actor.Person is { } person)
        {
            foreach (var standing in actor.Standings.Distinct())
            {
                visible = Either(visible, Through(person, standing, now));
            }
        }

        if (actor.Link is { Kind: PrivateLinkKind.SuggestAndComment } link && now < link.Until)
        {
            var (hub, thing) = (link.Hub, new CaseStudyId(link.Thing));
            visible = caseStudy => caseStudy.Id == thing && caseStudy.Hub == hub && caseStudy.State != CaseStudyState.Deleted;
        }

        return caseStudies.Where(visible);
    }

    /// <summary>The newest revision, tracked by nobody.</summary>
    public static Task<Revision?> LatestRevisionAsync(this AppDb db, CaseStudy caseStudy, CancellationToken cancel) =>
        db.RevisionAsync(caseStudy.Id, caseStudy.LatestRevision, cancel);

    /// <summary>A revision by its number; null when there is none.</summary>
    public static Task<Revision?> RevisionAsync(this AppDb db, CaseStudyId caseStudy, int number, CancellationToken cancel) =>
        db.Set<Revision>().AsNoTracking().SingleOrDefaultAsync(row => row.CaseStudy == caseStudy && row.Number == number, cancel);

    private static Expression<Func<CaseStudy, bool>> Through(PersonId person, Standing standing, DateTimeOffset now)
    {
        var (hub, role, cohort, organisation) = standing;
        return role switch
        {
            Role.HubOwner => caseStudy => caseStudy.Hub == hub,
            Role.ProgrammeManager when cohort is null => caseStudy => caseStudy.Hub == hub,
            Role.ProgrammeManager => caseStudy => caseStudy.Hub == hub && caseStudy.Cohort == cohort,
            Role.Approver => caseStudy =>
                caseStudy.Hub == hub
                && (
                    caseStudy.Assignments.Any(part => part.Person == person && part.Role == role)
                    || (
                        organisation != null
                        && cohort != null
                        && caseStudy.Organisation == organisation
                        && caseStudy.Cohort == cohort
                    )
                ),
            Role.Writer or Role.Reviewer => caseStudy =>
                caseStudy.Hub == hub
                && caseStudy.Assignments.Any(part =>
                    part.Person == person
                    && part.Role == role
                    && (part.From == null || part.From <= now)
                    && (part.Until == null || now < part.Until)
                ),
            Role.Expert or Role.Adviser => caseStudy =>
                caseStudy.Hub == hub
                && (
                    caseStudy.Assignments.Any(part => part.Person == person && part.Role == role)
                    || caseStudy.Audience == Audience.Hub
                    || (caseStudy.Audience == Audience.Cohort && cohort != null && caseStudy.Cohort == cohort)
                ),
            Role.Member => caseStudy =>
                caseStudy.Hub == hub
                && (
                    caseStudy.Audience == Audience.Hub
                    || (caseStudy.Audience == Audience.Cohort && cohort != null && caseStudy.Cohort == cohort)
                ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Expression<Func<CaseStudy, bool>> Either(
        Expression<Func<CaseStudy, bool>> one,
        Expression<Func<CaseStudy, bool>> other
    )
    {
        var body = new SwapParameter(other.Parameters[0], one.Parameters[0]).Visit(other.Body);
        return Expression.Lambda<Func<CaseStudy, bool>>(Expression.OrElse(one.Body, body), one.Parameters);
    }

    private sealed class SwapParameter(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
