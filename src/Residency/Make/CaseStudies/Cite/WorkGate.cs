using Microsoft.AspNetCore.Antiforgery;
using Residency.Foundation.Results;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies.Parts;

namespace Residency.Make.CaseStudies.Cite;

/// <summary>The way in by which the editor cites a work by its DOI.</summary>
internal static class WorkGate
{
    /// <summary>Maps <c>POST /{hub}/case-studies/{id}/works</c> with <c>{"doi": …}</c>; answers with key and words, or with what to tell the person.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapPost("/{hub}/case-studies/{id:guid}/works", TakeAsync)
            .Needs(CaseStudyActions.MetaEdit)
            .WithMetadata(new LimitedAttribute(Limits.Search))
            .DisableAntiforgery();

    // The token is checked by hand: it comes in a header.
    private static async Task<IResult> TakeAsync(
        HttpContext context,
        Guid id,
        CiteHandler handler,
        CurrentActor current,
        IAntiforgery antiforgery
    )
    {
        if (!context.Request.HasJsonContentType() || !await antiforgery.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        WorkWish? wish;
        try
        {
            wish = await context.Request.ReadFromJsonAsync<WorkWish>(context.RequestAborted);
        }
        catch (System.Text.Json.JsonException)
        {
            wish = null;
        }

        var taken = await handler.TakeAsync(current.Actor, new CaseStudyId(id), wish?.Doi ?? "", context.RequestAborted);
        return taken.IsDone
            ? Results.Json(new { key = taken.Value.Key, text = CitedWorks.InWords(taken.Value) })
            : Results.Text(taken.Refusal.Text, statusCode: Refusals.StatusOf(taken.Refusal));
    }

    private sealed record WorkWish(string? Doi);
}
