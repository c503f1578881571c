using System.Diagnostics;

namespace Residency.Foundation.LiveText;

/// <summary>Places at which a drill ends the process as a power cut would. Only in development, and only when asked to.</summary>
/// <remarks>
/// <c>RESIDENCY_FAILPOINT=livetext.after-commit:3</c> ends it the third time it comes there. The places:
/// <c>livetext.before-commit</c>, <c>in-commit</c>, <c>after-commit</c>, <c>before-fold</c>, <c>in-fold</c>, <c>after-fold</c>.
/// </remarks>
internal static class Failpoints
{
    private static readonly (string Name, int Times) s_wanted = Read();
    private static int s_hits;

    /// <summary>Ends the process here if that was asked for.</summary>
    public static void Hit(string name)
    {
        if (s_wanted.Name == name && Interlocked.Increment(ref s_hits) >= s_wanted.Times)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    private static (string, int) Read()
    {
        var wanted = Environment.GetEnvironmentVariable("RESIDENCY_FAILPOINT");
        var isDevelopment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development";
        if (!isDevelopment || string.IsNullOrEmpty(wanted))
        {
            return ("", 0);
        }

        var parts = wanted.Split(':');
        return (
            parts[0],
            parts.Length > 1 && int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var times)
                ? times
                : 1
        );
    }
}
