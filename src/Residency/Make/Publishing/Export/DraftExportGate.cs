using System.Text;
using Microsoft.AspNetCore.Mvc;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing.Model;

namespace Residency.Make.Publishing.Export;

/// <summary>Hands out a case study that is not public as a file. No cache may keep it.</summary>
internal static class DraftExportGate
{
    /// <summary>Maps <c>GET /{hub}/publishing/{id}/export/text.zip</c>, <c>.txt</c> and <c>.json</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGet("/{hub}/publishing/{id:guid}/export/{format:regex(^text\\.(zip|txt|json)$)}", GiveAsync)
            .Needs(CaseStudyActions.Export)
            .WithMetadata(new LimitedAttribute(Limits.Exports));

    private static async Task<IResult> GiveAsync(
        Guid id,
        string format,
        DraftExportHandler handler,
        IExportTexts exports,
        [AsParameters] Asking asking
    )
    {
        var cancel = asking.Context.RequestAborted;
        var found = await handler.OneAsync(asking.Current.Actor, asking.Hub.Id, new CaseStudyId(id), cancel);
        if (!found.IsDone)
        {
            return found.Refusal.ToProblem();
        }

        asking.Context.Response.Headers.CacheControl = "private, no-store";
        var text = found.Value;
        var name = $"{text.Code.Value.ToLowerInvariant()}-draft-{text.Revision}";
        switch (format)
        {
            case "text.txt":
                return Results.File(Encoding.UTF8.GetBytes(PlainEdition.Of(text)), ExportMedia.Text, name + ".txt");
            case "text.json":
                return Results.File(Encoding.UTF8.GetBytes(OutgoingFiles.JsonOf(text)), ExportMedia.Json, name + ".json");
            default:
                var heading = new ExportHeading(name, text.Content.Title, text.Content.Summary);
                var package = await exports.PackAsync(ExportFormat.Myst, heading, [text], cancel);
                return Results.Stream(stream => exports.WriteZipAsync(package, stream, cancel), ExportMedia.Zip, name + ".zip");
        }
    }

    /// <summary>Who asks, and where.</summary>
    internal sealed record Asking(HttpContext Context, CurrentActor Current, [FromServices] CurrentHub Hub);
}
