using Microsoft.AspNetCore.Diagnostics;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

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
            _ when StorageTroubles.Of(broken) is not null => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>After how many seconds somebody who was answered with 503 may try again.</summary>
    public const int TryAgainAfter = 30;

    /// <summary>The failure about which a page is being shown; null when there was none.</summary>
    public static Exception? ShownBy(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Error;

    /// <summary>Whether the request is being answered a second time, with a page about what went wrong.</summary>
    public static bool IsBeingShown(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is not null
        || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}
