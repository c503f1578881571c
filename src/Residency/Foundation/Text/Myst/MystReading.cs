namespace Residency.Foundation.Text.Myst;

/// <summary>What one reading of a file gathers beside the blocks.</summary>
internal sealed class MystReading(List<ReportLine> report)
{
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _titles = new(StringComparer.Ordinal);

    internal List<ReportLine> Report { get; } = report;

    /// <summary>Footnotes in the order in which they were met.</summary>
    internal List<Footnote> Footnotes { get; } = [];

    /// <summary>Further labels of a block that has one already, and the one it has.</summary>
    internal Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys of framework parts that block breaks gave to the blocks after them.</summary>
    internal Dictionary<Block, string> Keys { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>For the bodies of directives, which are parsed on their own.</summary>
    internal LinkDefinitions LinkDefinitions { get; } = new();

    /// <summary>Set when something stands deeper than the model allows; then nothing deeper is read.</summary>
    internal bool TooDeep { get; set; }

    internal void Note(int line, string construct, string what) => Add(ReportSeverity.Note, line, construct, what);

    internal void Warn(int line, string construct, string what) => Add(ReportSeverity.Warning, line, construct, what);

    internal void Problem(int line, string construct, string what) => Add(ReportSeverity.Problem, line, construct, what);

    /// <summary>Gives the first label to the block, and lets references to the others lead to it too.</summary>
    internal T Label<T>(T block, IReadOnlyList<string> labels, int line)
        where T : Block
    {
        var label = block.Label;
        foreach (var next in labels)
        {
            if (!_labels.Add(next))
            {
                Problem(line, "label", $"The label “{next}” stands in the text twice; only the first is kept.");
            }
            else if (label is null)
            {
                label = next;
            }
            else
            {
                Aliases[next] = label;
                Note(line, "label", $"The label “{next}” was joined with “{label}”, which names the same place.");
            }
        }

        return block with
        {
            Label = label,
        };
    }

    /// <summary>Remembers the title of a section, and says so once when there was one of the same words.</summary>
    internal void Titled(string words, int line)
    {
        if (_titles.TryAdd(words, line) || _titles[words] < 0)
        {
            return;
        }

        var first = _titles[words] + 1;
        _titles[words] = -1;
        Warn(line, "title", $"“{words}” is the title of a section in line {first} too; readers cannot tell them apart.");
    }

    private void Add(ReportSeverity severity, int line, string construct, string what) =>
        Report.Add(new ReportLine(severity, new TextPlace(line + 1, 0), construct, what));
}

/// <summary>Where a piece of text stands in the file.</summary>
/// <param name="Line">The line of the file at which the piece begins, from 0.</param>
/// <param name="Depth">How many blocks it stands in.</param>
internal sealed record Frame(int Line, int Depth)
{
    internal bool IsTop => Depth == 0;

    internal Frame Below => this with { Depth = Depth + 1 };
}
