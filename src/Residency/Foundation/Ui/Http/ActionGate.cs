using Residency.Foundation.Actors;

namespace Residency.Foundation.Ui.Http;

/// <summary>Sends visitors who want what is not public to the sign-in; programs are told 401.</summary>
/// <remarks>Only the first door: what a person may do with the thing itself is asked of the room's access table.</remarks>
internal sealed class ActionGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, CurrentActor current)
    {
        if (context.GetEndpoint() is not { } endpoint || WaysIn.IsFree(endpoint))
        {
            return next(context);
        }

        var action = WaysIn.ActionOf(endpoint);
        if (action is null)
        {
            // The start checks this; a way in that appeared later stays shut.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // A link is known only at addresses of the thing that it opens; everywhere else its holder is a visitor.
        if (
            !current.Actor.IsVisitor
            || AccessTables.IsPublic(action)
            || (current.Actor.Link is { } link && AccessTables.IsForLinks(action, link.Kind))
        )
        {
            return next(context);
        }

        if (IsPage(context) && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            context.Response.Redirect(ReturnPath.Via("/sign-in", context));
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether a person looks at the answer in a browser.</summary>
    internal static bool IsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && context.Request.Headers.Accept.ToString() is var accept
        && (accept.Length == 0 || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) || accept == "*/*");
}
