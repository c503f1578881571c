namespace Residency.Gather.People.Parts;

/// <summary>Names browser and system from what a browser says of itself, so that people recognise their sessions.</summary>
public static class DeviceWords
{
    // The order matters: most browsers also claim to be Safari, and Edge and Opera claim to be Chrome.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>"Firefox on Linux", one of the two alone, or empty.</summary>
    public static string Of(string userAgent)
    {
        var (browser, system) = (First(Browsers, userAgent), First(Systems, userAgent));
        return (browser, system) switch
        {
            ("", _) => system,
            (_, "") => browser,
            _ => $"{browser} on {system}",
        };
    }

    private static string First((string Sign, string Name)[] signs, string text) =>
        Array.Find(signs, sign => text.Contains(sign.Sign, StringComparison.Ordinal)).Name ?? "";
}
