using System.Text.Json;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Hostile;

/// <summary>What may stand in a live text, stated a second time from the table of its elements, without a look at the product.</summary>
internal static class AllowedShape
{
    private static readonly string[] s_block = ["id", "label", "suggested"];

    private static readonly Dictionary<string, string[]> s_elements = new(StringComparer.Ordinal)
    {
        ["section"] = ["id", "key", "label"],
        ["title"] = [],
        ["paragraph"] = s_block,
        ["heading"] = [.. s_block, "level"],
        ["bulletList"] = s_block,
        ["orderedList"] = [.. s_block, "start"],
        ["listItem"] = ["done", "suggested"],
        ["definitionList"] = s_block,
        ["definitionItem"] = [],
        ["term"] = [],
        ["quotationBlock"] = [.. s_block, "quotationId"],
        ["attribution"] = [],
        ["figure"] = [.. s_block, "file", "alternative", "decorative", "licence", "source"],
        ["tableBlock"] = [.. s_block, "alignments"],
        ["table"] = [],
        ["tableRow"] = [],
        ["tableCell"] = ["colspan", "rowspan", "colwidth"],
        ["tableHeader"] = ["colspan", "rowspan", "colwidth"],
        ["codeBlock"] = [.. s_block, "language"],
        ["codeText"] = [],
        ["caption"] = [],
        ["callout"] = [.. s_block, "calloutKind", "folded"],
        ["footnote"] = [.. s_block, "name"],
        ["formulaBlock"] = [.. s_block, "tex"],
        ["thematicBreak"] = s_block,
        ["lineBreak"] = ["marks"],
        ["formula"] = ["tex", "marks"],
        ["citation"] = ["key", "form", "prefix", "suffix", "marks"],
        ["footnoteReference"] = ["name", "marks"],
        ["crossReference"] = ["target", "text", "form", "marks"],
        ["inlineImage"] = ["file", "alternative", "marks"],
    };

    private static readonly string[] s_marks =
    [
        "strong",
        "emphasis",
        "code",
        "link",
        "language",
        "struck",
        "subscript",
        "superscript",
        "abbreviation",
        "inserted",
        "deleted",
    ];

    /// <summary>Everything that may not be in a document; empty when all may.</summary>
    public static IEnumerable<string> Violations(YDoc doc)
    {
        foreach (var root in doc.Roots.Keys.Where(root => root != "text"))
        {
            yield return $"the root {root}";
        }

        var open = new Stack<YType>([doc.Get<YXmlFragment>("text")]);
        while (open.TryPop(out var type))
        {
            switch (type)
            {
                case YXmlElement element:
                    if (!s_elements.TryGetValue(element.NodeName, out var allowed))
                    {
                        yield return $"the element {element.NodeName}";
                        break;
                    }

                    foreach (var (key, value) in element.Attributes)
                    {
                        if (!allowed.Contains(key, StringComparer.Ordinal))
                        {
                            yield return $"{element.NodeName} with {key}";
                        }

                        foreach (var wrong in Addresses(key, value))
                        {
                            yield return wrong;
                        }
                    }

                    foreach (var child in element.Children)
                    {
                        open.Push(child);
                    }

                    break;
                case YXmlText text:
                    foreach (var wrong in text.ToDelta().SelectMany(Violations))
                    {
                        yield return wrong;
                    }

                    break;
                case YXmlFragment fragment:
                    foreach (var child in fragment.Children)
                    {
                        if (child is not YXmlElement { NodeName: "section" })
                        {
                            yield return $"{child.GetType().Name} directly in the text";
                        }

                        open.Push(child);
                    }

                    break;
                default:
                    yield return type.GetType().Name;
                    break;
            }
        }
    }

    private static IEnumerable<string> Violations(DeltaStep step)
    {
        if (step.Insert is not string words)
        {
            yield return $"{step.Insert?.GetType().Name} within text";
            yield break;
        }

        if (words.Any(sign => char.IsControl(sign) && sign is not ('\n' or '\t')))
        {
            yield return "a control character";
        }

        foreach (var (mark, value) in step.Attributes)
        {
            // y-prosemirror puts a hash behind marks of which several may stand together.
            var name = mark.Split("--")[0];
            if (!s_marks.Contains(name, StringComparer.Ordinal))
            {
                yield return $"the mark {mark}";
            }

            foreach (var wrong in Addresses(name, value))
            {
                yield return wrong;
            }
        }
    }

    private static IEnumerable<string> Addresses(string key, object? value)
    {
        var text = value as string ?? JsonSerializer.Serialize(value);
        if (
            key is "link" or "marks" or "source"
            && text.Contains("script:", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("http", StringComparison.Ordinal)
        )
        {
            yield return $"{key} with {text[..Math.Min(80, text.Length)]}";
        }
    }
}
