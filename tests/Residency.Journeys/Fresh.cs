using System.Globalization;

namespace Residency.Journeys;

/// <summary>Names that no earlier step of this run has used; the same run names the same things.</summary>
public static class Fresh
{
    private static int _last;

    /// <summary>A word with a number that nobody bears yet.</summary>
    public static string Name(string word) =>
        string.Create(CultureInfo.InvariantCulture, $"{word}-{Interlocked.Increment(ref _last):0000}");
}
