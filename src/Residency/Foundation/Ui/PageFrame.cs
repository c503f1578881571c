using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace Residency.Foundation.Ui;

/// <summary>One link of a navigation, a tab or a path.</summary>
/// <param name="Text">The words of the link, already in the reader's language.</param>
/// <param name="Href">Address within the site, or of another site.</param>
public sealed record NavigationItem(string Text, string Href)
{
    /// <summary>A picture before the words; it carries no meaning of its own.</summary>
    public IconShape? Icon { get; init; }

    /// <summary>How many things wait behind the link; null shows nothing.</summary>
    public int? Count { get; init; }

    /// <summary>Whether the reader is here; null compares the address.</summary>
    public bool? Current { get; init; }
}

/// <summary>What surrounds every page: whose site it is, where one can go, and who one is.</summary>
public sealed record PageFrame
{
    public required string SiteName { get; init; }

    /// <summary>Address of the site's first page.</summary>
    public string SiteHref { get; init; } = "/";

    /// <summary>Links of <see cref="PublicLayout"/>.</summary>
    public IReadOnlyList<NavigationItem> PublicNavigation { get; init; } = [];

    /// <summary>Links of <see cref="WorkLayout"/>.</summary>
    public IReadOnlyList<NavigationItem> WorkNavigation { get; init; } = [];

    /// <summary>The name of the person who is signed in; null when nobody is.</summary>
    public string? SignedInName { get; init; }

    /// <summary>Links about the account: sign in, or own page and sign out.</summary>
    public IReadOnlyList<NavigationItem> AccountLinks { get; init; } = [];

    public IReadOnlyList<NavigationItem> FooterLinks { get; init; } = [];

    /// <summary>One line under the footer, such as who funds the hub; null shows nothing.</summary>
    public string? FooterLine { get; init; }
}

/// <summary>Says what surrounds the page of a request. Asked once for each page.</summary>
/// <remarks>The room at the end of the floor plan answers it, since only that room knows all others.</remarks>
public interface IPageFrames
{
    /// <summary>The frame of the page that this request asks for.</summary>
    Task<PageFrame> FrameAsync(HttpContext context, CancellationToken cancel);
}

/// <summary>The frame before any hub is set up.</summary>
public sealed class PlainFrames : IPageFrames
{
    public Task<PageFrame> FrameAsync(HttpContext context, CancellationToken cancel) =>
        Task.FromResult(new PageFrame { SiteName = "Residency" });
}

/// <summary>Finds the frame before a page is drawn.</summary>
/// <remarks>
/// Not while it is drawn: when a page about a problem stands in for another answer, the framework ends the drawing
/// without waiting for what the outermost component still loads. On PostgreSQL the page then came out empty, and the
/// query went on over a connection that others had already.
/// </remarks>
internal sealed class FrameOnRequest(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            // A page about a broken database must not ask it.
            context.Features.Set(
                context.Features.Get<IExceptionHandlerFeature>() is null
                    ? await context.RequestServices.GetRequiredService<IPageFrames>().FrameAsync(context, context.RequestAborted)
                    : new PageFrame { SiteName = "Residency" }
            );
        }

        await next(context);
    }
}
