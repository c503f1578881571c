using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>What a person said about case studies, whom they invited to read, and which mails they want: for their own copy.</summary>
internal sealed class OwnCommentsDoor(AppDb db) : IOwnRecords
{
    public string Part => "case-study-comments";

    public async Task<object?> OfAsync(PersonId person, CancellationToken cancel)
    {
        var comments = await db.Set<Comment>()
            .AsNoTracking()
            .Where(row => row.By == person)
            .OrderBy(row => row.At)
            .ToListAsync(cancel);
        var followings = await db.Set<Following>().AsNoTracking().Where(row => row.Person == person).ToListAsync(cancel);
        var resolved = await db.Set<CommentThread>().AsNoTracking().Where(row => row.ResolvedBy == person).ToListAsync(cancel);
        var invited = await db.Set<ReaderLink>()
            .AsNoTracking()
            .Where(row => row.InvitedBy == person || row.RevokedBy == person)
            .ToListAsync(cancel);
        return new
        {
            Comments = comments.Select(row => new
            {
                CaseStudy = row.CaseStudy.Value,
                Thread = row.Thread.Value,
                row.At,
                row.Text,
            }),
            Resolved = resolved.Select(row => new
            {
                CaseStudy = row.CaseStudy.Value,
                Thread = row.Id.Value,
                row.ResolvedAt,
            }),
            Mails = followings.Select(row => new
            {
                CaseStudy = row.CaseStudy.Value,
                row.MutedAt,
                row.ToldUntil,
                row.DigestAt,
            }),
            // Without the names and addresses of those who were invited.
            ReadersInvited = invited
                .Where(row => row.InvitedBy == person)
                .Select(row => new
                {
                    CaseStudy = row.CaseStudy.Value,
                    row.InvitedAt,
                    row.ExpiresAt,
                    row.RevokedAt,
                }),
        };
    }
}
