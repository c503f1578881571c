using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Write;

/// <summary>Brings words that people kept as drafts before there were live texts into these, as suggestions of theirs.</summary>
/// <remarks>
/// A draft that cannot be brought in stays and is shown on the page for writing: its section is gone, others changed the
/// same words, what it began with is not known, or the text has left the desk.
/// </remarks>
internal sealed class OldDraftsHandler(AppDb db, LiveDraft draft, WriterNames names)
{
    // What such a draft began with is named by a hash; it must be in one of the newest revisions.
    private const int HashLength = 64;
    private const int MostRevisions = 500;

    /// <summary>Brings in what can be; doing it again changes nothing.</summary>
    /// <returns>How many drafts became suggestions.</returns>
    public async Task<int> BringInAsync(CancellationToken cancel)
    {
        var old = (
            await db.Set<UnsavedDraft>()
                .AsNoTracking()
                .Where(row => row.From.Length == HashLength)
                .OrderBy(row => row.At)
                .Select(row => new { row.Id, row.From })
                .ToListAsync(cancel)
        )
            .Where(row => row.From.All(char.IsAsciiHexDigitLower))
            .ToList();
        var brought = 0;
        foreach (var row in old)
        {
            brought += await db.WriteAsync(inner => BringInAsync(row.Id, inner), cancel) ? 1 : 0;
            db.ChangeTracker.Clear();
        }

        return brought;
    }

    private async Task<bool> BringInAsync(DraftId id, CancellationToken cancel)
    {
        // Another node may be starting too.
        if (await db.Set<UnsavedDraft>().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } kept)
        {
            return false;
        }

        var caseStudy = await db.CaseStudies().SingleAsync(row => row.Id == kept.CaseStudy, cancel);
        var from = caseStudy.State.IsEditable() ? await BeginningAsync(kept, cancel) : null;
        if (from is null)
        {
            return false;
        }

        var writer = LiveWriter.Of(
            kept.Person,
            await names.OfAsync([kept.Person.Value.ToString("D")], cancel) is [var name, ..] ? name : ""
        );
        var wish = new DraftChange(
            text => Apply(kept, from, text, writer),
            RevisionSource.Written,
            "Words that were kept as a draft became suggestions"
        )
        {
            Writer = writer,
            Author = new RevisionAuthor(writer.Name, kept.At),
        };
        var changed = await draft.ChangeAsync(Actor.System, caseStudy, wish, cancel);
        if (!changed.IsDone)
        {
            return false;
        }

        // Loaded anew: the change may have cleared what was tracked.
        await db.Set<UnsavedDraft>().Where(row => row.Id == id).ExecuteDeleteAsync(cancel);
        return changed.Value is not null;
    }

    private async Task<Section?> BeginningAsync(UnsavedDraft kept, CancellationToken cancel)
    {
        await foreach (
            var revision in db.Set<Revision>()
                .AsNoTracking()
                .Where(row => row.CaseStudy == kept.CaseStudy)
                .OrderByDescending(row => row.Number)
                .Take(MostRevisions)
                .AsAsyncEnumerable()
                .WithCancellation(cancel)
        )
        {
            if (revision.Document().Find(kept.Section) is { } section && SectionText.Hash(section) == kept.From)
            {
                return section;
            }
        }

        return null;
    }

    private static Result<Document> Apply(UnsavedDraft kept, Section from, Document text, LiveWriter writer)
    {
        var read = SectionMarkdown.Read(kept.Text, from);
        if (!read.IsDone || text.Find(kept.Section) is not { } now || SectionMerge.Merge(from, read.Value, now) is not { } merged)
        {
            return new Refusal.Conflict("The draft does not fit the text any more.");
        }

        var at = new DateTimeOffset(kept.At.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var suggested = Suggestions.From(text, BlockNames.Unique(text.With(merged)), writer.Name, at, writer.Id);
        return DocumentRules.Check(suggested) is [var problem, ..] ? new Refusal.Invalid("Text", problem.What) : suggested;
    }
}
