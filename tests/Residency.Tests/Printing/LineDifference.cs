using System.Globalization;

namespace Residency.Tests.Printing;

/// <summary>The difference between two texts, line by line, with three lines around each change.</summary>
internal static class LineDifference
{
    private const int Around = 3;
    private const int MostLines = 120;

    private enum Side
    {
        Both,
        Before,
        After,
    }

    public static string Between(string before, string after)
    {
        var lines = Align(before.Split('\n'), after.Split('\n'));
        var shown = new List<string>();
        var skipped = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var near = lines.Skip(i - Around).Take(Math.Min(i, Around) + Around + 1).Any(line => line.Side != Side.Both);
            if (!near)
            {
                skipped++;
                continue;
            }

            if (skipped > 0)
            {
                shown.Add(string.Create(CultureInfo.InvariantCulture, $"  … {skipped} equal lines"));
                skipped = 0;
            }

            shown.Add(Mark(lines[i].Side) + lines[i].Text);
        }

        return shown.Count <= MostLines
            ? string.Join('\n', shown)
            : string.Join('\n', shown.Take(MostLines)) + $"\n  … and {shown.Count - MostLines} lines more";
    }

    private static string Mark(Side side) =>
        side switch
        {
            Side.Both => "  ",
            Side.Before => "- ",
            Side.After => "+ ",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // The longest common subsequence; printed files have some thousand lines at most.
    private static List<(Side Side, string Text)> Align(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = Same(before[i], after[j])
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<(Side, string)>();
        var (x, y) = (0, 0);
        while (x < before.Length || y < after.Length)
        {
            if (x < before.Length && y < after.Length && Same(before[x], after[y]))
            {
                lines.Add((Side.Both, before[x++]));
                y++;
            }
            else if (x < before.Length && (y == after.Length || common[x + 1, y] >= common[x, y + 1]))
            {
                lines.Add((Side.Before, before[x++]));
            }
            else
            {
                lines.Add((Side.After, after[y++]));
            }
        }

        return lines;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
