namespace Residency.Foundation.Text.Formulas;

/// <summary>Commands that take something: fractions, roots, accents, brackets, words, tables.</summary>
internal static class TexCommands
{
    private static readonly Dictionary<string, string> Accents = new(StringComparer.Ordinal)
    {
        ["hat"] = "^",
        ["widehat"] = "^",
        ["bar"] = "‾",
        ["overline"] = "‾",
        ["tilde"] = "~",
        ["widetilde"] = "~",
        ["vec"] = "→",
        ["overrightarrow"] = "→",
        ["dot"] = "˙",
        ["ddot"] = "¨",
        ["check"] = "ˇ",
        ["breve"] = "˘",
        ["overbrace"] = "⏞",
    };

    // They make brackets larger; the browser does that by itself, or it does no harm when it does not.
    private static readonly HashSet<string> Sizes =
    [
        .. from size in new[] { "big", "Big", "bigg", "Bigg" } from side in new[] { "", "l", "r", "m" } select size + side,
    ];

    internal static MathNode Read(TexReader reader, string command)
    {
        if (Accents.TryGetValue(command, out var accent))
        {
            return Over(reader, accent, stretches: command.Length > 4 && command is not ("tilde" or "check" or "breve"));
        }

        if (TexLetters.Knows(command))
        {
            return Letters(TexLetters.Write(command, reader.ReadWords().Trim()));
        }

        if (Sizes.Contains(command))
        {
            return Bracket(reader, stretches: false);
        }

        return command switch
        {
            "frac" or "dfrac" or "tfrac" or "cfrac" => MathNode.Of("mfrac", reader.ReadArgument(), reader.ReadArgument()),
            "binom" or "dbinom" or "tbinom" => Binomial(reader),
            "sqrt" => Root(reader),
            "left" => Fenced(reader),
            "text" or "textrm" or "textnormal" or "mbox" => MathNode.Leaf("mtext", Kept(reader.ReadWords())),
            "textbf" => MathNode.Leaf("mtext", TexLetters.Write("mathbf", Kept(reader.ReadWords()))),
            "textit" => MathNode.Leaf("mtext", Kept(reader.ReadWords())),
            "mathrm" or "operatorname" => Upright(reader.ReadWords()),
            "mathit" or "mathnormal" => Letters(reader.ReadWords().Trim()),
            "underline" => Under(reader, "_"),
            "underbrace" => Under(reader, "⏟"),
            "overset" or "stackrel" => Stacked(reader, "mover"),
            "underset" => Stacked(reader, "munder"),
            "begin" => TexTables.Read(reader),
            "displaystyle" or "textstyle" or "limits" or "nolimits" or "nonumber" or "notag" or "allowbreak" => MathNode.Of(
                "mrow"
            ),
            "bmod" => MathNode.Leaf("mo", "mod"),
            "pmod" => Modulo(reader),
            "lt" => MathNode.Leaf("mo", "<"),
            "gt" => MathNode.Leaf("mo", ">"),
            _ => reader.Refuse(),
        };
    }

    internal static MathNode Sign(string text, bool stretches) =>
        MathNode.Leaf("mo", text).With("stretchy", stretches ? "true" : "false");

    private static MathNode Over(TexReader reader, string sign, bool stretches) =>
        MathNode.Of("mover", reader.ReadArgument(), Sign(sign, stretches)).With("accent", "true");

    private static MathNode Under(TexReader reader, string sign) =>
        MathNode.Of("munder", reader.ReadArgument(), Sign(sign, stretches: true)).With("accentunder", "true");

    private static MathNode Stacked(TexReader reader, string element)
    {
        var script = reader.ReadArgument();
        return MathNode.Of(element, reader.ReadArgument(), script);
    }

    private static MathNode Binomial(TexReader reader) =>
        MathNode.Of(
            "mrow",
            Sign("(", stretches: true),
            MathNode.Of("mfrac", reader.ReadArgument(), reader.ReadArgument()).With("linethickness", "0"),
            Sign(")", stretches: true)
        );

    private static MathNode Modulo(TexReader reader) =>
        MathNode.Of(
            "mrow",
            Sign("(", stretches: false),
            MathNode.Leaf("mo", "mod"),
            reader.ReadArgument(),
            Sign(")", stretches: false)
        );

    private static MathNode Root(TexReader reader)
    {
        reader.SkipSpaces();
        if (!reader.Takes(TexKind.Sign, "["))
        {
            return MathNode.Of("msqrt", reader.ReadArgument());
        }

        var index = reader.ReadUntil(token => token is { Kind: TexKind.Sign, Text: "]" });
        reader.Take();
        return MathNode.Of("mroot", reader.ReadArgument(), index);
    }

    private static MathNode Fenced(TexReader reader)
    {
        var open = Bracket(reader, stretches: true);
        var inside = reader.ReadUntil(token => token is { Kind: TexKind.Command, Text: "right" });
        reader.Take();
        return MathNode.Of("mrow", [open, .. inside.Children, Bracket(reader, stretches: true)]);
    }

    // A full stop stands for no bracket.
    private static MathNode Bracket(TexReader reader, bool stretches)
    {
        var token = reader.Take();
        var sign = token.Kind switch
        {
            TexKind.Sign => token.Text,
            TexKind.Command => TexSymbols.Find(token.Text) is { Name: "mo" } found ? found.Text : "",
            _ => "",
        };
        return sign switch
        {
            "" => reader.Refuse(),
            "." => MathNode.Leaf("mo", ""),
            "<" => Sign("⟨", stretches),
            ">" => Sign("⟩", stretches),
            _ => Sign(sign, stretches),
        };
    }

    private static MathNode Letters(string words) =>
        MathNode.Row([.. words.EnumerateRunes().Where(rune => rune.Value != ' ').Select(OfRune)]);

    private static MathNode OfRune(System.Text.Rune rune) =>
        System.Text.Rune.IsDigit(rune) ? MathNode.Leaf("mn", rune.ToString())
        : System.Text.Rune.IsLetter(rune) || rune.Value > 0xFFFF ? MathNode.Leaf("mi", rune.ToString())
        : MathNode.Leaf("mo", rune.ToString());

    private static MathNode Upright(string words)
    {
        var name = MathNode.Leaf("mi", words.Trim());
        return name.Text.Length == 1 ? name.With("mathvariant", "normal") : name;
    }

    // Spaces at the ends of words are taken off by browsers unless they cannot break.
    private static string Kept(string words)
    {
        var inner = words.Trim(' ');
        return inner.Length == 0 ? "\u00A0" : (words[0] == ' ' ? "\u00A0" : "") + inner + (words[^1] == ' ' ? "\u00A0" : "");
    }
}
