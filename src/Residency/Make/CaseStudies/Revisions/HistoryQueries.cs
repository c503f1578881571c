using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Revisions;

/// <summary>A stretch of writing: when, who by name in the order of the alphabet, and about how many words.</summary>
/// <param name="StartedAt">The first change; UTC.</param>
/// <param name="EndedAt">The last one so far; UTC.</param>
/// <param name="Names">Who took part, as far as they are known by name.</param>
/// <param name="Others">How many others took part: guests whose link is gone, and the house with an import.</param>
/// <param name="Words">How many words were written, about.</param>
public sealed record SessionLine(
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    IReadOnlyList<string> Names,
    int Others,
    int Words
);

/// <summary>What the page of the history shows.</summary>
internal sealed record HistoryView(CaseStudyCard CaseStudy, IReadOnlyList<RevisionCard> Revisions)
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<SessionLine> Sessions { get; init; } = [];
    public bool MayRestore { get; init; }
    public bool MayName { get; init; }
}

/// <summary>Brings together when who wrote, and what was kept of it.</summary>
internal sealed class HistoryQueries(
    AppDb db,
    ICaseStudies door,
    LiveDraft draft,
    HistoryQueries.Writing writing,
    TimeProvider clock
)
{
    // A page of sessions; older ones are found in the revisions.
    private const int MostSessions = 60;

    /// <summary>What tells of the live text.</summary>
    internal sealed record Writing(ILiveTexts Texts, WriterNames Names);

    /// <summary>The history, up to what was written a moment ago.</summary>
    /// <returns>NotFound; Forbidden.</returns>
    public async Task<Result<HistoryView>> ReadAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.HistoryView, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        // A conflict means that somebody else has just done it.
        await draft.BringUpToDateAsync(loaded.Value, cancel);
        var subject = new CaseStudySubject(loaded.Value, now);
        return new HistoryView(loaded.Value.Card(), await door.RevisionsAsync(id, cancel))
        {
            Sessions = await SessionsAsync(id, cancel),
            MayRestore = CaseStudyAccess.Table.May(actor, CaseStudyActions.HistoryRestore, subject, now).IsDone,
            MayName = CaseStudyAccess.Table.May(actor, CaseStudyActions.Edit, subject, now).IsDone,
        };
    }

    private async Task<IReadOnlyList<SessionLine>> SessionsAsync(CaseStudyId id, CancellationToken cancel)
    {
        var sessions = await writing.Texts.SessionsAsync(LiveModes.TextOf(id), MostSessions, cancel);
        var names = await writing.Names.NamedAsync(
            [.. sessions.SelectMany(session => session.Writers.Select(part => part.Writer))],
            cancel
        );
        return
        [
            .. sessions.Select(session => new SessionLine(
                session.StartedAt,
                session.EndedAt,
                [
                    .. session
                        .Writers.Select(part => names.GetValueOrDefault(part.Writer, ""))
                        .Where(name => name.Length > 0)
                        .Order(StringComparer.CurrentCultureIgnoreCase),
                ],
                session.Writers.Count(part => !names.ContainsKey(part.Writer)),
                session.Writers.Sum(part => part.WordsAdded)
            )),
        ];
    }
}
