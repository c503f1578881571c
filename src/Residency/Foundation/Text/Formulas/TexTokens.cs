namespace Residency.Foundation.Text.Formulas;

/// <summary>What a piece of TeX is.</summary>
internal enum TexKind
{
    Sign,
    Number,
    Command,
    Open,
    Close,
    Above,
    Below,
    Cell,
    Line,
    Prime,
    Space,
    End,
}

/// <summary>A piece of TeX and where it begins.</summary>
internal readonly record struct TexToken(TexKind Kind, string Text, int At);

/// <summary>Cuts TeX into pieces. A percent sign hides the rest of its line, as in TeX.</summary>
internal static class TexTokens
{
    internal static List<TexToken> Of(string tex)
    {
        var tokens = new List<TexToken>();
        var at = 0;
        while (at < tex.Length)
        {
            var token = Next(tex, at);
            at += Length(tex, token);
            if (token.Text.Length > 0)
            {
                tokens.Add(token);
            }
        }

        tokens.Add(new TexToken(TexKind.End, "", tex.Length));
        return tokens;
    }

    private static TexToken Next(string tex, int at) =>
        tex[at] switch
        {
            '\\' => Command(tex, at),
            '{' => new(TexKind.Open, "{", at),
            '}' => new(TexKind.Close, "}", at),
            '^' => new(TexKind.Above, "^", at),
            '_' => new(TexKind.Below, "_", at),
            '&' => new(TexKind.Cell, "&", at),
            '\'' => new(TexKind.Prime, "′", at),
            '~' => new(TexKind.Space, "~", at),
            '%' => new(TexKind.Space, "", at),
            var sign when char.IsWhiteSpace(sign) => new(TexKind.Space, " ", at),
            var sign when char.IsAsciiDigit(sign) => Number(tex, at),
            _ => new(TexKind.Sign, SignAt(tex, at), at),
        };

    private static int Length(string tex, TexToken token)
    {
        if (token is { Kind: TexKind.Space, Text: "" })
        {
            var end = tex.IndexOf('\n', token.At);
            return (end < 0 ? tex.Length : end + 1) - token.At;
        }

        return token.Kind == TexKind.Command ? token.Text.Length + 1
            : token.Kind == TexKind.Line ? 2
            : Math.Max(1, token.Text.Length);
    }

    private static TexToken Command(string tex, int at)
    {
        var end = at + 1;
        while (end < tex.Length && char.IsAsciiLetter(tex[end]))
        {
            end++;
        }

        if (end > at + 1)
        {
            return new TexToken(TexKind.Command, tex[(at + 1)..end], at);
        }

        return end < tex.Length && tex[end] == '\\'
            ? new TexToken(TexKind.Line, @"\\", at)
            : new TexToken(TexKind.Command, end < tex.Length ? SignAt(tex, end) : " ", at);
    }

    private static TexToken Number(string tex, int at)
    {
        var end = at;
        while (
            end < tex.Length
            && (char.IsAsciiDigit(tex[end]) || (tex[end] is '.' && end + 1 < tex.Length && char.IsAsciiDigit(tex[end + 1])))
        )
        {
            end++;
        }

        return new TexToken(TexKind.Number, tex[at..end], at);
    }

    // A letter outside the basic plane is two chars.
    private static string SignAt(string tex, int at) =>
        char.IsHighSurrogate(tex[at]) && at + 1 < tex.Length ? tex.Substring(at, 2) : tex.Substring(at, 1);
}
