using Microsoft.Playwright;

namespace Residency.Journeys.EveryPage;

/// <summary>A picture to upload.</summary>
internal static class Pictures
{
    /// <summary>One pixel, in a colour that nobody would miss.</summary>
    public static FilePayload Square() =>
        new()
        {
            Name = "square.png",
            MimeType = "image/png",
            Buffer = Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            ),
        };
}
