using Microsoft.AspNetCore.Mvc;
using Residency.Foundation.Results;
using Residency.Foundation.Ui.Http;

namespace Residency.Make.CaseStudies.TakeToWord;

/// <summary>Hands out a revision as a Word file. No cache may keep it.</summary>
internal static class WordFileGate
{
    private const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Maps <c>GET /{hub}/case-studies/{id}/take-to-word/{number}.docx</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGet("/{hub}/case-studies/{id:guid}/take-to-word/{number:int}.docx", GiveAsync)
            .Needs(CaseStudyActions.Export)
            .WithMetadata(new LimitedAttribute(Limits.Exports));

    private static async Task<IResult> GiveAsync(Guid id, int number, TakeToWordHandler handler, [AsParameters] Asking asking)
    {
        var (actor, cancel) = (asking.Current.Actor, asking.Context.RequestAborted);
        var loaded = await handler.LoadAsync(actor, new CaseStudyId(id), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal.ToProblem();
        }

        if (loaded.Value.CaseStudy.Hub != asking.Hub.Id)
        {
            return new Refusal.NotFound().ToProblem();
        }

        var written = await handler.WriteAsync(actor, new CaseStudyId(id), number, cancel);
        asking.Context.Response.Headers.CacheControl = "private, no-store";
        return written.IsDone ? Results.File(written.Value.Content, MediaType, written.Value.Name) : written.Refusal.ToProblem();
    }

    /// <summary>Who asks, and where.</summary>
    internal sealed record Asking(HttpContext Context, CurrentActor Current, [FromServices] CurrentHub Hub);
}
