using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Residency.Foundation.Text.Myst;

/// <summary>What HTML that stands on lines of its own becomes. Scripts, styles and frames are never kept.</summary>
internal sealed class HtmlReader(MystReading reading)
{
    private const int DeepestElements = 60;
    private int _line;

    internal List<Block> Read(string html, int line)
    {
        _line = line;
        if (html.Count(sign => sign == '<') > 5_000)
        {
            reading.Problem(line, "raw HTML", "The piece of HTML is too large to be read and was left out.");
            return [];
        }

        var body = new HtmlParser().ParseDocument("<!doctype html><body>" + html).Body;
        return body is null ? [] : Children(body, [], depth: 0);
    }

    private List<Block> Children(INode parent, Sequence<Mark> marks, int depth)
    {
        var blocks = new List<Block>();
        var words = new List<Inline>();
        foreach (var node in parent.ChildNodes)
        {
            if (node is IElement element && IsBlock(element))
            {
                Close();
                blocks.AddRange(Element(element, marks, depth + 1));
            }
            else
            {
                Line(node, marks, words, depth + 1);
            }
        }

        Close();
        return blocks;

        void Close()
        {
            var content = Trim(words);
            words.Clear();
            if (content is [InlineImage { Marks.IsEmpty: true } image])
            {
                blocks.Add(
                    new Figure("", image.File, []) { Alternative = image.Alternative.Length > 0 ? image.Alternative : null }
                );
            }
            else if (!content.IsEmpty)
            {
                blocks.Add(new Paragraph("", content));
            }
        }
    }

    private static bool IsBlock(IElement element) =>
        element.LocalName
            is "p"
                or "div"
                or "section"
                or "article"
                or "header"
                or "footer"
                or "main"
                or "center"
                or "figure"
                or "figcaption"
                or "ul"
                or "ol"
                or "li"
                or "dl"
                or "dt"
                or "dd"
                or "blockquote"
                or "pre"
                or "hr"
                or "table"
                or "details"
                or "summary"
                or "h1"
                or "h2"
                or "h3"
                or "h4"
                or "h5"
                or "h6"
        || HtmlTags.IsHidden(element.LocalName);

    private List<Block> Element(IElement element, Sequence<Mark> marks, int depth)
    {
        if (HtmlTags.IsHidden(element.LocalName))
        {
            reading.Warn(_line, "raw HTML", $"The element <{element.LocalName}> was left out with what stands in it.");
            return [];
        }

        if (depth > DeepestElements)
        {
            reading.Problem(_line, "raw HTML", "HTML that nests too deep was left out.");
            return [];
        }

        switch (element.LocalName)
        {
            case "hr":
                return [new ThematicBreak("")];
            case "pre":
                return [new CodeBlock("", element.TextContent.Trim('\n'))];
            case "ul":
                return Items(element, depth) is { Count: > 0 } items ? [new BulletList("", items)] : [];
            case "ol":
                return Items(element, depth) is { Count: > 0 } steps
                    ? [new OrderedList("", element is IHtmlOrderedListElement list ? Math.Max(0, list.Start) : 1, steps)]
                    : [];
            case "blockquote":
                return [new QuotationBlock("", Children(element, marks, depth).ToSequence(), [])];
            case "table":
                return Table(element, depth);
            case "details":
                return [Details(element, marks, depth)];
            case "figure":
                return Figure(element, marks, depth);
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                return Heading(element, marks, depth);
            default:
                reading.Note(_line, "raw HTML", $"The element <{element.LocalName}> was left out; its content was kept.");
                return Children(element, marks, depth);
        }
    }

    private List<Block> Heading(IElement element, Sequence<Mark> marks, int depth)
    {
        var content = Words(element, marks, depth);
        return content.IsEmpty ? [] : [new Heading("", Math.Max(3, element.LocalName[1] - '0'), content)];
    }

    private Sequence<ListItem> Items(IElement list, int depth) =>
        list
            .Children.Where(item => item.LocalName == "li")
            .Select(item => new ListItem(Children(item, [], depth).ToSequence()))
            .ToSequence();

    private Callout Details(IElement element, Sequence<Mark> marks, int depth)
    {
        var summary = element.Children.FirstOrDefault(child => child.LocalName == "summary");
        var title = summary is null ? [] : Words(summary, marks, depth);
        summary?.Remove();
        return new Callout("", CalloutKind.General, title, Children(element, marks, depth).ToSequence()) { Folded = true };
    }

