using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Myst;

/// <summary>Writes inline content so that it reads back as it is.</summary>
/// <param name="inCell">Whether the line stands in a cell between pipes.</param>
internal sealed class LineWriter(bool inCell)
{
    private readonly StringBuilder _line = new();
    private bool _atStart;

    /// <summary>Inline content on as many lines as it has line breaks.</summary>
    internal static string Paragraph(Sequence<Inline> inlines) => new LineWriter(inCell: false).Write(inlines, "\\\n");

    /// <summary>Inline content on one line.</summary>
    internal static string Line(Sequence<Inline> inlines) => new LineWriter(inCell: false).Write(inlines, "<br>");

    /// <summary>Inline content between pipes.</summary>
    internal static string Cell(Sequence<Inline> inlines) => new LineWriter(inCell: true).Write(inlines, "<br>");

    private string Write(Sequence<Inline> inlines, string lineBreak)
    {
        _atStart = true;
        Write(inlines, depth: 0, lineBreak);
        if (_line.Length > 1 && _line[^1] == '#' && _line[^2] != '\\')
        {
            // At the end of a heading it would be a sign, not a word.
            _line.Insert(_line.Length - 1, '\\');
        }

        return KeepOuterSpaces(_line.ToString());
    }

    // Markdown drops spaces at the ends of a paragraph and of its lines, so they are written as entities.
    private static string KeepOuterSpaces(string line)
    {
        var lines = line.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var start = lines[i].Length - lines[i].TrimStart().Length;
            var body = lines[i][start..];
            var hasBreak = i < lines.Length - 1;
            var words = hasBreak ? body[..^1] : body;
            var end = words.TrimEnd();
            lines[i] = Entities(lines[i][..start]) + end + Entities(words[end.Length..]) + (hasBreak ? "\\" : "");
        }

