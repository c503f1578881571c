using Residency.Foundation.Text;
using Residency.Yjs;
using Residency.Yjs.Structs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>What an update may leave behind in a live text.</summary>
/// <remarks>
/// Known elements in elements that may hold them, known attributes and marks with values of the right kind and size, links that
/// documents allow, text only in lines. Nothing else that Yjs can hold: no maps, lists, embedded things, documents or other
/// roots. What must be there is not asked: every element may be empty, so that no merge can break the rules.
/// </remarks>
public static class LiveSchema
{
    /// <summary>Looks at what a transaction wrote and what is there still. The cost grows with the change, not with the text.</summary>
    /// <returns>Null when it is allowed, else why not.</returns>
    public static string? Check(Transaction transaction)
    {
        foreach (var added in transaction.Added)
        {
            if (Check(added) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Looks at everything that stands in some types of a live text.</summary>
    /// <returns>Null when it is allowed, else why not.</returns>
    public static string? Check(YDoc doc, IEnumerable<YType> touched)
    {
        foreach (var part in touched.SelectMany(type => doc.PartsIn(type)))
        {
            if (Check(part) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Looks at a whole live text.</summary>
    /// <returns>Null when it is allowed, else why not.</returns>
    public static string? Check(YDoc doc) =>
        doc
            .Roots.Where(root => root.Key != LiveShape.Root)
            .Select(root => root.Value)
            .FirstOrDefault(root => doc.PartsIn(root).Any())
            is { } unknown
            ? $"There is no part “{Short(unknown.RootName ?? "")}” in a live text."
            : Check(doc, [doc.Get<YXmlFragment>(LiveShape.Root)]) ?? LiveSize.Check(doc);

    private static string? Check(YPart part)
    {
        if (NameOf(part.Parent) is not { } name)
        {
            return part.Parent.RootName is { } root
                ? $"There is no part “{Short(root)}” in a live text."
                : "Something stands in what is no element.";
        }

        return (part.Parent, part.Kind) switch
        {
            (YXmlText text, ContentKind.Text) when part.Key is null => text.Parent is YXmlElement around
            && LettersIn(around) != LiveLetters.None
                ? null
                : $"Text may not stand in “{name}”.",
            (YXmlText text, ContentKind.Format) => Format(text, part),
            (YXmlText, _) => "Only letters and marks may stand in text.",
            (_, ContentKind.Type) when part.Key is null => Child(name, part),
            (YXmlElement, ContentKind.Any) when part is { Key: { } attribute, Length: 1 } => Attribute(
                name,
                attribute,
                part.Value
            ),
            _ => $"What stands in “{name}” is neither an element nor text.",
        };
    }

    private static string? Child(string parent, YPart part)
    {
        switch (part.Value)
        {
            case YXmlText:
                return LiveNodes.All[parent].Letters == LiveLetters.None ? $"Text may not stand in “{parent}”." : null;
            case YXmlElement child:
                return !LiveNodes.All.ContainsKey(child.NodeName) ? $"There is no element “{Short(child.NodeName)}”."
                    : !LiveNodes.All[parent].Children.Contains(child.NodeName)
                        ? $"“{child.NodeName}” may not stand in “{parent}”."
                    : LiveNodes.IsBlock(child.NodeName) && DepthOf(part.Parent) >= DocumentRules.DeepestNesting
                        ? "Blocks stand in each other too deeply."
                    : null;
            default:
                return $"What stands in “{parent}” is neither an element nor text.";
        }
    }

    private static string? Attribute(string element, string name, object? value) =>
        !LiveNodes.All[element].Attributes.TryGetValue(name, out var rule) ? $"“{element}” has no attribute “{Short(name)}”."
        : value is null or YUndefined || rule.Allows(value) ? null
        : $"The attribute “{name}” of “{element}” may not hold that.";

    private static string? Format(YXmlText text, YPart part) =>
        text.Parent is not YXmlElement around || LettersIn(around) != LiveLetters.Marked ? "Marks may not stand there."
        : part.Key is not { } name || LiveMarkRules.Allows(name, part.Value) ? null
        : $"The mark “{Short(name)}” may not be written so.";

    // Of a text the name is that of the element around it.
    private static string? NameOf(YType type) =>
        type switch
        {
            { RootName: LiveShape.Root } => "doc",
            YXmlElement element => LiveNodes.All.ContainsKey(element.NodeName) ? element.NodeName : null,
            YXmlText { Parent: { } around } => NameOf(around),
            _ => null,
        };

    private static LiveLetters LettersIn(YXmlElement element) =>
        LiveNodes.All.GetValueOrDefault(element.NodeName)?.Letters ?? LiveLetters.None;

    // How many blocks stand around and in each other, as documents count them.
    private static int DepthOf(YType? type)
    {
        var depth = 0;
        for (; type is not null && depth <= DocumentRules.DeepestNesting; type = type.Parent)
        {
            depth += type is YXmlElement element && LiveNodes.IsBlock(element.NodeName) ? 1 : 0;
        }

        return depth;
    }

    private static string Short(string name) => new([.. name.Take(40).Where(sign => !char.IsControl(sign))]);
}
