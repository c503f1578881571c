using Markdig.Extensions.Mathematics;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Tree = Markdig.Syntax;

namespace Residency.Foundation.Text.Myst;

/// <summary>Turns parsed blocks into blocks of the model; directives parse their bodies through it again.</summary>
internal sealed class BlockReader
{
    private readonly MystReading _reading;
    private readonly LineReader _lines;
    private readonly DirectiveReader _directives;
    private readonly HtmlReader _html;
    private readonly DetailsEnds _ends = new();

    internal BlockReader(MystReading reading)
    {
        _reading = reading;
        _lines = new LineReader(reading);
        _html = new HtmlReader(reading);
        _directives = new DirectiveReader(this, _lines, reading);
    }

    /// <summary>Parses a piece of text that stands at the frame.</summary>
    internal List<Block> Read(string text, Frame frame)
    {
        if (frame.Depth > DocumentRules.DeepestNesting)
        {
            _reading.TooDeep = true;
            return [];
        }

        if (frame.IsTop)
        {
            var whole = MystMarkdown.Parse(text);
            foreach (var definition in whole.Descendants<LinkReferenceDefinition>())
            {
                _reading.LinkDefinitions.Add(definition);
            }

            return Read(whole, frame);
        }

        var definitions = _reading.LinkDefinitions.For(text);
        var document = MystMarkdown.Parse(string.Join('\n', [.. definitions, "", text]));
        return Read(document, frame with { Line = frame.Line - definitions.Count - 1 });
    }

    /// <summary>The blocks in a container.</summary>
    /// <param name="skip">How many blocks at the beginning are left out.</param>
    internal List<Block> Read(ContainerBlock container, Frame frame, int skip = 0)
    {
        if (frame.Depth > DocumentRules.DeepestNesting)
        {
            _reading.TooDeep = true;
            return [];
        }

        var blocks = new List<Block>();
        var waiting = new Waiting();
        for (var i = skip; i < container.Count; i++)
        {
            var line = frame.Line + container[i].Line;
            if (container[i] is SignBlock sign)
            {
                Note(sign, waiting, line, frame);
                continue;
            }

            var read = ReadOne(container, ref i, frame);
            if (read.Count > 0)
            {
                read[0] = _reading.Label(read[0], waiting.Labels, line);
                if (waiting.Key is { } key)
                {
                    _reading.Keys[read[0]] = key;
                }

                waiting = new Waiting();
            }

            blocks.AddRange(read);
        }

        if (waiting.Labels.Count > 0)
        {
            _reading.Warn(
                frame.Line + container.Line,
                "label",
                $"The label “{waiting.Labels[0]}” names nothing and was left out."
            );
        }

        return blocks;
    }

    private sealed class Waiting
    {
        internal List<string> Labels { get; } = [];

        internal string? Key { get; set; }
    }

