namespace Residency.Tests;

/// <summary>How many cases a randomised test takes.</summary>
internal static class Effort
{
    /// <summary>The usual number, or twenty times as many under <c>tools/dev test --full</c>.</summary>
    public static int Cases(int usual) => IsFull ? usual * 20 : usual;

    private static bool IsFull => Environment.GetEnvironmentVariable("RESIDENCY_FULL") == "1";
}
