using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Turns the remarks of imported files into threads, under the names that the files give.</summary>
internal static class RemarksOfFiles
{
    /// <summary>What no person and no link says: the names of files.</summary>
    public static IQueryable<Comment> FromOutside(this AppDb db, CaseStudyId caseStudy) =>
        db.Set<Comment>().Where(row => row.CaseStudy == caseStudy && row.By == null && row.ByLink == null);

    /// <summary>Keeps the remarks that are not here yet. Does not save.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="caseStudy">The case study.</param>
    /// <param name="remarks">An answer names the remark that it answers: one of these, or a comment that is here by its id.</param>
    /// <param name="now">The present instant: remarks without a date are of now, and none is of the future.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>How many were kept.</returns>
    public static async Task<int> RecallAsync(
        this AppDb db,
        CaseStudyId caseStudy,
        IReadOnlyList<ImportedComment> remarks,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (remarks.Count == 0)
        {
            return 0;
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
        var placed = new Dictionary<string, CommentThread>(StringComparer.Ordinal);
        var kept = 0;
        foreach (var remark in remarks)
        {
            var by = CommentAuthor.Outside(remark.Author);
            var text = Cut(CommentText.Plain(remark.Text));
            var at = remark.Date is { } date && date < now ? date : now;
            if (remark.Date is not null && known.TryGetValue(SignOf(by.Name, text, at), out var old))
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
            if (thread is null)
            {
                var source = string.Create(CultureInfo.InvariantCulture, $"file:{remark.Id}");
                thread = CommentThread.OfFile(
                    caseStudy,
                    source.Length <= 200 ? source : source[..200],
                    remark.Quotation ?? "",
                    remark.BlockId ?? "",
                    at
                );
                db.Add(thread);
            }

            placed[remark.Id] = thread;
            db.Add(thread.Recall(by, text, at));
            kept++;
        }

        return kept;
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