    private void Note(SignBlock sign, Waiting waiting, int line, Frame frame)
    {
        switch (sign.Kind)
        {
            case SignKind.Label:
                waiting.Labels.Add(sign.Content);
                break;
            case SignKind.Comment:
                _reading.Note(line, "comment", "A comment was left out.");
                break;
            case SignKind.BlockBreak when frame.IsTop && BlockBreak.KeyOf(sign.Content) is { } key:
                waiting.Key = key;
                break;
            case SignKind.BlockBreak:
                _reading.Note(line, "block break", "A break between blocks was left out.");
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private List<Block> ReadOne(ContainerBlock container, ref int i, Frame frame)
    {
        var line = frame.Line + container[i].Line;
        switch (container[i])
        {
            case ParagraphBlock paragraph:
                return Paragraph(paragraph, frame);
            case HeadingBlock heading:
                return Heading(heading, frame, line);
            case MathBlock math:
                Unclosed(math, line);
                return [new FormulaBlock("", Code(math))];
            case FencedCodeBlock fence:
                return Fence(fence, line, frame);
            case Tree.CodeBlock code:
                return [new CodeBlock("", Code(code))];
            case Tree.ThematicBreakBlock:
                return [new ThematicBreak("")];
            case ListBlock list:
                return [List(list, frame)];
            case QuoteBlock quote:
                return [Quotation(quote, frame)];
            case Markdig.Extensions.Tables.Table table:
                return [MarkdownTables.Read(table, _lines, frame)];
            case DefinitionBlock:
                return [Definitions(container, ref i, frame)];
            case NoteBlock note:
                _reading.Footnotes.Add(new Footnote("", note.Name, Read(note, frame.Below).ToSequence()));
                return [];
            case HtmlBlock html:
                return Html(container, html, ref i, frame);
            case LinkReferenceDefinitionGroup or LinkReferenceDefinition:
                return [];
            case BlankLineBlock:
                return [];
            case ContainerBlock other:
                return Read(other, frame.Below);
            default:
                throw new System.Diagnostics.UnreachableException(container[i].GetType().Name);
        }
    }

    private List<Block> Paragraph(ParagraphBlock paragraph, Frame frame)
    {
        var content = _lines.Read(paragraph.Inline, frame);
        return content switch
        {
            [] => [],
            [InlineImage { Marks.IsEmpty: true } image] => [Picture(image)],
            _ => [new Paragraph("", content)],
        };
    }

    private static Figure Picture(InlineImage image) =>
        new("", image.File, []) { Alternative = image.Alternative.Length > 0 ? image.Alternative : null };

    private List<Block> Heading(HeadingBlock heading, Frame frame, int line)
    {
        var content = _lines.Read(heading.Inline, frame);
        if (content.IsEmpty)
        {
            _reading.Note(line, "heading", "A heading without words was left out.");
            return [];
        }

        if (frame.IsTop && heading.Level <= 2)
        {
            _reading.Titled(DocumentText.Of(content), line);
        }

        if (frame.IsTop || heading.Level >= 3)
        {
            return [new Heading("", heading.Level, content)];
        }

        _reading.Note(line, "heading", "A title inside another block became a heading of the third level.");
        return [new Heading("", 3, content)];
    }

    private List<Block> Fence(FencedCodeBlock fence, int line, Frame frame)
    {
        Unclosed(fence, line);
        var info = fence.Info ?? "";
        if (info.StartsWith('{') && info.EndsWith('}') && info.Length > 2)
        {
            return _directives.Read(
                Directive.Parse(info[1..^1].Trim(), fence.Arguments ?? "", Code(fence), line + 1, _reading),
                frame
            );
        }

        if (fence.FencedChar == ':')
        {
            return Read(Code(fence), frame.Below with { Line = line + 1 });
        }

        if (fence.Arguments is { Length: > 0 } arguments)
        {
            _reading.Note(line, "code", $"“{arguments}” beside the language of the code was left out.");
        }

        return [new CodeBlock("", Code(fence)) { Language = info.Length > 0 ? info : null }];
    }

    // Markdown ends it with whatever it stands in, which is seldom what was meant.
    private void Unclosed(FencedCodeBlock fence, int line)
    {
        if (fence.ClosingFencedCharCount == 0)
        {
            var signs = new string(fence.FencedChar, Math.Max(fence.OpeningFencedCharCount, fence is MathBlock ? 2 : 3));
            _reading.Warn(
                line,
                "open block",
                $"A block that begins with {signs} is never closed. End it with a line of {signs}."
            );
        }
    }

    private static string Code(LeafBlock block) => block.Lines.ToString().TrimEnd('\n');

    private Block List(ListBlock list, Frame frame)
    {
        var items = list.OfType<ListItemBlock>().Select(item => Item(item, frame)).ToSequence();
        return list.IsOrdered
            ? new OrderedList(
                "",
                int.TryParse(list.OrderedStart, System.Globalization.CultureInfo.InvariantCulture, out var start) ? start : 1,
                items
            )
            : new BulletList("", items);
    }

    private ListItem Item(ListItemBlock item, Frame frame)
    {
        var task = item is [ParagraphBlock { Inline.FirstChild: TaskList found }, ..] ? found : null;
        var blocks = Read(item, frame.Below);
        if (task is not null && blocks is [Paragraph { Content: [Run run, ..] } first, ..])
        {
            // One space belongs to the sign of the task.
            var words = run with
            {
                Text = run.Text.StartsWith(' ') ? run.Text[1..] : run.Text,
            };
            blocks[0] = first with { Content = Marks.Tidy([words, .. first.Content.Skip(1)]) };
        }

        return new ListItem(blocks.ToSequence()) { Done = task?.Checked };
    }

    private QuotationBlock Quotation(QuoteBlock quote, Frame frame)
    {
        var isAttributed =
            quote.Count > 1
            && quote.LastChild is ParagraphBlock { Inline.FirstChild: LiteralInline { IsFirstCharacterEscaped: false } first }
            && first.Content.ToString() is var words
            && (words.StartsWith("-- ", StringComparison.Ordinal) || words.StartsWith("— ", StringComparison.Ordinal));
        return Attributed(Read(quote, frame.Below), isAttributed);
    }

    /// <summary>A quotation whose last paragraph may name who said it.</summary>
    internal static QuotationBlock Attributed(List<Block> blocks, bool isAttributed) =>
        isAttributed && blocks is [.. var said, Paragraph { Content: [Run run, ..] } last]
            ? new QuotationBlock(
                "",
                said.ToSequence(),
                Marks.Tidy([
                    run with
                    {
                        Text = run.Text[(run.Text.IndexOf(' ', StringComparison.Ordinal) + 1)..],
                    },
                    .. last.Content.Skip(1),
                ])
            )
            : new QuotationBlock("", blocks.ToSequence(), []);

    private DefinitionList Definitions(ContainerBlock container, ref int i, Frame frame)
    {
        var items = new List<(Sequence<Inline> Term, List<Block> Blocks)>();
        for (; i < container.Count && container[i] is DefinitionBlock definition; i++)
        {
            var term = definition.HasTerm && definition[0] is ParagraphBlock paragraph ? paragraph : null;
            var blocks = Read(definition, frame.Below, skip: term is null ? 0 : 1);
            if (term is not null || items.Count == 0)
            {
                items.Add((_lines.Read(term?.Inline, frame), blocks));
            }
            else
            {
                items[^1].Blocks.AddRange(blocks);
            }
        }

        i--;
        return new DefinitionList("", items.Select(item => new DefinitionItem(item.Term, item.Blocks.ToSequence())).ToSequence());
    }

    // A details element may hold Markdown between its tags: then its parts are blocks beside each other.
    private List<Block> Html(ContainerBlock container, HtmlBlock html, ref int i, Frame frame)
    {
        var line = frame.Line + html.Line;
        var source = Code(html);
        if (
            !source.TrimStart().StartsWith("<details", StringComparison.OrdinalIgnoreCase)
            || source.Contains("</details", StringComparison.OrdinalIgnoreCase)
        )
        {
            return _html.Read(source, line);
        }

        var end = _ends.After(container, i);
        var opening = _html.Read(source, line);
        if (end == container.Count || opening is not [Callout box])
        {
            return opening;
        }

        var inside = new List<Block>();
        for (i++; i < end; i++)
        {
            if (container[i] is not SignBlock)
            {
                inside.AddRange(ReadOne(container, ref i, frame.Below));
            }
        }

        var after = _html.Read(Code((HtmlBlock)container[end]), frame.Line + container[end].Line);
        return [box with { Blocks = [.. box.Blocks, .. inside] }, .. after];
    }
}
