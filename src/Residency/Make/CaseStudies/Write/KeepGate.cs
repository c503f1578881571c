using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Residency.Foundation.Results;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;

namespace Residency.Make.CaseStudies.Write;

/// <summary>The way in by which the editor's script keeps what is typed.</summary>
internal static class KeepGate
{
    /// <summary>Maps <c>POST /{hub}/case-studies/{id}/write/keep</c>; answers with the time, or with what to tell the person.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapPost("/{hub}/case-studies/{id:guid}/write/keep", KeepAsync)
            .Needs(CaseStudyActions.Suggest)
            .DisableAntiforgery();

    // The token is checked by hand: the endpoint takes the form as it is, without binding.
    private static async Task<IResult> KeepAsync(
        HttpContext context,
        Guid id,
        WriteHandler handler,
        CurrentActor current,
        IAntiforgery antiforgery
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var text = form["Form.Text"].ToString().ReplaceLineEndings("\n").Trim('\n');
        var wish = new SectionWish(new CaseStudyId(id), form["Form.Section"].ToString(), text, form["Form.From"].ToString());
        var kept = await handler.KeepAsync(current.Actor, wish, context.RequestAborted);
        return kept.IsDone
            ? Results.Text(kept.Value.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture))
            : Results.Text(kept.Refusal.Text, statusCode: Refusals.StatusOf(kept.Refusal));
    }
}
