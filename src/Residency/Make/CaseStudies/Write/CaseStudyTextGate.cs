using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Write;

/// <summary>Lets people into the live text of a case study, as far as the access table goes at that moment.</summary>
internal sealed class CaseStudyTextGate(
    AppDb db,
    IActorSource people,
    IEnumerable<ILinkSource> links,
    WriterNames names,
    TimeProvider clock
) : ILiveGate
{
    public string Kind => LiveModes.Kind;

    public async Task<LiveGrant> GrantAsync(LiveCaller caller, LiveTextId text, CancellationToken cancel)
    {
        var id = new CaseStudyId(text.Value);
        if (await db.CaseStudies().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } caseStudy)
        {
            return LiveGrant.Nothing;
        }

        var actor = await ActorOfAsync(caller, cancel);
        var mode = LiveModes.Of(actor, caseStudy, clock.GetUtcNow());
        return mode == LiveMode.None ? LiveGrant.Nothing : LiveGrant.Of(mode, await names.OfAsync(actor, cancel));
    }

    /// <summary>Maps the socket and the address at which a page gets its token.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/{hub}/case-studies/{id:guid}/live", SocketAsync).Needs(CaseStudyActions.View);
        endpoints
            .MapPost("/{hub}/case-studies/{id:guid}/live/token", TokenAsync)
            .Needs(CaseStudyActions.View)
            .DisableAntiforgery();
    }

    private static Task SocketAsync(HttpContext context, Guid id, CurrentActor current, ILiveSockets sockets)
    {
        if (CallerOf(current.Actor) is { } caller)
        {
            return sockets.ServeAsync(context, caller, new LiveTextId(id));
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    // The token of the form is checked by hand: it comes in a header, and nothing is bound.
    private static async Task<IResult> TokenAsync(
        HttpContext context,
        Guid id,
        CurrentActor current,
        OpenHandler handler,
        IAntiforgery antiforgery
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (CallerOf(current.Actor) is not { } caller)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var opened = await handler.OpenAsync(current.Actor, new CaseStudyId(id), context.RequestAborted);
        var issued = opened.IsDone
            ? await context.RequestServices.GetRequiredService<ILiveSockets>().IssueAsync(context, caller, new LiveTextId(id))
            : opened.Refusal;
        return issued.IsDone
            ? Results.Json(TicketAnswer.Of(issued.Value))
            : Results.Text(issued.Refusal.Text, statusCode: Refusals.StatusOf(issued.Refusal));
    }

    private async Task<Actor> ActorOfAsync(LiveCaller caller, CancellationToken cancel)
    {
        if (caller.Person is { } person)
        {
            return await people.OfPersonAsync(person, provedAt: null, cancel);
        }

        foreach (var source in links)
        {
            if (caller.Link is { } link && await source.FindAsync(new PrivateLinkId(link), cancel) is { } found)
            {
                return Actor.Holding(found);
            }
        }

        return Actor.Visitor;
    }

    private static LiveCaller? CallerOf(Actor actor) =>
        actor.Person is { } person ? LiveCaller.Of(person)
        : actor.Link is { } link ? LiveCaller.OfLink(link.Id.Value, link.Until)
        : null;
}

/// <summary>What the editor's script gets: the address of everything else is on its page.</summary>
internal sealed record TicketAnswer(string Token, string Name, string Lineage, int Schema, string Mode, TicketAnswer.Self Me)
{
    /// <summary>Who writes here, as others see them.</summary>
    internal sealed record Self(string Id, string Name, int Colour);

    internal static TicketAnswer Of(LiveTicket ticket) =>
        new(
            ticket.Token,
            ticket.Name,
            ticket.Lineage,
            ticket.Schema,
            ModeOf(ticket.Grant.Mode),
            new Self(ticket.Grant.Writer.Id, ticket.Grant.Writer.Name, ticket.Colour)
        );

    /// <summary>The mode as scripts know it.</summary>
    internal static string ModeOf(LiveMode mode) =>
        mode switch
        {
            LiveMode.Edit => "edit",
            LiveMode.Suggest => "suggest",
            LiveMode.Comment => "comment",
            LiveMode.Read => "read",
            LiveMode.None => "none",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
