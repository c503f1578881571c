namespace Residency.Foundation.Text.Formulas;

/// <summary>Matrices, cases and lines that are aligned.</summary>
internal static class TexTables
{
    private static readonly Dictionary<string, (string Open, string Close)> Brackets = new(StringComparer.Ordinal)
    {
        ["matrix"] = ("", ""),
        ["smallmatrix"] = ("", ""),
        ["array"] = ("", ""),
        ["pmatrix"] = ("(", ")"),
        ["bmatrix"] = ("[", "]"),
        ["Bmatrix"] = ("{", "}"),
        ["vmatrix"] = ("|", "|"),
        ["Vmatrix"] = ("‖", "‖"),
        ["cases"] = ("{", ""),
    };

    private static readonly HashSet<string> Lines =
    [
        "aligned",
        "align",
        "align*",
        "split",
        "gathered",
        "gather",
        "gather*",
        "equation",
        "equation*",
        "multline",
        "multline*",
    ];

    /// <summary>Reads from the name of the environment to its end.</summary>
    internal static MathNode Read(TexReader reader)
    {
        var name = reader.ReadWords();
        if (name == "array")
        {
            reader.ReadWords(); // how columns stand, which a reader of the page does not need
        }

        if (!Brackets.ContainsKey(name) && !Lines.Contains(name))
        {
            return reader.Refuse();
        }

        var rows = reader.ReadRows(token => token is { Kind: TexKind.Command, Text: "end" });
        reader.Take();
        if (reader.ReadWords() != name)
        {
            return reader.Refuse();
        }

        if (!Brackets.TryGetValue(name, out var bracket))
        {
            return rows is [[var only]] ? only : Aligned(rows);
        }

        var table = Table(rows);
        return MathNode.Of(
            "mrow",
            [
                .. bracket.Open.Length > 0 ? [TexCommands.Sign(bracket.Open, stretches: true)] : Array.Empty<MathNode>(),
                name == "cases" ? table.With("class", "cases") : table,
                .. bracket.Close.Length > 0 ? [TexCommands.Sign(bracket.Close, stretches: true)] : Array.Empty<MathNode>(),
            ]
        );
    }

    /// <summary>Lines whose cells meet at the signs between them.</summary>
    internal static MathNode Aligned(List<List<MathNode>> rows) => Table(rows).With("class", "aligned");

    private static MathNode Table(List<List<MathNode>> rows) =>
        MathNode.Of(
            "mtable",
            [.. rows.Select(row => MathNode.Of("mtr", [.. row.Select(cell => MathNode.Of("mtd", cell.Children))]))]
        );
}