    private List<Block> Figure(IElement element, Sequence<Mark> marks, int depth)
    {
        var caption = element.Children.FirstOrDefault(child => child.LocalName == "figcaption");
        var words = caption is null ? [] : Words(caption, marks, depth);
        caption?.Remove();
        var inside = Children(element, marks, depth);
        return inside is [Figure figure, .. var rest] ? [figure with { Caption = words }, .. rest]
            : words.IsEmpty ? inside
            : [.. inside, new Paragraph("", words)];
    }

    private List<Block> Table(IElement element, int depth)
    {
        var rows = element
            .QuerySelectorAll("tr")
            .Where(row => row.Closest("table") == element)
            .Select(row => new TableRow(
                row.Children.Where(cell => cell.LocalName is "td" or "th")
                    .Select(cell => new TableCell(Children(cell, [], depth).ToSequence())
                    {
                        IsHeader = cell.LocalName == "th",
                        ColumnSpan = Span(cell, "colspan"),
                        RowSpan = Span(cell, "rowspan"),
                    })
                    .ToSequence()
            ))
            .Where(row => !row.Cells.IsEmpty)
            .ToSequence();
        var caption = element.Children.FirstOrDefault(child => child.LocalName == "caption");
        return rows.IsEmpty ? [] : [new Table("", rows) { Caption = caption is null ? [] : Words(caption, [], depth) }];
    }

    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), System.Globalization.CultureInfo.InvariantCulture, out var span)
            ? Math.Clamp(span, 1, 1000)
            : 1;

    private Sequence<Inline> Words(IElement element, Sequence<Mark> marks, int depth)
    {
        var words = new List<Inline>();
        foreach (var node in element.ChildNodes)
        {
            Line(node, marks, words, depth + 1);
        }

        return Trim(words);
    }

    private void Line(INode node, Sequence<Mark> marks, List<Inline> words, int depth)
    {
        switch (node)
        {
            case IText text:
                words.Add(new Run(Spaces(text.Data)) { Marks = marks });
                break;
            case IComment:
                reading.Note(_line, "comment", "A comment was left out.");
                break;
            case IHtmlBreakRowElement:
                words.Add(new LineBreak { Marks = marks });
                break;
            case IHtmlImageElement image:
                Picture(image, marks, words);
                break;
            case IElement element when HtmlTags.IsHidden(element.LocalName):
                reading.Warn(_line, "raw HTML", $"The element <{element.LocalName}> was left out with what stands in it.");
                break;
            case IElement when depth > DeepestElements:
                reading.Problem(_line, "raw HTML", "HTML that nests too deep was left out.");
                break;
            case IElement element:
                if (!HtmlTags.IsPlain(element))
                {
                    reading.Note(_line, "raw HTML", $"The element <{element.LocalName}> was left out; its words were kept.");
                }

                var mark = HtmlTags.MarkOf(element);
                foreach (var child in element.ChildNodes)
                {
                    Line(child, mark is null ? marks : [.. marks, mark], words, depth + 1);
                }

                break;
            default:
                break; // doctype and processing instructions hold no words
        }
    }

    private void Picture(IHtmlImageElement image, Sequence<Mark> marks, List<Inline> words)
    {
        var (address, alternative) = (image.GetAttribute("src") ?? "", image.GetAttribute("alt") ?? "");
        if (DocumentRules.Allows(address))
        {
            words.Add(new InlineImage(address, alternative) { Marks = marks });
            return;
        }

        reading.Warn(_line, "picture", "A picture may not come from there; its alternative text was kept.");
        words.Add(new Run(alternative) { Marks = marks });
    }

    // White space in HTML is one space, however much there is.
    private static string Spaces(string words)
    {
        var spaced = new System.Text.StringBuilder(words.Length);
        foreach (var sign in words)
        {
            var isSpace = sign is ' ' or '\n' or '\t' or '\r';
            if (!isSpace)
            {
                spaced.Append(sign);
            }
            else if (spaced.Length == 0 || spaced[^1] != ' ')
            {
                spaced.Append(' ');
            }
        }

        return spaced.ToString();
    }

    private static Sequence<Inline> Trim(List<Inline> words)
    {
        var tidy = Marks.Tidy(words).ToList();
        if (tidy is [Run first, ..])
        {
            tidy[0] = first with { Text = first.Text.TrimStart(' ') };
        }

        if (tidy is [.., Run last])
        {
            tidy[^1] = last with { Text = last.Text.TrimEnd(' ') };
        }

        return Marks.Tidy(tidy);
    }
}
