using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Keeps pictures of case studies in the file store.</summary>
internal static class FigureFiles
{
    /// <summary>The gate that opens files of case studies to those who may view them.</summary>
    public const string Gate = "case-study";

    /// <summary>Keeps the bytes and adds or replaces the picture of that name. Does not save.</summary>
    /// <returns>The picture; Invalid (field <c>File</c>) when the bytes are no picture that is taken.</returns>
    public static async Task<Result<FigureAsset>> KeepFigureAsync(
        this AppDb db,
        IFileStore files,
        Actor actor,
        FigureWish wish,
        CancellationToken cancel
    )
    {
        var kept = await files.KeepAsync(
            new FileWish(wish.CaseStudy.Hub, wish.Name, Gate, wish.CaseStudy.Id.Value.ToString("D")) { By = actor.Person },
            wish.Content,
            cancel
        );
        if (!kept.IsDone)
        {
            return kept.Refusal;
        }

        var file = kept.Value;
        var card = wish.Described with
        {
            Name = wish.Name,
            File = file.Code,
            FileHash = file.Hash,
            ContentType = file.MediaType,
            Length = file.Length,
        };
        var id = wish.CaseStudy.Id;
        var known = await db.Set<FigureAsset>().SingleOrDefaultAsync(row => row.CaseStudy == id && row.Name == wish.Name, cancel);
        if (known is not null)
        {
            known.Replace(card);
            return known;
        }

        var added = FigureAsset.Add(id, card, actor.Person, wish.Now);
        if (added.IsDone)
        {
            db.Add(added.Value);
        }

        return added;
    }
}

/// <summary>A picture to keep.</summary>
/// <param name="CaseStudy">Where it belongs.</param>
/// <param name="Name">The name by which the text refers to it.</param>
/// <param name="Content">Its bytes; read once.</param>
/// <param name="Now">The present instant.</param>
internal sealed record FigureWish(CaseStudy CaseStudy, string Name, Stream Content, DateTimeOffset Now)
{
    /// <summary>What is said of it; the file's own fields are filled in.</summary>
    public FigureCard Described { get; init; } = new(default, "", "", "", 0, "", Decorative: false, "", "") { File = default };
}

/// <summary>Opens unpublished files of case studies to those who may view the case study.</summary>
internal sealed class CaseStudyFileGate(AppDb db, TimeProvider clock) : IFileGate
{
    public string Name => FigureFiles.Gate;

    public async Task<bool> MayReadAsync(Actor actor, StoredFile file, CancellationToken cancel) =>
        Foundation.Ids.TypedId.Parse<CaseStudyId>(file.Subject) is { } id
        && (await db.LoadForAsync(actor, CaseStudyActions.View, id, clock.GetUtcNow(), cancel)).IsDone;
}
