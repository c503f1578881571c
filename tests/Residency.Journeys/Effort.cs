namespace Residency.Journeys;

/// <summary>How much a run looks at.</summary>
internal static class Effort
{
    /// <summary>Everything in every look, as <c>tools/dev test --full</c> asks; otherwise what a push can wait for.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("RESIDENCY_FULL") == "1";
}
