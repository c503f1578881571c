using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Reads the files of an import one by one: each with its line of the report in one transaction.</summary>
internal sealed class RunImportHandler(
    AppDb db,
    Ledger ledger,
    ImportHandler handler,
    RunImportHandler.Tools tools,
    TimeProvider clock
)
{
    /// <summary>The file store, and what forgets contents.</summary>
    internal sealed record Tools(IFileStore Files, FileLeaving Leaving);

    /// <summary>Reads what was not read yet, then ends the import. Done again, it changes nothing.</summary>
    /// <returns>Done; NotFound when there is no such import.</returns>
    /// <exception cref="OutsideException">The file store or the database does not answer, or somebody else reads the same file.</exception>
    public async Task<Result> RunAsync(Actor actor, ImportId id, CancellationToken cancel)
    {
        var batch = await db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (batch is null)
        {
            return new Refusal.NotFound();
        }

        if (batch.EndedAt is not null)
        {
            return Result.Done;
        }

        var all = await db.Set<ImportedFile>()
            .AsNoTracking()
            .Where(row => row.Import == id)
            .OrderBy(row => row.Order)
            .ToListAsync(cancel);
        foreach (var file in all.Where(file => file is { Use: ImportedAs.Text, Outcome: null }))
        {
            await OneAsync(actor, batch, (file, all), cancel);
        }

        return await EndAsync(actor, id, cancel);
    }

    /// <summary>Keeps the report of files that were read where they lay.</summary>
    public async Task<Result> KeepAsync(Actor actor, ImportPlan plan, IReadOnlyList<ImportLine> lines, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var batch = ImportBatch.Begin(plan.Hub, plan.Cohort, actor.Person, now);
        // A run that changed nothing leaves nothing to keep.
        if (lines.All(line => line.Outcome is ImportOutcome.Unchanged or ImportOutcome.Ignored))
        {
            return Result.Done;
        }

        db.Add(batch);
        for (var n = 0; n < lines.Count; n++)
        {
            var use = lines[n].Outcome == ImportOutcome.Ignored ? ImportedAs.Other : ImportedAs.Text;
            var file = batch.Add(n + 1, lines[n].Name, use);
            db.Add(file);
            batch.Note(file, lines[n], now);
        }

        batch.End(now);
        Tell(actor, batch);
        return await db.SaveAsync(cancel);
    }

    private async Task OneAsync(
        Actor actor,
        ImportBatch batch,
        (ImportedFile File, IReadOnlyList<ImportedFile> All) of,
        CancellationToken cancel
    )
    {
        var file = of.File;
        var used = new HashSet<ImportedFileId>();
        var isNoted = false;
        var incoming = new IncomingFile(
            $"upload:{batch.Cohort?.Value}/{file.Name}",
            file.Name,
            await ContentAsync(file, cancel),
            _ => null
        )
        {
            HandedIn = async (name, inner) =>
            {
                var wanted = Path.GetFileName(name);
                var picture = of.All.FirstOrDefault(one =>
                    one is { Use: ImportedAs.Picture, Stored: not null }
                    && string.Equals(one.Name, wanted, StringComparison.OrdinalIgnoreCase)
                );
                if (picture is null)
                {
                    return null;
                }

                used.Add(picture.Id);
                return await OpenAsync(picture, inner);
            },
            Noted = async (line, inner) =>
            {
                isNoted = true;
                await NoteAsync(file.Id, line, used, inner);
            },
        };
        var line = await handler.ImportAsync(actor, new ImportPlan(batch.Hub, batch.Cohort), incoming, cancel);
        if (!isNoted)
        {
            await db.WriteAsync(inner => NoteAsync(file.Id, line, used, inner), cancel);
        }

        db.ChangeTracker.Clear();
    }

    private async Task NoteAsync(
        ImportedFileId id,
        ImportLine line,
        IReadOnlyCollection<ImportedFileId> used,
        CancellationToken cancel
    )
    {
        var file = await db.Set<ImportedFile>().SingleAsync(row => row.Id == id, cancel);
        var batch = await db.Set<ImportBatch>().SingleAsync(row => row.Id == file.Import, cancel);
        if (file.Outcome is not null)
        {
            throw new OutsideException("noting what became of a file: another run has noted it meanwhile");
        }

        batch.Note(file, line, clock.GetUtcNow());
        foreach (var picture in await db.Set<ImportedFile>().Where(row => used.Contains(row.Id)).ToListAsync(cancel))
        {
            picture.Needed();
        }

        if (!(await db.SaveAsync(cancel)).IsDone)
        {
            throw new OutsideException("noting what became of a file: another run has noted one meanwhile");
        }
    }

    private async Task<Result> EndAsync(Actor actor, ImportId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var batch = await db.Set<ImportBatch>().SingleAsync(row => row.Id == id, cancel);
        foreach (var file in await db.Set<ImportedFile>().Where(row => row.Import == id).ToListAsync(cancel))
        {
            if (file is { Use: ImportedAs.Picture, Outcome: null, IsUsed: false })
            {
                batch.Note(
                    file,
                    new ImportLine(file.Name, ImportOutcome.Ignored)
                    {
                        Reason = "No text that was read anew refers to this picture.",
                    },
                    now
                );
            }

            if (file.Stored is { } code)
            {
                await tools.Leaving.ForgetAsync(batch.Hub, code, cancel);
                file.Release();
            }
        }

        batch.End(now);
        Tell(actor, batch);
        return await db.SaveAsync(cancel);
    }

    private void Tell(Actor actor, ImportBatch batch)
    {
        if (batch.Done > batch.Unchanged)
        {
            ledger.Write(
                actor,
                new FilesImported
                {
                    Hub = batch.Hub,
                    Created = batch.Created,
                    Updated = batch.Updated,
                    Unchanged = batch.Unchanged,
                    Refused = batch.Refused,
                }
            );
        }
    }

    private async Task<ReadOnlyMemory<byte>> ContentAsync(ImportedFile file, CancellationToken cancel)
    {
        await using var content = await OpenAsync(file, cancel);
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, cancel);
        return whole.ToArray();
    }

    private async Task<Stream> OpenAsync(ImportedFile file, CancellationToken cancel) =>
        file.Stored is { } code && await tools.Files.FindAsync(code, cancel) is { } stored
            ? await tools.Files.OpenAsync(stored, cancel)
            : throw new OutsideException($"opening file {file.Id.Value} of an import: it is not in the store");
}
