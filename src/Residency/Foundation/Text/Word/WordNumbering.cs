using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>The lists of a file, and where each has got to.</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    // A list has nine levels; what stands behind many more is no list that a program wrote.
    private const int MostLooked = 64;
    private readonly Dictionary<string, XElement> _abstract = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byStyle = new(StringComparer.Ordinal);
    private readonly Dictionary<(string List, int Level), XElement?> _levels = [];
    private readonly Dictionary<(string List, int Level), int> _starts = [];
    private readonly Dictionary<string, string> _identities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int?[]> _counts = new(StringComparer.Ordinal);

    internal WordNumbering(WordPart? part)
    {
        foreach (var element in part?.Root.Elements(OpenXml.W + "abstractNum") ?? [])
        {
            var id = (string?)element.Attribute(OpenXml.W + "abstractNumId") ?? "";
            _abstract.TryAdd(id, element);
            if (element.Val("styleLink") is { } link)
            {
                _byStyle.TryAdd(link, id);
            }
        }

        foreach (var element in part?.Root.Elements(OpenXml.W + "num") ?? [])
        {
            _lists.TryAdd((string?)element.Attribute(OpenXml.W + "numId") ?? "", element);
        }
    }

    /// <summary>The sign of a level of a list.</summary>
    internal ListSign SignOf(string list, int level)
    {
        if (Level(list, level) is not { } found)
        {
            // Word shows no sign for a list that is not defined.
            return ListSign.None;
        }

        var text = found.Val("lvlText") ?? "";
        return found.Val("numFmt") switch
        {
            "none" => ListSign.None,
            "bullet" when found.Element(OpenXml.W + "lvlPicBulletId") is null && string.IsNullOrWhiteSpace(text) => ListSign.None,
            "bullet" => ListSign.Bullet,
            _ => ListSign.Number,
        };
    }

    /// <summary>Counts the next entry of a list.</summary>
    internal int Next(string list, int level)
    {
        var identity = Identity(list);
        if (!_counts.TryGetValue(identity, out var counts))
        {
            _counts[identity] = counts = new int?[Levels];
        }

        counts[level] = counts[level] is { } last ? last + 1 : Start(list, level);
        Array.Clear(counts, level + 1, Levels - level - 1);
        return Math.Max(0, counts[level] ?? 1);
    }

    /// <summary>By what entries are told to be of one list: lists of one kind count on together unless one of them begins anew.</summary>
    internal string Identity(string list)
    {
        if (!_identities.TryGetValue(list, out var identity))
        {
            var element = _lists.GetValueOrDefault(list);
            var beginsAnew =
                element
                    ?.Elements(OpenXml.W + "lvlOverride")
                    .Take(MostLooked)
                    .Any(change => change.Element(OpenXml.W + "startOverride") is not null)
                ?? true;
            _identities[list] = identity = beginsAnew ? $"list {list}" : $"kind {element.Val("abstractNumId")}";
        }

        return identity;
    }

    private int Start(string list, int level)
    {
        if (!_starts.TryGetValue((list, level), out var start))
        {
            _starts[(list, level)] = start = FindStart(list, level);
        }

        return start;
    }

    private int FindStart(string list, int level)
    {
        var change = _lists[list]
            .Elements(OpenXml.W + "lvlOverride")
            .Take(MostLooked)
            .FirstOrDefault(change => IsLevel(change, level));
        return OpenXml.Number(change.Val("startOverride")) ?? OpenXml.Number(Level(list, level).Val("start")) ?? 1;
    }

    private XElement? Level(string list, int level)
    {
        if (!_levels.TryGetValue((list, level), out var found))
        {
            _levels[(list, level)] = found = FindLevel(list, level);
        }

        return found;
    }

    private XElement? FindLevel(string list, int level)
    {
        if (!_lists.TryGetValue(list, out var element))
        {
            return null;
        }

        var changed = element
            .Elements(OpenXml.W + "lvlOverride")
            .Take(MostLooked)
            .FirstOrDefault(change => IsLevel(change, level))
            ?.Element(OpenXml.W + "lvl");
        if (changed is not null)
        {
            return changed;
        }

        var kind = _abstract.GetValueOrDefault(element.Val("abstractNumId") ?? "");
        if (kind.Val("numStyleLink") is { } link && _byStyle.TryGetValue(link, out var target))
        {
            kind = _abstract[target];
        }

        return kind?.Elements(OpenXml.W + "lvl").Take(MostLooked).FirstOrDefault(found => IsLevel(found, level));
    }

    private static bool IsLevel(XElement element, int level) =>
        OpenXml.Number((string?)element.Attribute(OpenXml.W + "ilvl")) == level;
}

/// <summary>What stands before an entry of a list.</summary>
internal enum ListSign
{
    None,
    Bullet,
    Number,
}
