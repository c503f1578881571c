using AngleSharp.Html.Dom;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Residency.Foundation.Text.Myst;

/// <summary>Turns lines of the parsed tree into inline content.</summary>
internal sealed class LineReader(MystReading reading)
{
    // Keeps words that are read as one line from being taken as a list or a heading.
    private const string Guard = "\uE000 ";
    private const int Deepest = 200;

    private List<Inline> _inlines = [];
    private List<Opened> _open = [];
    private bool _hidden;
    private int _line;

    /// <summary>Words that stand on one line, such as the title of a box.</summary>
    internal Sequence<Inline> Read(string words, Frame frame)
    {
        var definitions = reading.LinkDefinitions.For(words);
        var document = MystMarkdown.Parse(string.Join('\n', [.. definitions, "", Guard + words.Trim()]));
        var paragraph = document.OfType<ParagraphBlock>().FirstOrDefault();
        var inlines = Read(paragraph?.Inline, frame with { Line = frame.Line - definitions.Count - 1 });
        return inlines is [Run first, ..] && first.Text.StartsWith(Guard, StringComparison.Ordinal)
                ? Marks.Tidy([first with { Text = first.Text[Guard.Length..] }, .. inlines.Skip(1)])
            : inlines.Count > 0 && inlines[0] is Run { Text: "\uE000" } ? inlines.Skip(1).ToSequence()
            : inlines;
    }

    /// <summary>The content of a parsed line.</summary>
    internal Sequence<Inline> Read(ContainerInline? line, Frame frame)
    {
        if (line is null)
        {
            return [];
        }

        var (outer, outerOpen, outerHidden, outerLine) = (_inlines, _open, _hidden, _line);
        (_inlines, _open, _hidden, _line) = ([], [], false, frame.Line);
        Walk(line, [], depth: 0);
        var read = Marks.Tidy(_inlines);
        (_inlines, _open, _hidden, _line) = (outer, outerOpen, outerHidden, outerLine);
        return read;
    }

    private void Walk(ContainerInline container, Sequence<Mark> marks, int depth)
    {
        if (depth > Deepest)
        {
            reading.TooDeep = true;
            return;
        }

        foreach (var inline in container)
        {
            Walk(inline, marks, depth);
        }
    }

    private void Walk(Markdig.Syntax.Inlines.Inline inline, Sequence<Mark> marks, int depth)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Say(literal.Content.ToString(), marks);
                break;
            case HtmlEntityInline entity:
                Say(entity.Transcoded.ToString(), marks);
                break;
            case CodeInline code:
                Say(code.Content, [.. marks, new Code()]);
                break;
            case LineBreakInline { IsHard: true }:
                Add(new LineBreak(), marks);
                break;
            case LineBreakInline:
                Say(" ", marks);
                break;
            case EmphasisInline emphasis:
                Walk(emphasis, [.. marks, MarkOf(emphasis)], depth + 1);
                break;
            case LinkInline { IsImage: true } image:
                Image(image, marks);
                break;
            case LinkInline link:
                Linked(link, marks, depth);
                break;
            case AutolinkInline auto:
                Address(auto.IsEmail ? "mailto:" + auto.Url : auto.Url, () => Say(auto.Url, marks), LineOf(auto));
                break;
            case MathInline math:
                Add(new Formula(math.Content.ToString().Trim()), marks);
                break;
            case RoleInline role:
                Role(role, marks);
                break;
            case NoteReferenceInline note:
                Add(new FootnoteReference(note.Name), marks);
                break;
            case CiteInline cite:
                foreach (var citation in cite.Citations)
                {
                    Add(citation, marks);
                }

