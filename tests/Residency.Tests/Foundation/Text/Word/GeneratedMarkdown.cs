using System.Globalization;
using System.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Makes texts in the Markdown of pandoc; the same seed makes the same text.</summary>
internal sealed class GeneratedMarkdown(int seed)
{
    private static readonly string[] Words =
    [
        "tide",
        "lamp",
        "Käse",
        "naïve",
        "日本",
        "bridge,",
        "council",
        "three",
        "42",
        "a&amp;b",
        "it's",
        "£5",
        "x—y",
        "Ωmega",
        "sea.",
        "e.g.",
    ];

    private readonly Random _random = new(seed);
    private int _notes;

    public string Make()
    {
        var text = new StringBuilder();
        if (Coin(3))
        {
            text.Append("---\ntitle: ").Append(Some(3)).Append("\n---\n\n");
        }

        var count = 3 + _random.Next(8);
        for (var i = 0; i < count; i++)
        {
            text.Append(One(0)).Append("\n\n");
        }

        return text.ToString();
    }

    private bool Coin(int outOf) => _random.Next(outOf) == 0;

    private string One(int depth) =>
        _random.Next(depth == 0 ? 10 : 5) switch
        {
            0 or 1 or 2 => Line(6),
            3 => Indent("    ", Some(2) + "\n  " + Some(1)),
            4 => List(depth),
            5 => new string('#', 1 + _random.Next(3)) + " H " + Some(3),
            6 => "> " + Line(3),
            7 => Table(),
            8 => $"Term {Some(1)}\n:   {Line(3)}",
            _ => $"![{Some(2)}](figures/{(Coin(2) ? "lamp-use" : "bridge-counters")}.png)",
        };

    private string List(int depth)
    {
        var text = new StringBuilder("<!-- -->\n\n");
        var isNumbered = Coin(2);
        for (var i = 0; i < 1 + _random.Next(3); i++)
        {
            var sign = isNumbered ? string.Create(CultureInfo.InvariantCulture, $"{i + 1}.  ") : "-   ";
            var inside = depth < 2 && Coin(2) ? Line(2) + "\n\n" + One(depth + 1).Replace("<!-- -->\n\n", "") : Line(3);
            text.Append(sign).Append(Indent("    ", inside)[4..]).Append("\n\n");
        }

        return text.ToString().TrimEnd();
    }

    private string Table()
    {
        var width = 1 + _random.Next(3);
        var rows = Enumerable.Range(0, 2 + _random.Next(3)).Select(_ => "| " + string.Join(" | ", Cells()) + " |").ToList();
        rows.Insert(1, "|" + string.Concat(Enumerable.Repeat(Coin(2) ? "---|" : "--:|", width)));
        return string.Join('\n', rows);

        IEnumerable<string> Cells() => Enumerable.Range(0, width).Select(_ => Some(2)).ToList();
    }

    private static string Indent(string by, string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : by + line));

    private string Line(int longest) =>
        "W" + string.Concat(Enumerable.Range(0, 1 + _random.Next(longest)).Select(_ => " " + Piece()));

    private string Piece() =>
        _random.Next(14) switch
        {
            0 => $"**{Some(2)}**",
            1 => $"*{Some(2)}*",
            2 => $"`{Words[_random.Next(4)]}`",
            3 => $"[{Some(2)}](https://example.org/{_random.Next(99)})",
            4 => $"^[Note {++_notes} {Some(2)}]",
            5 => "$x_" + _random.Next(9) + "$",
            6 => $"~~{Some(1)}~~",
            _ => Some(3),
        };

    private string Some(int longest) =>
        string.Join(' ', Enumerable.Range(0, 1 + _random.Next(longest)).Select(_ => Words[_random.Next(Words.Length)]));
}
