namespace Residency.Foundation.Text.Formulas;

/// <summary>Reads one formula from left to right. What it does not know makes the whole not understood.</summary>
internal sealed class TexReader(List<TexToken> tokens)
{
    private const int Deepest = 40;

    private int _at;
    private int _depth;

    internal bool IsUnderstood { get; private set; } = true;

    private TexToken Here => tokens[_at];

    internal MathNode ReadAll()
    {
        var all = ReadRows(token => token.Kind == TexKind.End);
        return all is [[var only]] ? only : TexTables.Aligned(all);
    }

    /// <summary>Rows of cells until the end that is asked for, which is not taken.</summary>
    internal List<List<MathNode>> ReadRows(Func<TexToken, bool> isEnd)
    {
        List<List<MathNode>> rows =
        [
            [],
        ];
        var cell = new List<MathNode>();
        while (IsUnderstood && !isEnd(Here))
        {
            switch (Here.Kind)
            {
                case TexKind.End:
                    IsUnderstood = false;
                    break;
                case TexKind.Cell:
                    _at++;
                    rows[^1].Add(MathNode.Of("mrow", cell));
                    cell = [];
                    break;
                case TexKind.Line:
                    _at++;
                    rows[^1].Add(MathNode.Of("mrow", cell));
                    cell = [];
                    rows.Add([]);
                    break;
                default:
                    ReadTerm(cell);
                    break;
            }
        }

        rows[^1].Add(MathNode.Of("mrow", cell));
        // A line break after the last row begins nothing.
        return rows is [.., [{ Children.Count: 0 }]] && rows.Count > 1 ? rows[..^1] : rows;
    }

    internal bool Takes(TexKind kind, string text)
    {
        if (Here.Kind != kind || Here.Text != text)
        {
            return false;
        }

        _at++;
        return true;
    }

    internal bool IsCommand(string name) => Here is { Kind: TexKind.Command } here && here.Text == name;

    internal void SkipSpaces()
    {
        while (Here is { Kind: TexKind.Space, Text: " " })
        {
            _at++;
        }
    }

    internal TexToken Take()
    {
        SkipSpaces();
        var here = Here;
        _at = Math.Min(_at + 1, tokens.Count - 1);
        return here;
    }

    internal MathNode Refuse()
    {
        IsUnderstood = false;
        return MathNode.Leaf("mi", "");
    }

    /// <summary>The next thing as an argument: a group in braces, or one sign.</summary>
    internal MathNode ReadArgument()
    {
        SkipSpaces();
        return Here.Kind switch
        {
            TexKind.Open => ReadGroup(),
            TexKind.Number => FirstDigit(),
            TexKind.Sign or TexKind.Command => ReadAtom(out _),
            _ => Refuse(),
        };
    }

    /// <summary>The words of an argument in braces, as they were typed.</summary>
    internal string ReadWords()
    {
        SkipSpaces();
        if (!Takes(TexKind.Open, "{"))
        {
            return Take().Text;
        }

        var words = new System.Text.StringBuilder();
        while (Here.Kind is not (TexKind.Close or TexKind.End or TexKind.Open or TexKind.Line))
        {
            var known = Here.Kind == TexKind.Command && Here.Text is not (" " or "_" or "%" or "&" or "#" or "$");
            IsUnderstood &= !known;
            words.Append(
                Here is { Kind: TexKind.Space } ? " "
                : Here is { Kind: TexKind.Prime } ? "'"
                : Here.Text
            );
            _at++;
        }

        IsUnderstood &= Takes(TexKind.Close, "}");
        return words.ToString();
    }

    /// <summary>Everything until a closing sign that is not taken, such as the bracket of a root.</summary>
    internal MathNode ReadUntil(Func<TexToken, bool> isEnd)
    {
        if (++_depth > Deepest)
        {
            return Refuse();
        }

        var inside = new List<MathNode>();
        while (IsUnderstood && !isEnd(Here))
        {
            if (Here.Kind is TexKind.End or TexKind.Cell or TexKind.Line or TexKind.Close)
            {
                return Refuse();
            }

            ReadTerm(inside);
        }

        _depth--;
        return MathNode.Of("mrow", inside);
    }

