namespace Residency.Foundation.Text.Myst;

/// <summary>What roles mean.</summary>
internal static class MystRoles
{
    /// <summary>The inline content of a role; null when nobody knows the role.</summary>
    internal static IReadOnlyList<Inline>? Read(string name, string content)
    {
        switch (name)
        {
            case "ref" or "numref" or "eq" or "doc" or "term" or "prf:ref" or "download":
                return [Reference(name, content)];
            case "math":
                return [new Formula(content)];
            case "sub" or "subscript":
                return [Marked(content, new Subscript())];
            case "sup" or "superscript":
                return [Marked(content, new Superscript())];
            case "abbr" or "abbreviation":
                return [Short(content)];
            case "strong" or "b":
                return [Marked(content, new Strong())];
            case "emphasis" or "i":
                return [Marked(content, new Emphasis())];
            case "del" or "strike" or "delete":
                return [Marked(content, new Struck())];
            case "code" or "literal" or "kbd" or "keyboard" or "file" or "command":
                return [Marked(content, new Code())];
            default:
                return name == "cite" || name.StartsWith("cite:", StringComparison.Ordinal) ? Cited(name, content) : null;
        }
    }

    /// <summary>A DOI without the address of its resolver, or the key as it is.</summary>
    internal static string KeyOf(string key)
    {
        var doi = key.IndexOf("10.", StringComparison.Ordinal);
        var isDoi =
            doi > 0
            && (
                key.StartsWith("doi:", StringComparison.OrdinalIgnoreCase)
                || key.Contains("doi.org/", StringComparison.OrdinalIgnoreCase)
            );
        return isDoi ? key[doi..] : key;
    }

    private static Run Marked(string content, Mark mark) => new(content) { Marks = [mark] };

    private static Run Short(string content)
    {
        var open = content.LastIndexOf('(');
        return open > 0 && content.EndsWith(')')
            ? Marked(content[..open].TrimEnd(), new Abbreviation(content[(open + 1)..^1].Trim()))
            : new Run(content);
    }

    private static CrossReference Reference(string name, string content)
    {
        var open = content.LastIndexOf('<');
        var (text, target) =
            open >= 0 && content.TrimEnd().EndsWith('>')
                ? (content[..open].Trim(), content[(open + 1)..content.LastIndexOf('>')].Trim())
                : ("", content.Trim());
        var form = name switch
        {
            "numref" => ReferenceForm.Number,
            "eq" => ReferenceForm.Formula,
            "doc" or "download" => ReferenceForm.File,
            "term" => ReferenceForm.Term,
            _ => ReferenceForm.Title,
        };
        return new CrossReference(target.Length == 0 ? content : target, text) { Form = form };
    }

    private static List<Inline> Cited(string name, string content)
    {
        var form =
            name.StartsWith("cite:t", StringComparison.Ordinal) || name.StartsWith("cite:author", StringComparison.Ordinal)
                ? CitationForm.Narrative
                : CitationForm.Parenthetical;
        var citations = new List<Inline>();
        foreach (var part in Parts(content))
        {
            var (prefix, rest) =
                part.StartsWith('{') && part.IndexOf('}', StringComparison.Ordinal) is > 0 and var close
                    ? (part[1..close], part[(close + 1)..])
                    : ("", part);
            var open = rest.IndexOf('{', StringComparison.Ordinal);
            var suffix = open >= 0 && rest.EndsWith('}') ? rest[(open + 1)..^1] : "";
            var key = (open >= 0 ? rest[..open] : rest).Trim();
            if (key.Length > 0)
            {
                citations.Add(
                    new Citation(KeyOf(key))
                    {
                        Form = form,
                        Prefix = prefix.Length == 0 ? null : prefix,
                        Suffix = suffix.Length == 0 ? null : suffix,
                    }
                );
            }
        }

        return citations;
    }

    // Keys are divided by commas and semicolons, but not inside the braces of a prefix or suffix.
    private static IEnumerable<string> Parts(string content)
    {
        var (start, braces) = (0, 0);
        for (var i = 0; i < content.Length; i++)
        {
            braces += content[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (content[i] is ',' or ';' && braces <= 0)
            {
                yield return content[start..i].Trim();
                start = i + 1;
            }
        }

        yield return content[start..].Trim();
    }
}
