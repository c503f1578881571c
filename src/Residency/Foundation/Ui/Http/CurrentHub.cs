using Residency.Foundation.Actors;

namespace Residency.Foundation.Ui.Http;

/// <summary>A hub as the address bar knows it.</summary>
/// <param name="Id">The hub.</param>
/// <param name="Slug">The first part of the path, in lower case.</param>
/// <param name="Name">The name as readers see it.</param>
public sealed record HubAddress(HubId Id, string Slug, string Name);

/// <summary>Finds hubs by their addresses. Answered by the room that keeps hubs.</summary>
public interface IHubLookup
{
    /// <summary>The hub at an address; null when there is none. Case does not matter.</summary>
    Task<HubAddress?> AtAsync(string slug, CancellationToken cancel);
}

/// <summary>The hub under which the page of this request stands.</summary>
public sealed class CurrentHub
{
    /// <summary>The hub; null on pages of the installation, such as the sign-in.</summary>
    public HubAddress? Address { get; set; }

    /// <summary>The hub's id.</summary>
    /// <exception cref="InvalidOperationException">The route has no part <c>{hub}</c>: a bug of the page.</exception>
    public HubId Id => Here.Id;

    /// <summary>The hub's address.</summary>
    /// <exception cref="InvalidOperationException">The route has no part <c>{hub}</c>: a bug of the page.</exception>
    public HubAddress Here =>
        Address ?? throw new InvalidOperationException("A page that asks for its hub needs {hub} in its route.");

    /// <summary>An address within the hub.</summary>
    /// <param name="path">What follows the slug, without a slash first.</param>
    public string Path(string path) => $"/{Here.Slug}/{path}";
}

/// <summary>Says to which hub the things belong that stand under one part of a hub's address. Found by type.</summary>
/// <remarks>
/// An address names a hub and a thing; without this each page would have to remember that both must fit together.
/// </remarks>
public interface IThingsInHub
{
    /// <summary>The part of the address after the hub, such as <c>case-studies</c>.</summary>
    string Segment { get; }

    /// <summary>The hub of the thing with an id, as routes carry it in <c>{id:guid}</c>; null when there is none.</summary>
    Task<HubId?> HubOfAsync(Guid id, CancellationToken cancel);
}

/// <summary>Resolves <c>{hub}</c> of a route; an unknown hub is not found, nor is a thing under the hub of another.</summary>
internal sealed class HubOnRequest(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Apart, so that no service is held while what follows runs: a socket may be open for hours.
        if (await FindAsync(context))
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static async Task<bool> FindAsync(HttpContext context)
    {
        if (context.GetRouteValue("hub") is not string slug)
        {
            return true;
        }

        var lookup = context.RequestServices.GetService<IHubLookup>();
        var address = lookup is null ? null : await lookup.AtAsync(slug, context.RequestAborted);
        context.RequestServices.GetRequiredService<CurrentHub>().Address = address;
        return address is not null && await IsHereAsync(context, address.Id);
    }

    private static async Task<bool> IsHereAsync(HttpContext context, HubId hub)
    {
        if (!Guid.TryParse(context.GetRouteValue("id") as string, out var id))
        {
            return true;
        }

        var segment = context.Request.Path.Value?.Split('/').ElementAtOrDefault(2);
        foreach (var things in context.RequestServices.GetServices<IThingsInHub>())
        {
            if (string.Equals(things.Segment, segment, StringComparison.OrdinalIgnoreCase))
            {
                return await things.HubOfAsync(id, context.RequestAborted) == hub;
            }
        }

        return true;
    }
}
