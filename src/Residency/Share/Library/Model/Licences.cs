namespace Residency.Share.Library.Model;

/// <summary>Where the licences that hubs use can be read.</summary>
public static class Licences
{
    /// <summary>The address of a licence's text; null for a name that we do not know.</summary>
    /// <param name="spdx">SPDX id, such as <c>CC-BY-4.0</c>.</param>
    public static string? Address(string spdx) =>
        spdx.ToUpperInvariant() switch
        {
            "CC-BY-4.0" => "https://creativecommons.org/licenses/by/4.0/",
            "CC-BY-SA-4.0" => "https://creativecommons.org/licenses/by-sa/4.0/",
            "CC-BY-NC-4.0" => "https://creativecommons.org/licenses/by-nc/4.0/",
            "CC-BY-NC-SA-4.0" => "https://creativecommons.org/licenses/by-nc-sa/4.0/",
            "CC-BY-ND-4.0" => "https://creativecommons.org/licenses/by-nd/4.0/",
            "CC0-1.0" => "https://creativecommons.org/publicdomain/zero/1.0/",
            "OGL-UK-3.0" => "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            "MIT" => "https://spdx.org/licenses/MIT.html",
            _ => null,
        };
}
