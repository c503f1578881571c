using Microsoft.Playwright;

namespace Residency.Journeys.EveryPage;

/// <summary>A picture to upload.</summary>
internal static class Pictures
{
    /// <summary>64 × 48 pixels of one colour.</summary>
    public static FilePayload Square() =>
        new()
        {
            Name = "square.png",
            MimeType = "image/png",
            Buffer = Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAAQ0lEQVR42u3PQQkAAAgEsMtjOeNY1wp+hcEKLNXzWgQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQErhYkUEDTFxh09QAAAABJRU5ErkJggg=="
            ),
        };
}
