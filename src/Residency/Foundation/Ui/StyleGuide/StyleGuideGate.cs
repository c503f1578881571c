using Microsoft.AspNetCore.Builder;

namespace Residency.Foundation.Ui.StyleGuide;

/// <summary>Keeps the pages for developers out of running installations.</summary>
internal static class StyleGuideGate
{
    /// <summary>Answers 404 where an endpoint is a page of this folder or of the mailbox.</summary>
    internal static void Close(EndpointBuilder endpoint)
    {
        var page = endpoint.Metadata.OfType<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>().FirstOrDefault();
        if (
            page?.Type.Namespace != typeof(StyleGuideGate).Namespace
            && page?.Type.Namespace != typeof(Mailbox.MailboxPage).Namespace
        )
            return;
        endpoint.RequestDelegate = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }
}
