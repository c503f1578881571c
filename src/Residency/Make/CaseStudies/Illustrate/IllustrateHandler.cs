using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Illustrate;

/// <summary>What a person says of a picture.</summary>
public sealed record PictureWords(string Alternative, bool Decorative, string Licence, string Source);

/// <summary>Uploads, replaces, describes and removes pictures.</summary>
internal sealed class IllustrateHandler(AppDb db, IFileStore files, Ledger ledger, TimeProvider clock)
{
    /// <summary>The pictures, when the actor may change them.</summary>
    public async Task<Result<IReadOnlyList<FigureCard>>> LoadAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.AttachmentUpload, id, clock.GetUtcNow(), cancel);
        return loaded.IsDone ? (await db.FiguresAsync(id, cancel)).ToList() : loaded.Refusal;
    }

    /// <summary>Keeps a picture under a name; the same name again replaces it.</summary>
    /// <returns>Done; Invalid when it is no picture, or has neither an alternative nor is decorative.</returns>
    public async Task<Result> UploadAsync(
        Actor actor,
        CaseStudyId id,
        (string Name, Stream Content) picture,
        PictureWords words,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.AttachmentUpload, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        var kept = await db.KeepFigureAsync(
            files,
            actor,
            new FigureWish(loaded.Value, picture.Name, picture.Content, now),
            cancel
        );
        var described = kept.IsDone
            ? kept.Value.Describe(words.Alternative, words.Decorative, words.Licence, words.Source)
            : kept.WithoutValue();
        return await EndAsync(actor, loaded.Value, described, cancel);
    }

    /// <summary>Keeps a picture for the editor. A name that is taken gets a number, so that no other picture is replaced.</summary>
    /// <returns>The picture; the refusals of <see cref="UploadAsync"/>.</returns>
    public async Task<Result<FigureCard>> AddAsync(
        Actor actor,
        CaseStudyId id,
        (string Name, Stream Content) picture,
        PictureWords words,
        CancellationToken cancel
    )
    {
        var may = await db.LoadForAsync(actor, CaseStudyActions.AttachmentUpload, id, clock.GetUtcNow(), cancel);
        if (!may.IsDone)
        {
            return may.Refusal;
        }

        var known = await db.Set<FigureAsset>().Where(row => row.CaseStudy == id).Select(row => row.Name).ToListAsync(cancel);
        var name = FigureAsset.FreeName(picture.Name, known);
        var kept = await UploadAsync(actor, id, (name, picture.Content), words, cancel);
        return kept.IsDone
            ? (
                await db.Set<FigureAsset>().AsNoTracking().SingleAsync(row => row.CaseStudy == id && row.Name == name, cancel)
            ).Card()
            : kept.Refusal;
    }

    /// <summary>Says what a picture shows.</summary>
    public Task<Result> DescribeAsync(
        Actor actor,
        CaseStudyId id,
        FigureId figure,
        PictureWords words,
        CancellationToken cancel
    ) =>
        ChangeAsync(
            actor,
            id,
            figure,
            row => row.Describe(words.Alternative, words.Decorative, words.Licence, words.Source),
            cancel
        );

    /// <summary>Takes a picture out. What the text says of it stays; the checks then ask for the file.</summary>
    public Task<Result> RemoveAsync(Actor actor, CaseStudyId id, FigureId figure, CancellationToken cancel) =>
        ChangeAsync(
            actor,
            id,
            figure,
            row =>
            {
                db.Remove(row);
                return Result.Done;
            },
            cancel
        );

    private async Task<Result> ChangeAsync(
        Actor actor,
        CaseStudyId id,
        FigureId figure,
        Func<FigureAsset, Result> change,
        CancellationToken cancel
    )
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.AttachmentUpload, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        return await db.Set<FigureAsset>().SingleOrDefaultAsync(row => row.Id == figure && row.CaseStudy == id, cancel) is { } row
            ? await EndAsync(actor, loaded.Value, change(row), cancel)
            : new Refusal.NotFound("This picture is no longer here. Reload the page.");
    }

    private async Task<Result> EndAsync(Actor actor, CaseStudy caseStudy, Result changed, CancellationToken cancel)
    {
        if (!changed.IsDone)
        {
            db.ChangeTracker.Clear();
            return changed;
        }

        ledger.WriteDescribed(actor, caseStudy, "figures");
        return await db.SaveAsync(cancel);
    }
}
