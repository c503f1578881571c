using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Revisions;

/// <summary>A stretch of writing: when, who by name in the order of the alphabet, and what it did to the length of the text.</summary>
/// <param name="StartedAt">The first change; UTC.</param>
/// <param name="EndedAt">The last one so far; UTC.</param>
/// <param name="Names">Who took part, as far as they are known by name.</param>
/// <param name="Others">How many others took part: guests whose link is gone.</param>
/// <param name="Words">How many words the text became longer, about; negative when it became shorter.</param>
public sealed record SessionLine(
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    IReadOnlyList<string> Names,
    int Others,
    int Words
)
{
    /// <summary>Whether words came under nobody's name: of a file, or by the house itself.</summary>
    public bool HasNobodys { get; init; }

    /// <summary>Letters and spaces that were written, also those that did not stay.</summary>
    public int Written { get; init; }

    /// <summary>Letters and spaces that were taken out, also own ones of a moment before.</summary>
    public int TakenOut { get; init; }
}

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

    // With the space behind it, where nothing was written that tells it.
    private const double LettersOfAWord = 6;

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
                session.Writers.Count(part => part.Writer != LiveWriter.House.Id && !names.ContainsKey(part.Writer)),
                Longer(session)
            )
            {
                HasNobodys = session.Writers.Any(part => part.Writer == LiveWriter.House.Id),
                Written = session.Writers.Sum(part => part.CharactersAdded),
                TakenOut = session.Writers.Sum(part => part.CharactersRemoved),
            }),
        ];
    }

    // Words are counted when they are begun only, so those that went are reckoned by the length of those that came.
    private static int Longer(WritingSession session)
    {
        var (written, takenOut, words) = (
            session.Writers.Sum(part => part.CharactersAdded),
            session.Writers.Sum(part => part.CharactersRemoved),
            session.Writers.Sum(part => part.WordsAdded)
        );
        var length = words > 0 && written > words ? (double)written / words : LettersOfAWord;
        return (int)Math.Round((written - takenOut) / length, MidpointRounding.AwayFromZero);
    }
}
