using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Acknowledge;

/// <summary>How much of the present text a person wrote.</summary>
/// <param name="Name">Empty for all that is nobody's: a file, or words from before.</param>
/// <param name="Percent">0–100, rounded; the words that are nobody's count in the whole.</param>
public sealed record WritingShare(string Name, int Percent);

/// <summary>Who wrote how much of the present text: evidence for roles, in the order of names and never in that of amounts.</summary>
internal sealed class ShareQueries(AppDb db, ILiveTexts texts, WriterNames names, TimeProvider clock)
{
    /// <summary>The shares; empty when nothing is known.</summary>
    /// <returns>NotFound; Forbidden for those who may not see the history.</returns>
    public async Task<Result<IReadOnlyList<WritingShare>>> ReadAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.HistoryView, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var text = LiveModes.TextOf(id);
        var shares = await texts.ExistsAsync(text, cancel) ? await texts.SharesAsync(text, cancel) : [];
        var all = shares.Sum(share => (long)share.Characters);
        if (all == 0)
        {
            return new List<WritingShare>();
        }

        var named = await names.NamedAsync([.. shares.Select(share => share.Writer)], cancel);
        return shares
            .GroupBy(share => named.GetValueOrDefault(share.Writer, ""))
            .Select(group => new WritingShare(
                group.Key,
                (int)Math.Round(100.0 * group.Sum(share => (long)share.Characters) / all, MidpointRounding.AwayFromZero)
            ))
            .OrderBy(share => share.Name.Length == 0)
            .ThenBy(share => share.Name, StringComparer.CurrentCultureIgnoreCase)
            .ToList();
    }
}
