using System.Security.Claims;
using Microsoft.AspNetCore.Diagnostics;
using Residency.Foundation.Actors;

namespace Residency.Foundation.Ui.Http;

/// <summary>Who acts in the present scope: the person behind a request, or the one for whom a command runs.</summary>
public sealed class CurrentActor
{
    /// <summary>Who acts; a visitor until somebody is known.</summary>
    public Actor Actor { get; set; } = Actor.Visitor;

    /// <summary>How long the person stays signed in; null for visitors and commands.</summary>
    public SessionSpan? Session { get; set; }
}

/// <summary>How long a person stays signed in.</summary>
/// <param name="EndsAt">When the session ends if nothing more is asked of the site; UTC, exclusive.</param>
/// <param name="Latest">When it ends whatever is asked; UTC, exclusive, never before <paramref name="EndsAt"/>.</param>
public sealed record SessionSpan(DateTimeOffset EndsAt, DateTimeOffset Latest);

/// <summary>Asking this does not count as using the site: a page that stands open must not keep its session alive.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class UnnoticedAttribute : Attribute;

/// <summary>Recognises the person behind a request. Answered by the room that keeps sessions.</summary>
public interface IActorOfRequest
{
    /// <summary>The person with all live roles; a visitor when there is no live session.</summary>
    Task<Actor> FindAsync(HttpContext context, CancellationToken cancel);

    /// <summary>How long that person stays signed in; null when there is no session.</summary>
    Task<SessionSpan?> SpanAsync(HttpContext context, CancellationToken cancel);
}

/// <summary>Recognises the private link that a visitor follows. Answered by each room that gives such links; found by type.</summary>
public interface ILinkOfRequest
{
    /// <summary>
    /// The link, when the request carries one that still works and asks for the thing that it opens; null otherwise,
    /// so that at every other address its holder is a visitor like all.
    /// </summary>
    Task<PrivateLink?> FindAsync(HttpContext context, CancellationToken cancel);
}

/// <summary>Nobody is ever signed in: the answer before a room that keeps sessions is there.</summary>
internal sealed class OnlyVisitors : IActorOfRequest
{
    public Task<Actor> FindAsync(HttpContext context, CancellationToken cancel) => Task.FromResult(Actor.Visitor);

    public Task<SessionSpan?> SpanAsync(HttpContext context, CancellationToken cancel) => Task.FromResult<SessionSpan?>(null);
}

/// <summary>Fills <see cref="CurrentActor"/>, and the principal to which forms are bound and by which caches are kept apart.</summary>
internal sealed class ActorOnRequest(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Apart, so that no service is held while what follows runs: a socket may be open for hours.
        await FillAsync(context);
        await next(context);
    }

    private static async Task FillAsync(HttpContext context)
    {
        // Style sheets belong to nobody and must not cost a query; and a page about a broken database must not ask it.
        if (
            context.GetEndpoint() is not { } endpoint
            || WaysIn.IsAsset(endpoint)
            || context.Features.Get<IExceptionHandlerFeature>() is not null
        )
        {
            return;
        }

        var current = context.RequestServices.GetRequiredService<CurrentActor>();
        var sessions = context.RequestServices.GetRequiredService<IActorOfRequest>();
        current.Actor = await sessions.FindAsync(context, context.RequestAborted);
        if (current.Actor.Person is { } person)
        {
            current.Session = await sessions.SpanAsync(context, context.RequestAborted);
            context.User = Known(person.Value.ToString());
        }
        else if (current.Actor.IsVisitor && await LinkAsync(context) is { } link)
        {
            current.Actor = Actor.Holding(link);
            context.User = Known($"link:{link.Id.Value}");
        }
    }

    private static async Task<PrivateLink?> LinkAsync(HttpContext context)
    {
        foreach (var room in context.RequestServices.GetServices<ILinkOfRequest>())
        {
            if (await room.FindAsync(context, context.RequestAborted) is { } link)
            {
                return link;
            }
        }

        return null;
    }

    private static ClaimsPrincipal Known(string who) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, who)], "residency"));
}
