using System.Diagnostics;
using System.Globalization;
using Residency.Foundation.Results;

namespace Residency.Foundation.Ui.Http;

/// <summary>The one place where refusals become answers of HTTP.</summary>
public static class Refusals
{
    /// <summary>The status that belongs to a refusal.</summary>
    public static int StatusOf(Refusal refusal) =>
        refusal switch
        {
            Refusal.Invalid => StatusCodes.Status422UnprocessableEntity,
            Refusal.NotFound => StatusCodes.Status404NotFound,
            Refusal.Forbidden or Refusal.StepUp => StatusCodes.Status403Forbidden,
            Refusal.Conflict => StatusCodes.Status409Conflict,
            Refusal.Later => StatusCodes.Status429TooManyRequests,
            _ => throw new UnreachableException(),
        };

    /// <summary>Gives the answer the status of the refusal, for a page that shows it with <c>RefusalNotice</c>.</summary>
    /// <remarks>A missing proof leads to the page that asks for it, and back here afterwards.</remarks>
    /// <returns>The refusal.</returns>
    public static Refusal Answer(this HttpContext context, Refusal refusal)
    {
        if (refusal is Refusal.StepUp)
        {
            context.Response.Redirect(ReturnPath.Via("/confirm", context));
            return refusal;
        }

        context.Response.StatusCode = StatusOf(refusal);
        if (refusal is Refusal.Later { After: { } wait })
        {
            SetRetryAfter(context, wait);
        }

        return refusal;
    }

    /// <summary>The refusal as a problem (RFC 9457), for endpoints that programs call.</summary>
    public static IResult ToProblem(this Refusal refusal) => new Problem(refusal);

    internal static void SetRetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);

    private sealed class Problem(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (refusal is Refusal.Later { After: { } wait })
            {
                SetRetryAfter(httpContext, wait);
            }

            if (refusal is Refusal.NotFound)
            {
                // Said in the words for any address that is not there: what is hidden must not answer in words of its own.
                httpContext.Response.StatusCode = StatusOf(refusal);
                return Task.CompletedTask;
            }

            var field = refusal is Refusal.Invalid { Field.Length: > 0 } invalid
                ? new Dictionary<string, object?> { ["field"] = invalid.Field }
                : null;
            return Microsoft
                .AspNetCore.Http.Results.Problem(refusal.Text, statusCode: StatusOf(refusal), extensions: field)
                .ExecuteAsync(httpContext);
        }
    }
}
