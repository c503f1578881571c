namespace Residency.Foundation.LiveText.Storage;

/// <summary>One change as the time line sees it.</summary>
internal readonly record struct WritingMoment(DateTimeOffset At, string Writer, int Added, int Removed, int Words);

/// <summary>Makes sessions of changes: one ends when nobody writes for <see cref="Silence"/>.</summary>
internal static class TimeLine
{
    /// <summary>How long nobody writes before the next change begins a new session.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);

    /// <summary>Adds changes to the sessions of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">The parts of the newest session; they grow when the changes go on from there.</param>
    /// <param name="moments">In any order.</param>
    /// <returns>The parts that are new.</returns>
    public static List<StoredSession> Add(LiveTextId text, IReadOnlyList<StoredSession> known, IEnumerable<WritingMoment> moments)
    {
        List<StoredSession> present = [.. known];
        List<StoredSession> fresh = [];
        var last = present.Count == 0 ? DateTimeOffset.MinValue : present.Max(part => part.EndedAt);
        foreach (var moment in moments.OrderBy(moment => moment.At))
        {
            if (moment.At - last > Silence)
            {
                present = [];
            }

            var part = present.Find(one => one.Writer == moment.Writer);
            if (part is null)
            {
                part = StoredSession.Begin(text, present.Count == 0 ? moment.At : present[0].StartedAt, moment.Writer);
                present.Add(part);
                fresh.Add(part);
            }

            part.Add(moment);
            last = moment.At > last ? moment.At : last;
        }

        return fresh;
    }

    /// <summary>The parts as readers of the history see them, the newest session first.</summary>
    public static IReadOnlyList<WritingSession> Show(IEnumerable<StoredSession> parts, int most) =>
        [
            .. parts
                .GroupBy(part => part.StartedAt)
                .OrderByDescending(session => session.Key)
                .Take(most)
                .Select(session => new WritingSession(
                    session.Key,
                    session.Max(part => part.EndedAt),
                    [
                        .. session
                            .OrderBy(part => part.Writer, StringComparer.Ordinal)
                            .Select(part => new WritingPart(part.Writer, part.Added, part.Removed, part.Words)),
                    ]
                )),
        ];
}
