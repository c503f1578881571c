using Microsoft.Net.Http.Headers;
using Residency.Foundation.Ui.Http;
using Residency.Gather.Hubs;
using Residency.Make.Publishing;
using Residency.Share.Library.Parts;

namespace Residency.Share.Library.Download;

/// <summary>Lets readers take texts along: one as words, as Markdown with pictures or in our own form, or the whole library.</summary>
public static class DownloadHandler
{
    /// <summary>One edition as plain text or JSON; 404 for an unknown edition, 410 for a withdrawn one.</summary>
    public static Task<IResult> WordsAsync(
        [AsParameters] EditionAddress address,
        string format,
        PublicEditions editions,
        IExportTexts exports,
        HttpContext context
    ) =>
        OfferedAsync(
            (address, editions, context),
            async (found, cancel) =>
            {
                var (form, media) =
                    format == "text.txt" ? (ExportFormat.Text, ExportMedia.Text) : (ExportFormat.Json, ExportMedia.Json);
                var package = await exports.PackAsync(form, Heading(found), [Outgoing(found)], cancel);
                return Results.File(package.Files[0].Content.ToArray(), media, NameOf(found) + Path.GetExtension(format));
            }
        );

    /// <summary>One edition as a MyST project with its pictures; 404 and 410 as above.</summary>
    public static Task<IResult> ProjectAsync(
        [AsParameters] EditionAddress address,
        PublicEditions editions,
        IExportTexts exports,
        HttpContext context
    ) =>
        OfferedAsync(
            (address, editions, context),
            async (found, cancel) =>
                Zip(await exports.PackAsync(ExportFormat.Myst, Heading(found), [Outgoing(found)], cancel), exports, context)
        );

    /// <summary>The latest editions of a hub as one MyST project; 404 for an unknown hub.</summary>
    public static async Task<IResult> LibraryAsync(string hub, IHubs hubs, IExportTexts exports, HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (await hubs.FindAsync(hub, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        var texts = await exports.EditionsAsync(found.Id, cancel);
        return Zip(await exports.PackAsync(ExportFormat.Myst, ExportHeading.Of(found), texts, cancel), exports, context);
    }

    private static async Task<IResult> OfferedAsync(
        (EditionAddress Address, PublicEditions Editions, HttpContext Context) ask,
        Func<PublicEdition, CancellationToken, Task<IResult>> give
    )
    {
        var cancel = ask.Context.RequestAborted;
        return await ask.Editions.FindAsync(ask.Address, cancel) switch
        {
            null => Results.NotFound(),
            { Edition.WithdrawnAt: not null } => Results.StatusCode(StatusCodes.Status410Gone),
            { } found => await give(found, cancel),
        };
    }

    // Written while it is sent: a library may be larger than the memory. The tag spares readers who have it already.
    private static IResult Zip(ExportPackage package, IExportTexts exports, HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, no-cache";
        return Results.Stream(
            stream => exports.WriteZipAsync(package, stream, context.RequestAborted),
            ExportMedia.Zip,
            package.Name + ".zip",
            lastModified: null,
            new EntityTagHeaderValue($"\"{package.Tag}\"")
        );
    }

    private static ExportHeading Heading(PublicEdition found) => new(NameOf(found), found.Content.Title, found.Content.Summary);

    private static string NameOf(PublicEdition found) => $"{found.Edition.Code.Value}-v{found.Edition.Number}";

    private static OutgoingText Outgoing(PublicEdition found) =>
        new(found.Edition.Code, found.Content)
        {
            Edition = found.Edition.Number,
            Revision = found.Edition.Revision,
            PublishedAt = found.Edition.PublishedAt,
        };
}
