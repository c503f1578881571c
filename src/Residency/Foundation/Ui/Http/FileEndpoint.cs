using Microsoft.Net.Http.Headers;
using Residency.Foundation.Files;
using Residency.Foundation.Ids;

namespace Residency.Foundation.Ui.Http;

/// <summary>Hands over files of hubs, so that nothing in them can act in the name of the site.</summary>
public static class FileEndpoint
{
    /// <summary>Maps <c>/files/{code}</c>.</summary>
    public static void MapFiles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/files/{code}", [HttpMethods.Get, HttpMethods.Head], ShowAsync).Needs(SiteActions.FileView);

    private static async Task<IResult> ShowAsync(
        string code,
        HttpContext context,
        IFileStore files,
        IEnumerable<IFileGate> gates,
        CurrentActor current
    )
    {
        var cancel = context.RequestAborted;
        if (PublicCode.Parse(code) is not { } known || await files.FindAsync(known, cancel) is not { } file)
        {
            return TypedResults.NotFound();
        }

        if (file.PublishedAt is null)
        {
            var gate = gates.FirstOrDefault(gate => gate.Name == file.Gate);
            if (gate is null || !await gate.MayReadAsync(current.Actor, file, cancel))
            {
                return TypedResults.NotFound();
            }
        }

        var kind = FileKind.Of(file.MediaType);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        // What is withdrawn must vanish from caches too, so that they ask each time; the answer is mostly "not changed".
        headers.CacheControl = file.PublishedAt is null ? "private, no-store" : "public, no-cache";
        return TypedResults.Stream(
            await files.OpenAsync(file, cancel),
            kind.MediaType,
            kind.IsPicture ? null : file.Name, // a name makes browsers save the file and not show it
            file.CreatedAt,
            new EntityTagHeaderValue($"\"{file.Hash}\""),
            enableRangeProcessing: true
        );
    }
}