                break;
            case HtmlInline html:
                Tag(html, marks);
                break;
            case TaskList:
                break; // kept by the list
            case DelimiterInline delimiter:
                Say(delimiter.ToLiteral(), marks);
                Walk(delimiter, marks, depth + 1);
                break;
            case ContainerInline container:
                Walk(container, marks, depth + 1);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(inline.GetType().Name);
        }
    }

    private static Mark MarkOf(EmphasisInline emphasis) =>
        emphasis.DelimiterChar switch
        {
            '~' => new Struck(),
            _ => emphasis.DelimiterCount == 2 ? new Strong() : new Emphasis(),
        };

    private void Linked(LinkInline link, Sequence<Mark> marks, int depth)
    {
        var address = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        if (link.Title is { Length: > 0 } title)
        {
            reading.Note(LineOf(link), "title of a link", $"The title “{title}” was left out.");
        }

        if (address.StartsWith('#') && Plain(link) is { } words)
        {
            Add(new CrossReference(address[1..], words), marks);
            return;
        }

        if (link.FirstChild is null)
        {
            Address(address, () => Say(address, marks), LineOf(link));
            return;
        }

        Address(address, () => Walk(link, marks, depth + 1), LineOf(link));
    }

    // The words of a link without marks of their own; null when there are some.
    private static string? Plain(LinkInline link) =>
        link.All(inline => inline is LiteralInline or LineBreakInline)
            ? string.Concat(link.Select(inline => inline is LiteralInline literal ? literal.Content.ToString() : " "))
            : null;

    private void Address(string address, Action inside, int line)
    {
        if (!DocumentRules.Allows(address))
        {
            reading.Warn(line, "link", $"A link to “{Shorten(address)}” is not allowed; its words were kept.");
            inside();
            return;
        }

        var link = new Opened("", new Link(address));
        _open.Add(link);
        inside();
        _open.Remove(link);
    }

    private void Image(LinkInline image, Sequence<Mark> marks)
    {
        var address = image.GetDynamicUrl?.Invoke() ?? image.Url ?? "";
        var alternative = string.Concat(image.Descendants<Markdig.Syntax.Inlines.Inline>().Select(Words));
        if (image.Title is { Length: > 0 } title)
        {
            reading.Note(LineOf(image), "title of a picture", $"The title “{title}” was left out.");
        }

        Picture(address, alternative, marks, LineOf(image));
    }

    private void Picture(string address, string alternative, Sequence<Mark> marks, int line)
    {
        if (DocumentRules.Allows(address))
        {
            Add(new InlineImage(address, alternative), marks);
        }
        else
        {
            reading.Warn(line, "picture", $"A picture may not come from “{Shorten(address)}”; its alternative text was kept.");
            Say(alternative, marks);
        }
    }

    private static string Words(Markdig.Syntax.Inlines.Inline inline) =>
        inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            LineBreakInline => " ",
            _ => "",
        };

    private void Role(RoleInline role, Sequence<Mark> marks)
    {
        if (MystRoles.Read(role.Name, role.Content) is { } inlines)
        {
            foreach (var inline in inlines)
            {
                Add(inline, [.. marks, .. inline.Marks]);
            }
        }
        else if (role.Name is "index")
        {
            reading.Note(LineOf(role), "role index", $"The index entry “{role.Content}” was left out.");
        }
        else
        {
            reading.Warn(LineOf(role), $"role {role.Name}", "The role is not known; its words were kept.");
            Say(role.Content, marks);
        }
    }

    private void Tag(HtmlInline html, Sequence<Mark> marks)
    {
        var tag = html.Tag;
        if (tag.StartsWith("<!--", StringComparison.Ordinal))
        {
            reading.Note(LineOf(html), "comment", "A comment was left out.");
            return;
        }

        if (tag.StartsWith("</", StringComparison.Ordinal))
        {
            Close(tag[2..].TrimEnd('>').Trim().ToLowerInvariant());
            return;
        }

        if (HtmlTags.Parse(tag) is not { } element)
        {
            var name = new string([.. tag.Skip(1).TakeWhile(char.IsLetterOrDigit)]);
            reading.Warn(LineOf(html), "raw HTML", $"The tag <{name}> was left out; its words were kept.");
            var opened = new Opened(name.ToLowerInvariant(), null);
            _open.Add(opened);
            _hidden |= opened.Hides;
            return;
        }

        switch (element)
        {
            case IHtmlBreakRowElement:
                Add(new LineBreak(), marks);
                return;
            case IHtmlImageElement image:
                Picture(image.GetAttribute("src") ?? "", image.GetAttribute("alt") ?? "", marks, LineOf(html));
                return;
            default:
                break;
        }

        if (HtmlTags.ReferenceOf(element) is { } reference && _open.Count < 100)
        {
            Refer(reference, element.LocalName, marks);
            return;
        }

        if (HtmlTags.IsHidden(element.LocalName))
        {
            reading.Warn(LineOf(html), "raw HTML", $"The element <{element.LocalName}> was left out with what stands in it.");
            _hidden = true;
        }
        else if (!HtmlTags.IsPlain(element))
        {
            reading.Note(LineOf(html), "raw HTML", $"The tag <{element.LocalName}> was left out; its words were kept.");
        }

        // Nobody opens a hundred tags in a line but to make the reading slow.
        if (!tag.EndsWith("/>", StringComparison.Ordinal) && _open.Count < 100)
        {
            _open.Add(new Opened(element.LocalName, HtmlTags.MarkOf(element)));
        }
    }

    // The words stand in the tag too, as they were written.
    private void Refer(CrossReference reference, string tag, Sequence<Mark> marks)
    {
        Add(reference, marks);
        _open.Add(new Opened(tag, null) { Hides = true });
        _hidden = true;
    }

    private void Close(string name)
    {
        var at = _open.FindLastIndex(open => string.Equals(open.Tag, name, StringComparison.Ordinal));
        if (at >= 0)
        {
            _open.RemoveAt(at);
        }

        _hidden = _open.Exists(open => open.Hides);
    }

    private void Say(string words, Sequence<Mark> marks)
    {
        if (words.Length > 0)
        {
            Add(new Run(words.Replace('\n', ' ')), marks);
        }
    }

    private void Add(Inline inline, Sequence<Mark> marks)
    {
        if (!_hidden)
        {
            _inlines.Add(
                inline with
                {
                    Marks = [.. marks, .. _open.Where(open => open.Mark is not null).Select(open => open.Mark!)],
                }
            ); // filtered just before
        }
    }

    private int LineOf(Markdig.Syntax.Inlines.Inline inline) => _line + inline.Line;

    private static string Shorten(string address) => address.Length <= 80 ? address : address[..80] + "…";

    private sealed class Opened(string tag, Mark? mark)
    {
        public string Tag { get; } = tag;

        public Mark? Mark { get; } = mark;

        public bool Hides { get; init; } = HtmlTags.IsHidden(tag);
    }
}
