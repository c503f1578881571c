using System.Text.Json;

namespace Residency.Bench;

/// <summary>How figures are printed.</summary>
internal static class JsonOptions
{
    public static JsonSerializerOptions Readable { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

/// <summary>Picks figures out of a set of times.</summary>
internal static class Times
{
    /// <summary>The time within which a share of all was done, by nearest rank; rounded to a hundredth.</summary>
    /// <param name="times">Milliseconds, in any order; at least one.</param>
    /// <param name="share">0–1.</param>
    public static double At(this IEnumerable<double> times, double share)
    {
        var sorted = times.Order().ToList();
        return Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)], 2);
    }
}
