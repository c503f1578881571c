using Residency.Tests.World;

namespace Residency.Tests;

/// <summary>How many cases a randomised test takes.</summary>
internal static class Effort
{
    /// <summary>The usual number, or twenty times as many under <c>tools/dev test --full</c>.</summary>
    public static int Cases(int usual) => IsFull ? usual * 20 : usual;

    /// <summary>
    /// Whether a question is asked on this database: always on SQLite and under <c>--full</c>, else one in six on
    /// PostgreSQL, the same ones in every run.
    /// </summary>
    public static bool Asks(Engine engine, string question) =>
        IsFull || engine is Engine.Sqlite || question.Aggregate(17u, (sum, sign) => (sum * 31) + sign) % 6 == 0;

    /// <summary>Whether everything is asked everywhere.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("RESIDENCY_FULL") == "1";
}
