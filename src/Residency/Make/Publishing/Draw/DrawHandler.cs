using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.Publishing.Model;
using Residency.Make.Publishing.Storage;

namespace Residency.Make.Publishing.Draw;

/// <summary>Draws the picture that other sites show beside a link to an edition.</summary>
[Needs(PublishingActions.Draw)]
public sealed class DrawHandler(
    AppDb db,
    IFileStore files,
    IPainter painter,
    PreviewPicture picture,
    Ledger ledger,
    TimeProvider clock
)
{
    /// <summary>Why nothing can be drawn on this machine; null when it can.</summary>
    public Task<string?> MissingAsync(CancellationToken cancel) => painter.MissingAsync(cancel);

    /// <summary>The offered editions, the oldest first.</summary>
    /// <param name="isAgain">Also those that have a picture already.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyList<EditionId>> UndrawnAsync(bool isAgain, CancellationToken cancel) =>
        await db.Set<Edition>()
            .Where(edition => edition.WithdrawnAt == null && (isAgain || edition.Preview == null))
            .OrderBy(edition => edition.PublishedAt)
            .ThenBy(edition => edition.Id)
            .Select(edition => edition.Id)
            .ToListAsync(cancel);

    /// <summary>Draws the picture of an edition and names it in the edition, in place of an older one.</summary>
    /// <returns>Done; NotFound for an edition that is unknown or withdrawn; Forbidden for all but operators.</returns>
    /// <exception cref="OutsideException">The painter failed or is not there.</exception>
    public async Task<Result> DrawAsync(Actor actor, EditionId id, CancellationToken cancel)
    {
        var may = PublishingAccess.Table.May(actor, PublishingActions.Draw, new HubSubject(default), clock.GetUtcNow());
        if (!may.IsDone)
        {
            return may;
        }

        var edition = await db.Set<Edition>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (edition is not { WithdrawnAt: null })
        {
            return new Refusal.NotFound();
        }

        var painted = await painter.PaintAsync(picture.Draw(WordsOf(edition)), cancel);
        var wish = new FileWish(edition.Hub, "preview.png", EditionFiles.PreviewGate, $"{id.Value}")
        {
            Kinds = [FileKind.Png],
            IsPublished = true,
        };
        using var content = new MemoryStream(painted);
        var kept = await files.KeepAsync(wish, content, cancel);
        if (!kept.IsDone)
        {
            return kept.Refusal;
        }

        edition.ShowPreview(kept.Value.Code);
        ledger.Write(actor, new EditionPictured(edition.CaseStudy, id, edition.Number) { Hub = edition.Hub });
        return await db.SaveAsync(CancellationToken.None);
    }

    private static PreviewWords WordsOf(Edition edition)
    {
        var content = EditionContent.FromJson(edition.Content);
        var authors = content.Authors.Select(author => author.Name).ToList();
        var by = authors.Count > 4 ? $"{authors[0]} et al." : string.Join(", ", authors);
        var kicker =
            content.Genre.Length == 0
                ? ""
                : $"{char.ToUpperInvariant(content.Genre[0])}{content.Genre[1..].Replace('-', ' ')} · ";
        return new PreviewWords(
            content.HubName,
            $"{kicker}{edition.PublishedAt.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            content.Title,
            [.. ((string[])[content.OrganisationName, by]).Where(part => part.Length > 0)],
            edition.Code.Value
        );
    }
}
