using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing.Release;

internal sealed class ReleaseDoor(ReleaseHandler handler, ICaseStudies caseStudies, IPublishCaseStudies moves, AppDb db)
    : IReleaseEditions
{
    public async Task<Result<EditionCard>> ReleaseAsync(
        Actor actor,
        CaseStudyId caseStudy,
        string whatChanged,
        DateTimeOffset at,
        CancellationToken cancel
    )
    {
        var prepared = await handler.PrepareAsync(actor, caseStudy, cancel);
        if (!prepared.IsDone)
        {
            return prepared.Refusal;
        }

        var wish = new ReleaseWish(prepared.Value.Card.Version, prepared.Value.Text.Revision.Sha256, whatChanged);
        return await handler.PublishAsOfAsync(actor, caseStudy, (wish, at), cancel);
    }

    public async Task<Result> ReviseAsync(Actor actor, CaseStudyId caseStudy, CancellationToken cancel)
    {
        if (await caseStudies.FindAsync(caseStudy, cancel) is not { } card)
        {
            return new Refusal.NotFound();
        }

        return await db.WriteAsync(
            async inner =>
            {
                var moved = await moves.ReviseAsync(actor, caseStudy, card.Version, inner);
                return moved.IsDone ? await db.SaveAsync(inner) : moved;
            },
            cancel
        );
    }
}
