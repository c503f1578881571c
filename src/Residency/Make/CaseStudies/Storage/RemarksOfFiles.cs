using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Discuss;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Turns the remarks of files into threads, under the names that the files give or that of who brings them.</summary>
internal static class RemarksOfFiles
{
    /// <summary>What no person and no link says: the names of files.</summary>
    public static IQueryable<Comment> FromOutside(this AppDb db, CaseStudyId caseStudy) =>
        db.Set<Comment>().Where(row => row.CaseStudy == caseStudy && row.By == null && row.ByLink == null);

    /// <summary>Keeps the remarks that are not here yet, under the names that the file gives. Does not save.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="caseStudy">The case study.</param>
    /// <param name="remarks">An answer names the remark that it answers: one of these, or a comment that is here by its id.</param>
    /// <param name="now">The present instant: remarks without a date are of now, and none is of the future.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>Those that were kept: not those that are here, nor those for which there is no room.</returns>
    public static Task<IReadOnlyList<ImportedComment>> RecallAsync(
        this AppDb db,
        CaseStudyId caseStudy,
        IReadOnlyList<ImportedComment> remarks,
        DateTimeOffset now,
        CancellationToken cancel
    ) => db.RecallAsync((caseStudy, remarks, null), now, cancel);

    /// <summary>As the other one, but all of them under the name of who brings them, when that is not null.</summary>
    public static async Task<IReadOnlyList<ImportedComment>> RecallAsync(
        this AppDb db,
        (CaseStudyId CaseStudy, IReadOnlyList<ImportedComment> Remarks, CommentAuthor? By) brought,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var (caseStudy, remarks, bringer) = brought;
        if (remarks.Count == 0)
        {
            return [];
        }

        var here = await db.FromOutside(caseStudy).AsNoTracking().ToListAsync(cancel);
        var known = here.GroupBy(row => SignOf(row.Name, row.Text, row.At))
            .ToDictionary(rows => rows.Key, rows => rows.First().Thread, StringComparer.Ordinal);
        var threads = await db.Set<CommentThread>()
            .Where(row => row.CaseStudy == caseStudy)
            .ToDictionaryAsync(row => row.Id, cancel);
        var said = await db.Set<Comment>()
            .Where(row => row.CaseStudy == caseStudy)
            .ToDictionaryAsync(row => row.Id.Value.ToString("D"), row => row.Thread, StringComparer.Ordinal, cancel);
        var replies = said.Values.CountBy(thread => thread).ToDictionary();
        var placed = new Dictionary<string, CommentThread>(StringComparer.Ordinal);
        var kept = new List<ImportedComment>();
        foreach (var remark in remarks)
        {
            var by = bringer ?? CommentAuthor.Outside(remark.Author);
            var text = Cut(CommentText.WithoutMentions(CommentText.Plain(remark.Text)));
            var at = remark.Date is { } date && date < now ? date : now;
            if (bringer is null && remark.Date is not null && known.TryGetValue(SignOf(by.Name, text, at), out var old))
            {
                placed[remark.Id] = threads[old];
                continue;
            }

            if (text.Length == 0)
            {
                continue;
            }

            var thread =
                remark.AnswerTo is not { } answered ? null
                : placed.TryGetValue(answered, out var found) ? found
                : said.TryGetValue(answered, out var other) ? threads[other]
                : null;
            if (!HasRoom(thread, threads.Count, replies))
            {
                continue;
            }

            if (thread is null)
            {
                thread = OfFile(caseStudy, remark, by, at);
                db.Add(thread);
                threads.Add(thread.Id, thread);
            }

            placed[remark.Id] = thread;
            db.Add(thread.Recall(by, text, at));
            replies[thread.Id] = replies.GetValueOrDefault(thread.Id) + 1;
            kept.Add(remark);
        }

        return kept;
    }

    private static bool HasRoom(CommentThread? thread, int threads, Dictionary<ThreadId, int> replies) =>
        thread is null ? threads < DiscussHandler.MostThreads : replies.GetValueOrDefault(thread.Id) < DiscussHandler.MostReplies;

    private static CommentThread OfFile(CaseStudyId caseStudy, ImportedComment remark, CommentAuthor by, DateTimeOffset at)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"file:{remark.Id}");
        return CommentThread.OfFile(caseStudy, source.Length <= 200 ? source : source[..200], remark, by, at);
    }

    private static string Cut(string text) => text.Length <= CommentText.Longest ? text : text[..(CommentText.Longest - 1)] + "…";

    private static string SignOf(string name, string text, DateTimeOffset at) =>
        string.Join(
            '\n',
            name,
            (at.UtcTicks / TimeSpan.TicksPerMinute).ToString(CultureInfo.InvariantCulture),
            string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
}
