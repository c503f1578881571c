using System.Globalization;
using System.Text;

namespace Residency.Foundation.LiveText.Nodes;

/// <summary>What one node tells the others: short words, because PostgreSQL hands on less than 8,000 bytes at once.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Node">Who tells it.</param>
/// <param name="Body">The rest.</param>
internal readonly record struct NodeWord(char Kind, string Node, string Body)
{
    /// <summary>The channel of PostgreSQL.</summary>
    public const string Channel = "residency_livetext";

    public const char Stored = 'u';
    public const char Told = 't';
    public const char Rewritten = 'e';
    public const char Presence = 'p';
    public const char AskPresence = 'q';

    /// <summary>Bytes of a body.</summary>
    public const int Longest = 7800;

    public override string ToString() => $"{Kind}|{Node}|{Body}";

    /// <summary>Reads a word; null when it is none.</summary>
    public static NodeWord? Parse(string word)
    {
        var parts = word.Split('|', 3);
        return parts is [{ Length: 1 }, _, _] ? new NodeWord(parts[0][0], parts[1], parts[2]) : null;
    }

    /// <summary>The numbers of changes by their texts, in as many bodies as it takes.</summary>
    public static IEnumerable<string> Bodies(IEnumerable<(LiveTextId Text, long Number)> rows)
    {
        var body = new StringBuilder();
        foreach (var text in rows.GroupBy(row => row.Text))
        {
            foreach (var numbers in text.Select(row => row.Number).Chunk(200))
            {
                var one =
                    $"{text.Key.Value:N}:{string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))};";
                if (body.Length > 0 && body.Length + one.Length > Longest)
                {
                    yield return body.ToString();
                    body.Clear();
                }

                body.Append(one);
            }
        }

        if (body.Length > 0)
        {
            yield return body.ToString();
        }
    }

    /// <summary>Reads what <see cref="Bodies"/> wrote.</summary>
    public static IEnumerable<(LiveTextId Text, long[] Numbers)> Rows(string body)
    {
        foreach (var one in body.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.Split(':') is [var text, var numbers] && Guid.TryParse(text, out var id))
            {
                yield return (
                    new LiveTextId(id),
                    [.. numbers.Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture))]
                );
            }
        }
    }

    /// <summary>A text and something about it.</summary>
    public static string Of(LiveTextId text, string more) => $"{text.Value:N}|{more}";

    /// <summary>Reads what <see cref="Of"/> wrote; null when it is nothing of the kind.</summary>
    public static (LiveTextId Text, string More)? Split(string body) =>
        body.Split('|', 2) is [var text, var more] && Guid.TryParse(text, out var id) ? (new LiveTextId(id), more) : null;
}