        return string.Join('\n', lines);
    }

    private static string Entities(string spaces) =>
        string.Concat(spaces.Select(space => string.Create(CultureInfo.InvariantCulture, $"&#{(int)space};")));

    private void Write(Sequence<Inline> inlines, int depth, string lineBreak)
    {
        var parts = Marks.Peel(inlines, depth).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var (mark, inside) = parts[i];
            if (mark is not null)
            {
                Write(mark, inside, depth, lineBreak);
            }
            else if (inside[0] is Citation { Form: var form })
            {
                var group = new List<Citation>();
                while (i < parts.Count && parts[i] is (null, [Citation next]) && next.Form == form)
                {
                    group.Add(next);
                    i++;
                }

                i--;
                Add(Cited(group));
            }
            else
            {
                Write(inside[0], lineBreak);
            }
        }
    }

    private void Write(Mark mark, Sequence<Inline> inside, int depth, string lineBreak)
    {
        if (mark is Code)
        {
            Add(CodeOf(inside, lineBreak));
            return;
        }

        var writer = new LineWriter(inCell) { _atStart = false };
        writer.Write(inside, depth + 1, lineBreak);
        var words = writer._line.ToString();
        Add(
            mark switch
            {
                Strong => Around("**", "strong", words),
                Emphasis => Around("*", "em", words),
                Struck => Around("~~", "s", words),
                Subscript => $"<sub>{words}</sub>",
                Superscript => $"<sup>{words}</sup>",
                Link { IsOutside: true } link => $"<span data-link=\"{Attribute(link.Address)}\">{words}</span>",
                Link link => Linked(link.Address, inside, words, depth),
                Language language => $"<span lang=\"{Attribute(language.Tag)}\">{words}</span>",
                Abbreviation abbreviation => $"<abbr title=\"{Attribute(abbreviation.Expansion)}\">{words}</abbr>",
                Inserted by => Suggestion("ins", by.Author, by.Date, words),
                Deleted by => Suggestion("del", by.Author, by.Date, words),
                Code => words,
                _ => throw new System.Diagnostics.UnreachableException(mark.GetType().Name),
            }
        );
    }

    private static string Suggestion(string tag, string author, DateTimeOffset? date, string words)
    {
        var when = date is { } day ? $" datetime=\"{day.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)}\"" : "";
        return $"<{tag} data-author=\"{Attribute(author)}\"{when}>{words}</{tag}>";
    }

    // Signs around words are only sure to be read when letters or digits stand inside them and no other sign beside them.
    private string Around(string sign, string tag, string words)
    {
        var isSure =
            words.Length > 0
            && char.IsLetterOrDigit(words[0])
            && char.IsLetterOrDigit(words[^1])
            && (_line.Length == 0 || _line[^1] is not ('*' or '~' or '\\'));
        return isSure ? sign + words + sign : $"<{tag}>{words}</{tag}>";
    }

    private static string Linked(string address, Sequence<Inline> inside, string words, int depth) =>
        inside is [Run run] && run.Marks.Count == depth + 1 && run.Text == address && IsPlainAddress(address)
            ? $"<{address}>"
            : $"[{words}](<{Escaped(address, "<>\\&")}>)";

    private static bool IsPlainAddress(string address) =>
        (address.StartsWith("https://", StringComparison.Ordinal) || address.StartsWith("http://", StringComparison.Ordinal))
        && address.All(sign =>
            char.IsAsciiLetterOrDigit(sign) || sign is ':' or '/' or '.' or '-' or '?' or '=' or '#' or '%' or ','
        );

    private string CodeOf(Sequence<Inline> inside, string lineBreak)
    {
        var words = string.Concat(inside.Select(inline => inline is Run run ? run.Text : ""));
        var isPlain =
            inside.All(inline => inline is Run)
            && words.Trim().Length > 0
            && (_line.Length == 0 || _line[^1] is not ('`' or '}' or '\\'))
            && !words.Contains('\t', StringComparison.Ordinal);
        if (!isPlain)
        {
            var writer = new LineWriter(inCell) { _atStart = false };
            foreach (var inline in inside)
            {
                writer.Write(inline, lineBreak);
            }

            return $"<code>{writer._line}</code>";
        }

        var ticks = new string('`', Longest(words, '`') + 1);
        var isPadded = words[0] is '`' or ' ' || words[^1] is '`' or ' ';
        var code = isPadded ? $"{ticks} {words} {ticks}" : ticks + words + ticks;
        return inCell ? code.Replace("|", "\\|", StringComparison.Ordinal) : code;
    }

    private void Write(Inline inline, string lineBreak)
    {
        switch (inline)
        {
            case Run run:
                Words(run.Text);
                break;
            case LineBreak:
                _line.Append(lineBreak);
                _atStart = lineBreak.EndsWith('\n');
                break;
            case Formula formula:
                Add(Role("math", formula.Tex));
                break;
            case FootnoteReference reference:
                Add($"[^{reference.Name}]");
                break;
            case CrossReference { IsOutside: true } reference:
                Outside(reference);
                break;
            case CrossReference reference:
                Add(
                    Role(
                        RoleOf(reference.Form),
                        reference.Text.Length == 0 ? reference.Target : $"{reference.Text} <{reference.Target}>"
                    )
                );
                break;
            case InlineImage image:
                Add($"![{Escaped(image.Alternative, Special)}](<{Escaped(image.File, "<>\\&")}>)");
                break;
            case Citation citation:
                Add(Cited([citation]));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(inline.GetType().Name);
        }
    }

    // Other readers see the words alone and look for no target; ours reads the reference again.
    private void Outside(CrossReference reference)
    {
        var form = reference.Form.ToString().ToLowerInvariant();
        Add($"<span data-ref=\"{Attribute(reference.Target)}\" data-form=\"{form}\" data-words=\"{Attribute(reference.Text)}\">");
        Words(reference.Text.Length > 0 ? reference.Text : reference.Target);
        Add("</span>");
    }

    private static string RoleOf(ReferenceForm form) =>
        form switch
        {
            ReferenceForm.Title => "ref",
            ReferenceForm.Number => "numref",
            ReferenceForm.Formula => "eq",
            ReferenceForm.File => "doc",
            ReferenceForm.Term => "term",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Cited(IEnumerable<Citation> group)
    {
        var citations = group.ToList();
        var role = citations[0].Form switch
        {
            CitationForm.Parenthetical => "cite:p",
            CitationForm.Narrative => "cite:t",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return Role(
            role,
            string.Join(',', citations.Select(citation => Braced(citation.Prefix) + citation.Key + Braced(citation.Suffix)))
        );
    }

    private static string Braced(string? words) => words is null ? "" : $"{{{words}}}";

    private static string Role(string name, string content)
    {
        var ticks = new string('`', Longest(content, '`') + 1);
        return $"{{{name}}}{ticks}{content}{ticks}";
    }

    private const string Special = "\\`*_{}[]<>$~@|^&";

    private void Words(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            var isSpecial =
                Special.Contains(sign, StringComparison.Ordinal)
                || sign == '!' && (i + 1 == text.Length || text[i + 1] == '[')
                || sign is ':' && i > 0 && char.IsLetter(text[i - 1]) && i + 1 < text.Length && text[i + 1] != ' '
                || sign is '.' && i > 2 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase);
            if (_atStart && !isSpecial)
            {
                isSpecial =
                    sign is '#' or '+' or '-' or '=' or ':' or '%' or '(' or '—' && i == 0 || sign is '.' or ')' && IsNumber();
            }

            if (!char.IsDigit(sign) && sign is not (' ' or '\t'))
            {
                _atStart = false;
            }

            if (sign == '—' && isSpecial)
            {
                _line.Append("&#8212;");
                continue;
            }

            _line.Append(isSpecial ? "\\" : "").Append(sign);
        }
    }

    private bool IsNumber()
    {
        var last = _line.Length - 1;
        return last >= 0 && char.IsDigit(_line[last]);
    }

    private void Add(string words)
    {
        // Other readers take an escaped backslash before a role for the escape of the role.
        if (words.StartsWith('{') && _line.Length > 1 && _line[^1] == '\\')
        {
            _line.Length -= 2;
            _line.Append("&#92;");
        }

        _line.Append(words);
        _atStart = false;
    }

    /// <summary>The length of the longest row of a sign.</summary>
    internal static int Longest(string text, char sign)
    {
        var (longest, row) = (0, 0);
        foreach (var next in text)
        {
            row = next == sign ? row + 1 : 0;
            longest = Math.Max(longest, row);
        }

        return longest;
    }

    private static string Attribute(string words) =>
        words
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("|", "&#124;", StringComparison.Ordinal);

    private static string Escaped(string words, string signs)
    {
        var escaped = new StringBuilder();
        foreach (var sign in words)
        {
            escaped.Append(signs.Contains(sign, StringComparison.Ordinal) ? "\\" : "").Append(sign);
        }

        return escaped.ToString();
    }
}
