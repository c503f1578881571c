using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Residency.Foundation.Text.Myst;

/// <summary>{name}`content`.</summary>
internal sealed class RoleInline(string name, string content) : LeafInline
{
    internal string Name { get; } = name;

    internal string Content { get; } = content;
}

internal sealed class RoleParser : InlineParser
{
    internal RoleParser() => OpeningCharacters = ['{'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.Text.AsSpan(slice.Start, slice.End - slice.Start + 1);
        var close = text.IndexOf('}');
        if (close < 2 || !IsName(text[1..close]))
        {
            return false;
        }

        var ticks = 0;
        while (close + 1 + ticks < text.Length && text[close + 1 + ticks] == '`')
        {
            ticks++;
        }

        var inside = text[(close + 1 + ticks)..];
        var length = ticks == 0 ? -1 : EndOf(inside, ticks);
        if (length < 0)
        {
            return false;
        }

        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        var end = close + 1 + ticks + length + ticks;
        processor.Inline = new RoleInline(text[1..close].ToString(), inside[..length].ToString().Replace('\n', ' '))
        {
            Line = line,
            Column = column,
            Span = new(start, start + end - 1),
        };
        slice.Start += end;
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var sign in name)
        {
            if (!char.IsLetterOrDigit(sign) && sign is not ('_' or '-' or '+' or ':' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static int EndOf(ReadOnlySpan<char> text, int ticks)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '`')
            {
                continue;
            }

            var run = i;
            while (run < text.Length && text[run] == '`')
            {
                run++;
            }

            if (run - i == ticks)
            {
                return i == 0 ? -1 : i;
            }

            i = run;
        }

        return -1;
    }
}

/// <summary>[^name] in a line.</summary>
internal sealed class NoteReferenceInline(string name) : LeafInline
{
    internal string Name { get; } = name;
}

internal sealed class NoteReferenceParser : InlineParser
{
    internal NoteReferenceParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.Text.AsSpan(slice.Start, slice.End - slice.Start + 1);
        var close = text.IndexOf(']');
        if (close < 3 || text[1] != '^' || text[2..close].IndexOfAny(" \n[^") >= 0)
        {
            return false;
        }

        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = new NoteReferenceInline(text[2..close].ToString())
        {
            Line = line,
            Column = column,
            Span = new(start, start + close),
        };
        slice.Start += close + 1;
        return true;
    }
}

/// <summary>[@key; see @other, p. 4] in a line.</summary>
internal sealed class CiteInline(IReadOnlyList<Citation> citations) : LeafInline
{
    internal IReadOnlyList<Citation> Citations { get; } = citations;
}

internal sealed class CiteParser : InlineParser
{
    internal CiteParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.Text.AsSpan(slice.Start, slice.End - slice.Start + 1);
        var close = text.IndexOf(']');
        if (close < 3 || text[..close].IndexOf('@') < 0 || close + 1 < text.Length && text[close + 1] is '(' or '[')
        {
            return false;
        }

        var citations = new List<Citation>();
        foreach (var part in text[1..close].ToString().Split(';'))
        {
            if (Cited(part) is not { } citation)
            {
                return false;
            }

            citations.Add(citation);
        }

        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = new CiteInline(citations)
        {
            Line = line,
            Column = column,
            Span = new(start, start + close),
        };
        slice.Start += close + 1;
        return true;
    }

    private static Citation? Cited(string part)
    {
        var at = part.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || at > 0 && part[at - 1] != ' ')
        {
            return null;
        }

        var prefix = part[..at].Trim();
        var rest = part[(at + 1)..];
        var end = rest.AsSpan().IndexOfAny(" ,\n");
        var key = (end < 0 ? rest : rest[..end]).Trim();
        var suffix = end < 0 ? "" : rest[end..].Trim(' ', ',', '\n');
        return key.Length == 0 || key.Contains('@', StringComparison.Ordinal)
            ? null
            : new Citation(MystRoles.KeyOf(key))
            {
                Prefix = prefix.Length == 0 ? null : prefix,
                Suffix = suffix.Length == 0 ? null : suffix,
            };
    }
}
