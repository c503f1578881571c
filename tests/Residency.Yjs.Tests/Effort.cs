namespace Residency.Yjs.Tests;

/// <summary>How many cases a randomised test takes.</summary>
internal static class Effort
{
    /// <summary>The usual number, or ten times as many under <c>tools/dev test --full</c>.</summary>
    public static int Cases(int usual) => Environment.GetEnvironmentVariable("RESIDENCY_FULL") == "1" ? usual * 10 : usual;
}
