using Microsoft.Playwright;

namespace Residency.Journeys;

/// <summary>The ways in which people look at a page.</summary>
public enum Look
{
    /// <summary>1280 × 900, light.</summary>
    Light,

    /// <summary>1280 × 900, dark.</summary>
    Dark,

    /// <summary>The colours of the system replace those of the page.</summary>
    ForcedColours,

    /// <summary>A telephone, or a large screen at 400 %: 360 pixels wide.</summary>
    Narrow,

    /// <summary>No movement, please.</summary>
    ReducedMotion,

    /// <summary>Script is off, failed to load or is too old.</summary>
    WithoutScript,
}

/// <summary>Turns a look into settings of the browser.</summary>
public static class Looks
{
    /// <summary>All of them, for theories.</summary>
    public static TheoryData<Look> All { get; } = [.. Enum.GetValues<Look>()];

    internal static BrowserNewContextOptions Options(this Look look, Uri site) =>
        new()
        {
            BaseURL = site.ToString(),
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            ViewportSize = new ViewportSize
            {
                Width = look == Look.Narrow ? 360 : 1280,
                Height = look == Look.Narrow ? 740 : 900,
            },
            ColorScheme = look == Look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ForcedColors = look == Look.ForcedColours ? ForcedColors.Active : ForcedColors.None,
            ReducedMotion = look == Look.ReducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            JavaScriptEnabled = look != Look.WithoutScript,
        };
}