    private MathNode ReadGroup()
    {
        _at++;
        var inside = ReadUntil(token => token.Kind == TexKind.Close);
        IsUnderstood &= Takes(TexKind.Close, "}");
        return MathNode.Row(inside.Children);
    }

    // Of a number only the first digit is an argument, as in TeX.
    private MathNode FirstDigit()
    {
        var number = Here;
        if (number.Text.Length == 1)
        {
            _at++;
        }
        else
        {
            tokens[_at] = number with { Text = number.Text[1..], At = number.At + 1 };
        }

        return MathNode.Leaf("mn", number.Text[..1]);
    }

    // A thing with what stands above and below it.
    private void ReadTerm(List<MathNode> row)
    {
        if (Here is { Kind: TexKind.Space } space)
        {
            _at++;
            if (space.Text == "~")
            {
                row.Add(MathNode.Space("0.25em"));
            }

            return;
        }

        var isStacked = false;
        var core = Here.Kind is TexKind.Above or TexKind.Below or TexKind.Prime ? MathNode.Of("mrow") : ReadAtom(out isStacked);
        var (below, above) = ReadScripts();
        var (one, other, both) = isStacked ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup");
        row.Add(
            (below, above) switch
            {
                (null, null) => core,
                ({ } b, null) => MathNode.Of(one, core, b),
                (null, { } a) => MathNode.Of(other, core, a),
                ({ } b, { } a) => MathNode.Of(both, core, b, a),
            }
        );
    }

    private (MathNode? Below, MathNode? Above) ReadScripts()
    {
        MathNode? below = null;
        MathNode? above = null;
        while (IsUnderstood)
        {
            SkipSpaces();
            switch (Here.Kind)
            {
                case TexKind.Below when below is null:
                    _at++;
                    below = ReadArgument();
                    break;
                case TexKind.Above when above is null:
                    _at++;
                    above = ReadArgument();
                    break;
                case TexKind.Prime when above is null:
                    above = ReadPrimes();
                    break;
                case TexKind.Below or TexKind.Above:
                    Refuse();
                    break;
                default:
                    return (below, above);
            }
        }

        return (below, above);
    }

    private MathNode ReadPrimes()
    {
        var primes = "";
        while (Here.Kind == TexKind.Prime)
        {
            primes += "′";
            _at++;
        }

        var sign = MathNode.Leaf("mo", primes);
        return Here.Kind == TexKind.Above ? MathNode.Of("mrow", sign, AfterHat()) : sign;
    }

    private MathNode AfterHat()
    {
        _at++;
        return ReadArgument();
    }

    private MathNode ReadAtom(out bool isStacked)
    {
        isStacked = false;
        var here = Here;
        switch (here.Kind)
        {
            case TexKind.Open:
                return ReadGroup();
            case TexKind.Number:
                _at++;
                return MathNode.Leaf("mn", here.Text);
            case TexKind.Sign:
                _at++;
                return OfSign(here.Text);
            case TexKind.Command:
                _at++;
                isStacked = TexSymbols.IsStacked(here.Text) || here.Text is "underbrace" or "overbrace" or "operatorname*";
                return TexSymbols.Find(here.Text) ?? TexCommands.Read(this, here.Text);
            default:
                return Refuse();
        }
    }

    private static MathNode OfSign(string sign) =>
        char.IsLetter(sign, 0) ? MathNode.Leaf("mi", sign)
        : sign == "-" ? MathNode.Leaf("mo", "−")
        : sign is "(" or ")" or "[" or "]" or "|" or "/" ? MathNode.Leaf("mo", sign).With("stretchy", "false")
        : sign == "*" ? MathNode.Leaf("mo", "∗")
        : MathNode.Leaf("mo", sign);
}
