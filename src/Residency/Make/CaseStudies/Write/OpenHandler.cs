using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Write;

/// <summary>Makes the live text ready before somebody opens it.</summary>
internal sealed class OpenHandler(AppDb db, LiveDraft draft, CutWriting writing, TimeProvider clock)
{
    /// <summary>Begins the live text of a case study from before there were any.</summary>
    /// <returns>NotFound when it may not be seen.</returns>
    public async Task<Result> OpenAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.View, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        return await db.WriteAsync(
            async inner =>
            {
                await draft.BeginAsync(loaded.Value, inner);
                if (LiveModes.Of(actor, loaded.Value, now) >= LiveMode.Suggest)
                {
                    await writing.ExpectAsync(loaded.Value, inner);
                }

                return await db.SaveAsync(inner);
            },
            cancel
        );
    }
}
