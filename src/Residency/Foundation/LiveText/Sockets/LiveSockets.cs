using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.LiveText.Wire;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Sockets;

/// <summary>Lets sockets in, and gives pages their tokens.</summary>
internal sealed class LiveSockets(
    OpenTexts texts,
    Rights rights,
    LiveTokens tokens,
    LiveTextSettings settings,
    TimeProvider clock,
    ILogger<LiveSockets> log
) : ILiveSockets
{
    /// <inheritdoc/>
    public async Task ServeAsync(HttpContext context, LiveCaller caller, LiveTextId text)
    {
        var status = await WhyNotAsync(context, caller, text);
        if (status is { } refused)
        {
            context.Response.StatusCode = refused;
            return;
        }

        var known = await WithSessionAsync(context, caller);
        if (!texts.TryEnter(known))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        try
        {
            using var socket = await Upgrade.AcceptAsync(context, settings.WaitingKib * 1024L, clock);
            socket.Outbox.Stuck = isSlow =>
            {
                if (isSlow)
                {
                    Log.TooSlow(log, text.Value);
                }

                socket.Abort();
            };
            await ReleaseAsync(context);
            await new Conversation(socket, known, text, texts, rights, tokens, settings, clock).RunAsync(context.RequestAborted);
        }
        finally
        {
            texts.Leave(known);
        }
    }

    /// <inheritdoc/>
    public async Task<Result<LiveTicket>> IssueAsync(HttpContext context, LiveCaller caller, LiveTextId text)
    {
        var known = await WithSessionAsync(context, caller);
        if (await FindAsync(context, text) is not { } stored)
        {
            return new Refusal.NotFound();
        }

        var held = await rights.AskAsync(known, stored.Kind, text, context.RequestAborted);
        return held.Grant.Mode == LiveMode.None
            ? new Refusal.NotFound()
            : new LiveTicket(
                tokens.Issue(known, text, stored.Lineage),
                $"{stored.Kind}/{text.Value:D}",
                stored.Lineage,
                held.Grant,
                Colours.Of(held.Grant.Writer.Id)
            );
    }

    private async Task<int?> WhyNotAsync(HttpContext context, LiveCaller caller, LiveTextId text)
    {
        if (texts.IsStopping || !texts.HasRoomFor(text))
        {
            return StatusCodes.Status503ServiceUnavailable;
        }

        // Whoever may not read the text is told the same whatever they send.
        if (await FindAsync(context, text) is not { } stored)
        {
            return StatusCodes.Status404NotFound;
        }

        var known = await WithSessionAsync(context, caller);
        var held = await rights.AskAsync(known, stored.Kind, text, context.RequestAborted);
        if (held.Grant.Mode == LiveMode.None)
        {
            return StatusCodes.Status404NotFound;
        }

        if (!Upgrade.IsAsked(context))
        {
            return StatusCodes.Status400BadRequest;
        }

        // Browsers always say where the page comes from, and let no page say otherwise.
        var origin = context.Request.Headers.Origin.ToString();
        return string.Equals(origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase)
            ? null
            : StatusCodes.Status403Forbidden;
    }

    // What the request needed to be let in, a database context among it, would be held as long as the socket is open.
    private static async Task ReleaseAsync(HttpContext context)
    {
        if (context.Features.Get<IServiceProvidersFeature>() is RequestServicesFeature services)
        {
            await services.DisposeAsync();
        }
    }

    private static Task<StoredText?> FindAsync(HttpContext context, LiveTextId text) =>
        context
            .RequestServices.GetRequiredService<AppDb>()
            .Set<StoredText>()
            .AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == text, context.RequestAborted);

    private static async Task<LiveCaller> WithSessionAsync(HttpContext context, LiveCaller caller) =>
        caller.Person is not null
        && context.RequestServices.GetService<ILiveSessions>() is { } sessions
        && await sessions.OfRequestAsync(context, context.RequestAborted) is { } session
            ? caller with
            {
                Session = session,
            }
            : caller;
}
