using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Parts;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.TakeToWord;

/// <summary>A text that can be taken along as a Word file.</summary>
/// <param name="CaseStudy">Whose text it is.</param>
/// <param name="Revision">The number of the newest revision.</param>
internal sealed record TextForWord(CaseStudyCard CaseStudy, int Revision)
{
    /// <summary>How many changes are suggested in it.</summary>
    public int Suggestions { get; init; }
}

/// <summary>Makes Word files of a text, with its suggestions as tracked changes and its comments in the margin.</summary>
internal sealed class TakeToWordHandler(
    AppDb db,
    LiveDraft draft,
    IFileStore files,
    WordRemarkQueries remarks,
    TimeProvider clock
)
{
    /// <summary>The newest text, when the actor may take it along.</summary>
    /// <returns>NotFound when it may not be seen or has no text; Forbidden.</returns>
    public async Task<Result<TextForWord>> LoadAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Export, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        // Counted in the text as it is now: what was written since the newest revision goes along.
        return loaded.Value.LatestRevision > 0
            ? new TextForWord(loaded.Value.Card(), loaded.Value.LatestRevision)
            {
                Suggestions = Suggestions.Count(await draft.ReadAsync(loaded.Value, cancel)),
            }
            : new Refusal.NotFound("There is no text yet.");
    }

    /// <summary>Cuts a revision of what was written since the last one, so that the file holds it.</summary>
    /// <returns>The number of the newest revision; NotFound; Forbidden; Conflict.</returns>
    public async Task<Result<int>> PrepareAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Export, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var cut = await draft.BringUpToDateAsync(loaded.Value, cancel);
        return cut.IsDone ? loaded.Value.LatestRevision : cut.Refusal;
    }

    /// <summary>Writes a revision as a file.</summary>
    /// <param name="actor">Who takes it along.</param>
    /// <param name="id">The case study.</param>
    /// <param name="number">The number of the revision.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The name and the bytes; NotFound when it may not be seen or there is no such revision; Forbidden.</returns>
    /// <exception cref="OutsideException">The file store does not give a picture.</exception>
    public async Task<Result<(string Name, byte[] Content)>> WriteAsync(
        Actor actor,
        CaseStudyId id,
        int number,
        CancellationToken cancel
    )
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Export, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (await db.RevisionAsync(id, number, cancel) is not { } revision)
        {
            return new Refusal.NotFound();
        }

        var caseStudy = loaded.Value;
        var works = (await db.ReferencesAsync(id, cancel)).ToDictionary(
            work => work.Key,
            work => CitedWorks.Of(work).Words,
            StringComparer.Ordinal
        );
        var pictures = await PicturesAsync(id, cancel);
        var document = revision.Document();
        var threads = await remarks.OfAsync(id, cancel);
        var text = new WordOutgoing(document, await MatterAsync(caseStudy, cancel))
        {
            Origin = new WordOrigin(id.Value, revision.Id.Value),
            Remarks = threads.Remarks,
            Resolved = threads.Resolved,
            Picture = name => pictures.TryGetValue(name, out var content) ? content : null,
            Work = works.GetValueOrDefault,
        };
        using var written = new MemoryStream();
        WordText.Write(text, written);
        return ($"{caseStudy.Code.Value.ToLowerInvariant()}-draft-{number}.docx", written.ToArray());
    }

    private async Task<FrontMatter> MatterAsync(CaseStudy caseStudy, CancellationToken cancel)
    {
        var authors = await db.Set<Contribution>()
            .AsNoTracking()
            .Where(row => row.CaseStudy == caseStudy.Id)
            .OrderBy(row => row.Order)
            .Select(row => row.Name)
            .ToListAsync(cancel);
        return new FrontMatter
        {
            Title = caseStudy.Title,
            Subtitle = Said(caseStudy.Subtitle),
            Description = Said(caseStudy.Summary),
            Language = Said(caseStudy.Language),
            Authors = authors.Select(name => new Author(name)).ToSequence(),
        };
    }

    private async Task<Dictionary<string, ReadOnlyMemory<byte>>> PicturesAsync(CaseStudyId id, CancellationToken cancel)
    {
        var pictures = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var figure in await db.FiguresAsync(id, cancel))
        {
            if (await files.FindAsync(figure.File, cancel) is { } stored)
            {
                await using var content = await files.OpenAsync(stored, cancel);
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, cancel);
                pictures[figure.Name] = bytes.ToArray();
            }
        }

        return pictures;
    }

    private static string? Said(string words) => words.Length > 0 ? words : null;
}
