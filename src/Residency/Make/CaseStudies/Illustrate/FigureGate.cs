using Microsoft.AspNetCore.Antiforgery;
using Residency.Foundation.Results;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;

namespace Residency.Make.CaseStudies.Illustrate;

/// <summary>The way in by which the editor brings a picture into the text.</summary>
internal static class FigureGate
{
    /// <summary>Maps <c>POST /{hub}/case-studies/{id}/figures</c>; answers with name, address and alternative, or with what to tell the person.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapPost("/{hub}/case-studies/{id:guid}/figures", AddAsync)
            .Needs(CaseStudyActions.AttachmentUpload)
            .WithMetadata(new LimitedAttribute(Limits.Uploads))
            .DisableAntiforgery();

    // The token is checked by hand: it comes in a header.
    private static async Task<IResult> AddAsync(
        HttpContext context,
        Guid id,
        IllustrateHandler handler,
        CurrentActor current,
        IAntiforgery antiforgery
    )
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var may = await handler.LoadAsync(current.Actor, new CaseStudyId(id), context.RequestAborted);
        if (!may.IsDone)
        {
            return Results.Text(may.Refusal.Text, statusCode: Refusals.StatusOf(may.Refusal));
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files.GetFile("File") is not { Length: > 0 } file)
        {
            return Results.Text("Choose a picture.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var name = form["Name"].ToString().Trim();
        var words = new PictureWords(
            form["Alternative"].ToString().Trim(),
            form["Decorative"] == "true",
            form["Licence"].ToString(),
            form["Source"].ToString()
        );
        await using var content = file.OpenReadStream();
        var added = await handler.AddAsync(
            current.Actor,
            new CaseStudyId(id),
            (name.Length > 0 ? name : Path.GetFileName(file.FileName), content),
            words,
            context.RequestAborted
        );
        return added.IsDone
            ? Results.Json(
                new
                {
                    name = added.Value.Name,
                    address = $"/files/{added.Value.File.Value}",
                    alternative = added.Value.Alternative,
                }
            )
            : Results.Text(added.Refusal.Text, statusCode: Refusals.StatusOf(added.Refusal));
    }
}
