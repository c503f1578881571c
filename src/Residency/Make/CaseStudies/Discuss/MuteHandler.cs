using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Discuss;

/// <summary>Ends mails about the comments of one case study, for whoever followed the link of such a mail.</summary>
[Needs(CaseStudyActions.CommentMute)]
internal sealed class MuteHandler(AppDb db, MuteSecret secrets, TimeProvider clock)
{
    private static readonly Refusal s_none = new Refusal.NotFound("This link does not work.");

    /// <summary>Whether the link is one of ours; changes nothing.</summary>
    public bool LooksGood(string? secret) => secrets.Read(secret) is not null;

    /// <summary>Ends the mails.</summary>
    /// <returns>Done, also a second time; NotFound for a link that is none of ours, or to what is gone.</returns>
    public async Task<Result> MuteAsync(string? secret, CancellationToken cancel)
    {
        if (secrets.Read(secret) is not { } known || !await db.CaseStudies().AnyAsync(row => row.Id == known.CaseStudy, cancel))
        {
            return s_none;
        }

        var now = clock.GetUtcNow();
        (await db.FollowAsync(known.CaseStudy, known.Person, now, cancel)).Mute(now);
        return await db.SaveAsync(cancel);
    }
}
