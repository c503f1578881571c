using Residency.Foundation.Results;

namespace Residency.Foundation.Ui;

/// <summary>The one place that says which status of HTTP a refusal is.</summary>
public static class RefusalStatus
{
    /// <summary>The status for a refusal. Where existence is secret the verb itself refuses with <c>NotFound</c>.</summary>
    public static int Of(Refusal refusal) =>
        refusal switch
        {
            Refusal.Invalid => StatusCodes.Status422UnprocessableEntity,
            Refusal.NotFound => StatusCodes.Status404NotFound,
            Refusal.Forbidden or Refusal.StepUp => StatusCodes.Status403Forbidden,
            Refusal.Conflict => StatusCodes.Status409Conflict,
            Refusal.Later => StatusCodes.Status503ServiceUnavailable,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
