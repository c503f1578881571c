using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Makes case studies of files: each file in a transaction of its own, and the same file never twice.</summary>
internal sealed class ImportHandler(AppDb db, LiveDraft draft, ImportRecord record, TimeProvider clock)
{
    private const int MostRemarks = 200;

    /// <summary>Whether the actor may import into the cohort.</summary>
    public Result May(Actor actor, ImportPlan plan) => plan.May(actor, clock.GetUtcNow());

    /// <summary>Imports one file. What is wrong with it becomes its line of the report, never an exception.</summary>
    /// <exception cref="OutsideException">The database or the file store does not answer.</exception>
    public async Task<ImportLine> ImportAsync(Actor actor, ImportPlan plan, IncomingFile file, CancellationToken cancel)
    {
        var may = May(actor, plan);
        if (!may.IsDone)
        {
            return Refused(file, may.Refusal);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
        var known = await KnownAsync(plan, file, hash, cancel);
        if (known is { Sha256: var same } && same == hash)
        {
            return await UnchangedAsync(file, known, cancel);
        }

        var read = TextReading.Read(file.Name, file.Content);
        if (!read.IsDone)
        {
            return Refused(file, read.Refusal);
        }

        if (DocumentRules.Check(read.Value.Text.Document) is [var problem, ..])
        {
            return Refused(file, new Refusal.Invalid("File", $"{problem.What} Mend the file and import it again."));
        }

        try
        {
            return await db.WriteAsync(
                inner =>
                    TakeAsync(
                        actor,
                        plan,
                        new Incoming(WithInside(file, read.Value.Pictures), hash, read.Value.Text),
                        known,
                        inner
                    ),
                cancel
            );
        }
        finally
        {
            // The next file starts with a clean unit of work.
            db.ChangeTracker.Clear();
        }
    }

    private async Task<ImportLine> TakeAsync(
        Actor actor,
        ImportPlan plan,
        Incoming incoming,
        OutsideSource? known,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var textSource = await TextOfAsync(plan, incoming.File, known, cancel);
        var caseStudy = textSource is { } id ? await db.CaseStudies().SingleAsync(row => row.Id == id, cancel) : null;
        if (caseStudy is not null && !caseStudy.State.IsEditable())
        {
            return Refused(
                incoming.File,
                new Refusal.Conflict(
                    $"“{caseStudy.Title}” can no longer be edited in its present state. Begin a next edition first."
                )
            );
        }

        var isNew = caseStudy is null;
        if (caseStudy is null)
        {
            var begun = await record.BeginAsync(actor, plan, incoming, cancel);
            if (!begun.IsDone)
            {
                return Refused(incoming.File, begun.Refusal);
            }

            caseStudy = begun.Value;
        }

        var answers = await record.AnsweringAsync(caseStudy, incoming.Read.Document, cancel);
        incoming = incoming with { Read = incoming.Read with { Document = answers } };
        var cut = await draft.ChangeAsync(actor, caseStudy, WishOf(incoming), cancel);
        if (!cut.IsDone)
        {
            return Refused(incoming.File, cut.Refusal);
        }

        var notes = await record.CompleteAsync(actor, caseStudy, incoming, isNew, cancel);
        if (known is null)
        {
            db.Add(OutsideSource.Remember(caseStudy, incoming.File.Source, incoming.Hash, now));
        }
        else
        {
            known.ReadAgain(incoming.Hash, now);
        }

        var outcome =
            isNew ? ImportOutcome.Created
            : cut.Value is null ? ImportOutcome.Unchanged
            : ImportOutcome.Updated;
        var line = new ImportLine(incoming.File.Name, outcome)
        {
            CaseStudy = caseStudy.Id,
            Title = caseStudy.Title,
            Revision = caseStudy.LatestRevision,
            Words = caseStudy.Words,
            Kept = TextReading.Kept(incoming.Read.Document),
            TagsProposed = notes.TagsProposed,
            Report = Shorten([.. incoming.Read.Report, .. notes.Lines]),
        };
        return await KeepAsync(incoming.File, line, cancel);
    }

    // A file can be wrong in a hundred thousand places; nobody reads on after some hundred.
    private static IReadOnlyList<ReportLine> Shorten(List<ReportLine> report)
    {
        if (report.Count <= MostRemarks)
        {
            return report;
        }

        var worst = report
            .OrderByDescending(line => line.Severity)
            .Take(MostRemarks)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        var rest = new ReportLine(
            ReportSeverity.Warning,
            new TextPlace(0, 0),
            "report",
            $"{report.Count - MostRemarks} more remarks are not shown. Mend these first and import the file again."
        );
        return [.. report.Where(worst.Contains), rest];
    }

    private async Task<ImportLine> KeepAsync(IncomingFile file, ImportLine line, CancellationToken cancel)
    {
        var saved = await db.SaveAsync(cancel);
        if (!saved.IsDone)
        {
            return Refused(file, saved.Refusal);
        }

        if (file.Noted is { } noted)
        {
            await noted(line, cancel);
        }

        return line;
    }

    // Who brings a file in has not written its words: in the live text they stand under the name of the house.
    private static DraftChange WishOf(Incoming incoming)
    {
        var history = incoming.File.History;
        return new DraftChange(
            _ => incoming.Read.Document,
            RevisionSource.Imported,
            history?.Message ?? $"Imported from {incoming.File.Name}"
        )
        {
            Writer = LiveWriter.House,
            Author = history is null ? null : new RevisionAuthor(history.Author, history.At),
            IsOfHistory = history is not null,
        };
    }

    // The same file under its old source; or, when it was moved, the same bytes. One of a row is known by its own source alone.
    private async Task<OutsideSource?> KnownAsync(ImportPlan plan, IncomingFile file, string hash, CancellationToken cancel)
    {
        var known = await db.Set<OutsideSource>()
            .SingleOrDefaultAsync(row => row.Hub == plan.Hub && row.Path == file.Source, cancel);
        return known is not null || file.History is not null
            ? known
            : await db.Set<OutsideSource>()
                .Where(row =>
                    row.Hub == plan.Hub
                    && row.Sha256 == hash
                    && !db.Set<OutsideSource>().Any(other => other.CaseStudy == row.CaseStudy && other.Id != row.Id)
                )
                .Where(row => db.Set<CaseStudy>().Any(text => text.Id == row.CaseStudy && text.Cohort == plan.Cohort))
                .OrderBy(row => row.Id)
                .FirstOrDefaultAsync(cancel);
    }

    // A row of revisions is one text: found by any file of it that was read before.
    private async Task<CaseStudyId?> TextOfAsync(
        ImportPlan plan,
        IncomingFile file,
        OutsideSource? known,
        CancellationToken cancel
    )
    {
        if (known is not null || file.History is not { } history)
        {
            return known?.CaseStudy;
        }

        var prefix = history.Text + "#";
        return await db.Set<OutsideSource>()
            .Where(row => row.Hub == plan.Hub && row.Path.StartsWith(prefix))
            .OrderBy(row => row.Id)
            .Select(row => (CaseStudyId?)row.CaseStudy)
            .FirstOrDefaultAsync(cancel);
    }

    private async Task<ImportLine> UnchangedAsync(IncomingFile file, OutsideSource known, CancellationToken cancel)
    {
        var caseStudy = await db.CaseStudies().AsNoTracking().SingleAsync(row => row.Id == known.CaseStudy, cancel);
        return new ImportLine(file.Name, ImportOutcome.Unchanged)
        {
            CaseStudy = caseStudy.Id,
            Title = caseStudy.Title,
            Revision = caseStudy.LatestRevision,
            Words = caseStudy.Words,
        };
    }

    // Pictures inside the file come before those beside it.
    private static IncomingFile WithInside(IncomingFile file, IReadOnlyList<WordPicture> pictures) =>
        pictures.Count == 0
            ? file
            : file with
            {
                Beside = name =>
                    pictures.FirstOrDefault(picture => picture.Name == name) is { } inside
                        ? new MemoryStream(inside.Content.ToArray(), writable: false)
                        : file.Beside(name),
            };

    private static ImportLine Refused(IncomingFile file, Refusal refusal) =>
        new(file.Name, ImportOutcome.Refused) { Reason = refusal.Text };
}

/// <summary>A file with what was read of it.</summary>
internal sealed record Incoming(IncomingFile File, string Hash, TextImport Read);
