using Microsoft.AspNetCore.Diagnostics;
using Residency.Foundation.Results;

namespace Residency.Foundation.Ui.Http;

/// <summary>Tells failures outside from mistakes of our own.</summary>
internal static class Failures
{
    /// <summary>The status of an answer that could not be given.</summary>
    public static int StatusOf(Exception broken) =>
        broken switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            OutsideException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>Whether the request is being answered a second time, with a page about what went wrong.</summary>
    public static bool IsBeingShown(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is not null
        || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}
