using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>The comments of a text as they stand in the margin of a Word file.</summary>
/// <param name="Remarks">Each answer after what it answers; their ids are those of the comments.</param>
/// <param name="Resolved">The ids of those that are settled.</param>
internal sealed record WordThreads(Sequence<ImportedComment> Remarks, IReadOnlySet<string> Resolved);

/// <summary>Reads comments for Word files.</summary>
internal sealed class WordRemarkQueries(AppDb db, IPeople people)
{
    /// <summary>All comments of a text, threads in the order in which they were begun.</summary>
    public async Task<WordThreads> OfAsync(CaseStudyId id, CancellationToken cancel)
    {
        var threads = await db.Set<CommentThread>().AsNoTracking().Where(row => row.CaseStudy == id).ToListAsync(cancel);
        var comments = (await db.Set<Comment>().AsNoTracking().Where(row => row.CaseStudy == id).ToListAsync(cancel)).ToLookup(
            row => row.Thread
        );
        var authors = threads.SelectMany(thread => comments[thread.Id]).Select(row => row.By).OfType<PersonId>().Distinct();
        var cards = await people.CardsAsync([.. authors], cancel);
        var remarks = new List<ImportedComment>();
        var resolved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var thread in threads.OrderBy(thread => thread.OpenedAt).ThenBy(thread => thread.Id.Value))
        {
            string? first = null;
            foreach (var comment in comments[thread.Id].OrderBy(row => row.At).ThenBy(row => row.Id.Value))
            {
                var name = comment.By is { } person ? cards.GetValueOrDefault(person)?.Name ?? "" : comment.Name;
                var key = comment.Id.Value.ToString("D");
                var words = string.Concat(CommentText.Pieces(comment.Text).Select(piece => piece.Text));
                remarks.Add(
                    new ImportedComment(key, name, words)
                    {
                        Date = comment.At,
                        Quotation = thread.Quotation.Length > 0 ? thread.Quotation : null,
                        BlockId =
                            thread.Block.Length > 0 ? thread.Block
                            : thread.Section.Length > 0 ? thread.Section
                            : null,
                        AnswerTo = first,
                    }
                );
                first ??= key;
            }

            if (first is not null && thread.State == ConversationState.Resolved)
            {
                resolved.Add(first);
            }
        }

        return new WordThreads(remarks.ToSequence(), resolved);
    }
}
