using Residency.Foundation.Results;

namespace Residency.Foundation.Jobs;

/// <summary>What of an exception may be kept: its kinds and its place in the code, and the words we wrote ourselves.</summary>
/// <remarks>Other messages may quote what people wrote.</remarks>
internal static class ErrorText
{
    private const int Longest = 1000;

    public static string Of(Exception broken)
    {
        var parts = new List<string>();
        for (var cause = broken; cause is not null; cause = cause.InnerException)
        {
            parts.Add(cause is OutsideException ? cause.Message : KindAndPlace(cause));
        }

        var whole = string.Join(" ← ", parts);
        return whole.Length > Longest ? whole[..Longest] : whole;
    }

    private static string KindAndPlace(Exception cause) =>
        cause.TargetSite is { } place
            ? $"{cause.GetType().Name} in {place.DeclaringType?.FullName}.{place.Name}"
            : cause.GetType().Name;
}
