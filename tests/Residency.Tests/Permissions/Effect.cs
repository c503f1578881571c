using System.Text;

namespace Residency.Tests.Permissions;

/// <summary>What one post did to the database, and how it was answered.</summary>
internal sealed record Effect(IReadOnlyList<RowChange> Rows, int Status)
{
    /// <summary>One line for each value: <c>+ table column=value</c>.</summary>
    public IReadOnlyList<string> Lines =>
        [
            .. Rows.SelectMany(row => row.Values.Select(value => $"{row.Sign} {row.Table} {value.Key}={value.Value}"))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>A row that came or went is named whole, one that changed by its columns.</summary>
    public string InWords
    {
        get
        {
            // How a database keeps its index of words is its own affair.
            var lines = Rows.Where(row => !row.Table.StartsWith("library_search", StringComparison.Ordinal))
                .GroupBy(row => (row.Table, row.Sign))
                .OrderBy(rows => rows.Key.Table, StringComparer.Ordinal)
                .ThenBy(rows => rows.Key.Sign)
                .Select(rows => $"  {rows.Key.Sign} {rows.Key.Table}{(rows.Key.Sign == '~' ? ": " + ColumnsOf(rows) : "")}");
            return Rows.Count > 0 ? string.Join('\n', lines) : "  nothing";
        }
    }

    private static string ColumnsOf(IEnumerable<RowChange> rows) =>
        string.Join(", ", rows.SelectMany(row => row.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}

/// <summary>What a form does by itself: the values that two posts had in common, and the columns in which they differed.</summary>
internal sealed class Expected
{
    /// <summary>A word that no form sends by itself.</summary>
    public const string Marker = "zsmuggled1843";

    private readonly HashSet<string> _same;
    private readonly HashSet<string> _varying;
    private readonly int _status;

    public Expected(Effect one, Effect other)
    {
        _same = one.Lines.Intersect(other.Lines, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        _varying = one
            .Lines.Concat(other.Lines)
            .Where(line => !_same.Contains(line))
            .Select(ColumnOf)
            .ToHashSet(StringComparer.Ordinal);
        _status = one.Status;
    }

    /// <summary>What another post did that this form does not do, or did not do although it does.</summary>
    public IEnumerable<string> BreachesOf(Effect effect)
    {
        var lines = effect.Lines.ToHashSet(StringComparer.Ordinal);
        if (effect.Status == 400 && lines.Count == 0)
        {
            return []; // refused whole
        }

        var more = lines.Where(line =>
            !_same.Contains(line)
            && (line.Contains(Marker, StringComparison.OrdinalIgnoreCase) || !_varying.Contains(ColumnOf(line)))
        );
        var less = _same.Where(line => !lines.Contains(line) && !_varying.Contains(ColumnOf(line))).Select(line => $"not {line}");
        return [.. more, .. less, .. effect.Status == _status ? [] : new[] { $"answered {effect.Status}, not {_status}" }];
    }

    private static string ColumnOf(string line) => line[..line.IndexOf('=', StringComparison.Ordinal)];
}
