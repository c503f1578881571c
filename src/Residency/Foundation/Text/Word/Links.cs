using System.Globalization;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Where a link leads.</summary>
/// <param name="Target">An address, or the name of a bookmark.</param>
internal sealed record LinkTarget(string Target, bool IsInside);

/// <summary>Finds out where links lead, and takes only addresses that the model allows.</summary>
internal static class Links
{
    /// <summary>The target of a link element; null when it leads nowhere that can be kept.</summary>
    internal static LinkTarget? Of(XElement link, WordPart part, WordReading reading)
    {
        var place = (string?)link.Attribute(OpenXml.W + "anchor");
        var id = (string?)link.Attribute(OpenXml.R + "id");
        if (string.IsNullOrEmpty(id))
        {
            return string.IsNullOrEmpty(place) ? null : new LinkTarget(place, IsInside: true);
        }

        if (part.Find(id) is not { IsOutside: true } relation)
        {
            reading.Warn("link", "A link leads nowhere; its words were kept.");
            return null;
        }

        return Outside(string.IsNullOrEmpty(place) ? relation.Target : $"{relation.Target}#{place}", reading);
    }

    /// <summary>The target of a field that links; null when it leads nowhere that can be kept.</summary>
    internal static LinkTarget? Of(Field field, WordReading reading) =>
        field switch
        {
            { Target: null or "" } => null,
            { IsInside: true, Target: var target } => new LinkTarget(target, IsInside: true),
            { Target: var target } => Outside(target, reading),
        };

    private static LinkTarget? Outside(string address, WordReading reading)
    {
        address = address.Trim();
        if (address.Length > 1 && address[0] == '#')
        {
            return new LinkTarget(address[1..], IsInside: true);
        }

        if (DocumentRules.Allows(address) && !address.StartsWith('\\') && !address.Contains(' ', StringComparison.Ordinal))
        {
            return new LinkTarget(address, IsInside: false);
        }

        var escaped = address.Replace(" ", "%20", StringComparison.Ordinal);
        if (DocumentRules.Allows(escaped) && !escaped.StartsWith('\\'))
        {
            return new LinkTarget(escaped, IsInside: false);
        }

        reading.Warn(
            "link",
            $"A link to “{Shown(address)}” was left out; its words were kept. Only addresses of the web and of mail are allowed."
        );
        return null;
    }

    private static string Shown(string address)
    {
        var shown = new string([.. address.Where(sign => !char.IsControl(sign))]);
        return shown.Length <= 120 ? shown : shown[..120] + "…";
    }
}

/// <summary>Makes marks of tracked changes.</summary>
internal static class Suggestion
{
    internal static Mark Inserted(XElement change) => new Inserted(Author(change), Date(change));

    internal static Mark Deleted(XElement change) => new Deleted(Author(change), Date(change));

    internal static DateTimeOffset? Date(XElement element) =>
        DateTimeOffset.TryParse(
            (string?)element.Attribute(OpenXml.W + "date"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date
        )
            ? date
            : null;

    internal static string Author(XElement element) =>
        WordReading.Cut(
            new string([.. ((string?)element.Attribute(OpenXml.W + "author") ?? "").Where(sign => !char.IsControl(sign))]).Trim(),
            200
        );
}
