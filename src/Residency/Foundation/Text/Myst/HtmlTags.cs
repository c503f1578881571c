using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Residency.Foundation.Text.Myst;

/// <summary>What single HTML tags in a line mean.</summary>
internal static class HtmlTags
{
    /// <summary>Elements whose content is never text for readers.</summary>
    internal static bool IsHidden(string name) =>
        name
            is "script"
                or "style"
                or "iframe"
                or "object"
                or "embed"
                or "noscript"
                or "template"
                or "svg"
                or "head"
                or "link"
                or "meta";

    /// <summary>The element of an opening tag with its attributes; null when it is none.</summary>
    internal static IElement? Parse(string tag)
    {
        var body = new HtmlParser().ParseDocument("<!doctype html><body>" + tag).Body;
        return body?.FirstElementChild;
    }

    /// <summary>The mark that an element is; null when it is none or its address is not allowed.</summary>
    internal static Mark? MarkOf(IElement element) =>
        element.LocalName switch
        {
            "b" or "strong" => new Strong(),
            "i" or "em" or "cite" or "dfn" or "var" => new Emphasis(),
            "s" or "strike" => new Struck(),
            "del" => element.GetAttribute("data-author") is { } author ? new Deleted(author, DateOf(element)) : new Struck(),
            "ins" => element.GetAttribute("data-author") is { } author ? new Inserted(author, DateOf(element)) : null,
            "sub" => new Subscript(),
            "sup" => new Superscript(),
            "code" or "kbd" or "samp" or "tt" => new Code(),
            "abbr" => element.GetAttribute("title") is { Length: > 0 } title ? new Abbreviation(title) : null,
            "a" => element.GetAttribute("href") is { } address && DocumentRules.Allows(address) ? new Link(address) : null,
            "span" when element.GetAttribute("data-link") is { } address && DocumentRules.Allows(address) => new Link(address),
            _ => element.GetAttribute("lang") is { Length: > 0 } tag ? new Language(tag) : null,
        };

    /// <summary>Whether the tag says nothing but what its mark, if any, keeps.</summary>
    internal static bool IsPlain(IElement element) =>
        element.LocalName
            is "b"
                or "strong"
                or "i"
                or "em"
                or "s"
                or "strike"
                or "sub"
                or "sup"
                or "code"
                or "br"
                or "span"
                or "abbr"
        || element is IHtmlAnchorElement && MarkOf(element) is not null
        || element.LocalName is "del" or "ins" && element.HasAttribute("data-author");

    /// <summary>The reference that stands there as words alone; null when the element is none.</summary>
    internal static CrossReference? ReferenceOf(IElement element) =>
        element.LocalName == "span"
        && element.GetAttribute("data-ref") is { Length: > 0 } target
        && Enum.TryParse<ReferenceForm>(element.GetAttribute("data-form"), ignoreCase: true, out var form)
        && Enum.IsDefined(form)
            ? new CrossReference(target, element.GetAttribute("data-words") ?? "") { Form = form }
            : null;

    private static DateTimeOffset? DateOf(IElement element) =>
        DateTimeOffset.TryParse(
            element.GetAttribute("datetime"),
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal,
            out var date
        )
            ? date
            : null;
}
