using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Myst;

/// <summary>Writes a document as MyST that reads back as the same document.</summary>
internal static class MystWriter
{
    internal static string Write(Document document, FrontMatter matter)
    {
        var text = new StringBuilder(FrontMatterWriter.Write(matter));
        foreach (var section in document.Sections)
        {
            var parts = new List<string>();
            if (section.Key is { } key)
            {
                parts.Add(BlockBreak.Of(key));
            }

            if (section.Label is { } label)
            {
                parts.Add($"({label})=");
            }

            if (!section.Title.IsEmpty)
            {
                parts.Add("## " + LineWriter.Line(section.Title));
            }

            var head = string.Join('\n', parts);
            var body = Blocks(section.Blocks);
            text.Append(head).Append(head.Length > 0 ? "\n\n" : "").Append(body).Append(body.Length > 0 ? "\n\n" : "");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Blocks with an empty line between them.</summary>
    internal static string Blocks(Sequence<Block> blocks)
    {
        var text = new List<string>();
        Block? before = null;
        var isSecond = false;
        foreach (var block in blocks.Where(block => block is not Paragraph { Content.IsEmpty: true }))
        {
            // Two lists beside each other are told apart by their signs.
            isSecond = before is not null && before.GetType() == block.GetType() && !isSecond;
            text.Add((block.Label is { } label ? $"({label})=\n" : "") + Write(block, isSecond));
            before = block;
        }

        return string.Join("\n\n", text);
    }

    private static string Write(Block block, bool isSecond) =>
        block switch
        {
            Paragraph paragraph => LineWriter.Paragraph(paragraph.Content),
            Heading heading => $"{new string('#', heading.Level)} {LineWriter.Line(heading.Content)}",
            BulletList list => Bullets(list.Items, isSecond),
            OrderedList list => List(
                list.Items,
                i => $"{(list.Start + i).ToString(CultureInfo.InvariantCulture)}{(isSecond ? ')' : '.')} "
            ),
            DefinitionList list => string.Join(
                "\n\n",
                list.Items.Select(item => $"{LineWriter.Line(item.Term)}\n: {Indent(Blocks(item.Blocks), 2)}")
            ),
            QuotationBlock quotation => Quotation(quotation),
            Figure figure => Directive(
                "figure",
                figure.File,
                [
                    ("alt", figure.Alternative),
                    ("decorative", figure.Decorative ? "true" : null),
                    ("licence", figure.Licence),
                    ("source", figure.Source),
                ],
                LineWriter.Paragraph(figure.Caption)
            ),
            Table table => MystTableWriter.Write(table),
            CodeBlock code => Code(code),
            Callout callout => Directive(
                NameOf(callout.CalloutKind),
                LineWriter.Line(callout.Title),
                [("class", callout.Folded ? "dropdown" : null)],
                Blocks(callout.Blocks)
            ),
            // Only words may stand beside the name: everything else asks for the indent of further lines.
            Footnote footnote => footnote.Blocks is [Paragraph { Label: null }, ..]
                ? $"[^{footnote.Name}]: {Indent(Blocks(footnote.Blocks), 4)}"
                : $"[^{footnote.Name}]:\n    {Indent(Blocks(footnote.Blocks), 4)}",
            FormulaBlock formula => Fence("{math}", formula.Tex),
            ThematicBreak => "***",
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };

    /// <summary>A directive in as many colons as its body asks for.</summary>
    internal static string Directive(
        string name,
        string argument,
        IReadOnlyList<(string Name, string? Value)> options,
        string body
    )
    {
        var colons = new string(':', Math.Max(3, Rows(body, ':') + 1));
        var text = new StringBuilder($"{colons}{{{name}}}{(argument.Length > 0 ? " " + argument : "")}\n");
        var given = options.Where(option => option.Value is not null).ToList();
        if (given.Exists(option => option.Value is not null && !IsPlain(option.Value)))
        {
            text.Append("---\n");
            given.ForEach(option =>
                text.Append(CultureInfo.InvariantCulture, $"{option.Name}: {YamlWords.Quoted(option.Value ?? "")}\n")
            );
            text.Append("---\n");
        }
        else
        {
            given.ForEach(option => text.Append(CultureInfo.InvariantCulture, $":{option.Name}: {option.Value}\n"));
        }

        return text.Append(body.Length > 0 && (given.Count > 0 || body[0] is ':' or '-') ? "\n" : "")
            .Append(body)
            .Append(body.Length > 0 ? "\n" : "")
            .Append(colons)
            .ToString();
    }

    // The greatest number of the sign at the beginning of a line, whatever stands before it.
    private static int Rows(string body, char sign) =>
        body.Split('\n')
            .Select(line => line.TrimStart(' ', '>', '-', '+'))
            .Where(line => line.StartsWith(sign))
            .Select(line => line.TakeWhile(next => next == sign).Count())
            .DefaultIfEmpty(0)
            .Max();

    private static bool IsPlain(string value) =>
        value.Length > 0 && value == value.Trim() && !value.AsSpan().ContainsAny('\n', '\r', '\u0085');

    private static string Code(CodeBlock code)
    {
        var language = code.Language ?? "";
        var isPlain = code.Caption.IsEmpty && !language.AsSpan().ContainsAny(" `{}\n");
        return isPlain
            ? Fence(language, code.Text)
            : Fence(
                $"{{code-block}} {language}".TrimEnd(),
                (code.Caption.IsEmpty ? "" : $":caption: {LineWriter.Line(code.Caption)}\n") + "\n" + code.Text
            );
    }

    private static string Fence(string info, string text)
    {
        var ticks = new string('`', Math.Max(3, LineWriter.Longest(text, '`') + 1));
        var guard = info.StartsWith("{math", StringComparison.Ordinal) && text.StartsWith(':') ? "\n" : "";
        return $"{ticks}{info}\n{guard}{text}\n{ticks}";
    }

    private static string Bullets(Sequence<ListItem> items, bool isSecond)
    {
        // Hyphens alone on a line are a thematic break, and asterisks too.
        var first = items.Select(item => Blocks(item.Blocks).Split('\n')[0]).ToList();
        var isBreak = first.Exists(line => line.Count(sign => sign == '-') >= 2 && line.All(sign => sign is '-' or ' '));
        var isAsterisk = first.Exists(line => line.StartsWith('*'));
        return List(
            items,
            _ =>
                isBreak && !isAsterisk ? "* "
                : isBreak || isSecond ? "+ "
                : "- "
        );
    }

    private static string List(Sequence<ListItem> items, Func<int, string> sign)
    {
        var isTight = items.All(item => item.Blocks is [Paragraph { Label: null }] or []);
        return string.Join(
            isTight ? "\n" : "\n\n",
            items.Select(
                (item, i) =>
                {
                    var task = item.Done switch
                    {
                        true => "[x] ",
                        false => "[ ] ",
                        null => "",
                    };
                    return (sign(i) + task + Indent(Blocks(item.Blocks), sign(i).Length)).TrimEnd(' ');
                }
            )
        );
    }

    private static string Quotation(QuotationBlock quotation)
    {
        var attribution = quotation.Attribution.IsEmpty ? "" : LineWriter.Line(quotation.Attribution);
        var body = Blocks(quotation.Blocks);
        if (body.Length == 0)
        {
            return Directive(
                "blockquote",
                "",
                [("class", ClassOf(quotation)), ("attribution", attribution.Length == 0 ? null : attribution)],
                ""
            );
        }

        var said = attribution.Length == 0 ? body : $"{body}\n\n-- {attribution}";
        if (quotation.QuotationId is not null)
        {
            return Directive("blockquote", "", [("class", ClassOf(quotation))], said);
        }

        var lines = said.Split('\n');
        return string.Join('\n', lines.Select(line => line.Length == 0 ? ">" : "> " + line));
    }

    // A class is the one option of a quotation that every reader of MyST takes.
    private static string? ClassOf(QuotationBlock quotation) =>
        quotation.QuotationId is { } id ? DirectiveReader.QuotationClass + id : null;

    /// <summary>Further lines set in, so that they stay in the block that the first line opens.</summary>
    internal static string Indent(string text, int columns)
    {
        var space = new string(' ', columns);
        return string.Join('\n', text.Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : space + line));
    }

    private static string NameOf(CalloutKind kind) =>
        kind switch
        {
            CalloutKind.General => "admonition",
            CalloutKind.Note => "note",
            CalloutKind.Tip => "tip",
            CalloutKind.Hint => "hint",
            CalloutKind.Important => "important",
            CalloutKind.Attention => "attention",
            CalloutKind.Caution => "caution",
            CalloutKind.Warning => "warning",
            CalloutKind.Danger => "danger",
            CalloutKind.Error => "error",
            CalloutKind.SeeAlso => "seealso",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
