namespace Residency.Yjs.Tests;

/// <summary>Random edits of everything that can stand in a document.</summary>
internal sealed class Edits(YDoc doc, Random dice)
{
    private static readonly string[] s_words =
    [
        "a",
        "harbour",
        "\n",
        "open data ",
        "ünï",
        "𝄞",
        "x😀y",
        "cohort",
        "1 < 2 & \"3\"",
        "  ",
    ];
    private static readonly string[] s_keys = ["k", "title", "ä", "1"];

    private static readonly object?[] s_values =
    [
        1,
        -7,
        0L,
        1L << 40,
        0.1,
        1.5,
        -1e-7,
        1e21,
        true,
        false,
        null,
        YUndefined.Value,
        "word",
        "",
        "😀",
        -0.0,
        new object?[] { 1, new object?[] { "two", Map() } },
        Map(("b", 1), ("a", new object?[] { null })),
    ];

    private static readonly Dictionary<string, object?>[] s_formats =
    [
        Map(("bold", true)),
        Map(("bold", null)),
        Map(("em", Map())),
        Map(("link", Map(("href", "/a")))),
        Map(("link", null)),
        Map(("bold", true), ("em", null)),
        Map(("size", 12.5)),
    ];

    public static void Declare(YDoc doc)
    {
        doc.Get<YText>("text");
        doc.Get<YArray>("list");
        doc.Get<YMap>("map");
        doc.Get<YXmlFragment>("page");
    }

    public void Make(int count, UndoManager? undo)
    {
        for (var i = 0; i < count; i++)
        {
            if (undo is not null && Chance(0.15))
            {
                _ = Chance(0.6) ? undo.Undo() : undo.Redo();
            }
            else if (Chance(0.1))
            {
                doc.Transact(_ =>
                {
                    for (var j = dice.Next(5); j >= 0; j--)
                    {
                        One();
                    }
                });
            }
            else
            {
                One();
            }
        }
    }

    private void One()
    {
        switch (Of(Types()))
        {
            case YText text:
                Text(text);
                break;
            case YArray list:
                List(list);
                break;
            case YXmlFragment page:
                Page(page);
                break;
            case YMap map:
                Keys(map);
                break;
        }
    }

    private void Text(YText text)
    {
        var at = dice.Next(text.Length + 1);
        var count = Math.Min(dice.Next(6), text.Length - at);
        switch (dice.Next(6))
        {
            case 0 or 1:
                text.Insert(at, Of(s_words));
                break;
            case 2:
                text.Insert(at, Of(s_words), Of(s_formats));
                break;
            case 3:
                text.Delete(at, count);
                break;
            case 4:
                var (begin, end) = (OutsidePairs(text, at), OutsidePairs(text, at + count));
                text.Format(begin, end - begin, Of(s_formats));
                break;
            default:
                Insert(text, at);
                break;
        }
    }

    // A format that begins or ends within a pair of surrogates and then changes nothing splits the pair for its writer alone, as in yjs.
    private static int OutsidePairs(YText text, int at)
    {
        var units = string.Concat(text.ToDelta().Select(step => step.Insert as string ?? "?"));
        return at > 0 && at < units.Length && char.IsLowSurrogate(units[at]) && char.IsHighSurrogate(units[at - 1]) ? at - 1 : at;
    }

    private void Insert(YText text, int at)
    {
        if (Chance(0.3))
        {
            text.InsertEmbed(at, Chance(0.5) ? Map(("image", "b.png")) : NewType());
        }
        else
        {
            text.Insert(at, Of(s_words));
        }
    }

    private void List(YArray list)
    {
        var at = dice.Next(list.Count + 1);
        switch (dice.Next(5))
        {
            case 0:
                list.Insert(at, Of(s_values), Of(s_values));
                break;
            case 1:
                list.Insert(at, Chance(0.5) ? NewType() : new byte[] { 0, 1, 254, 255 });
                break;
            case 2 or 3:
                list.Delete(at, Math.Min(1 + dice.Next(3), list.Count - at));
                break;
            default:
                list.Add(Of(s_values));
                break;
        }
    }

    private void Keys(YMap map)
    {
        var key = Of(s_keys);
        switch (dice.Next(4))
        {
            case 0:
                map.Remove(key);
                break;
            case 1:
                map.Set(key, Chance(0.7) ? NewType() : new byte[] { 7 });
                break;
            case 2:
                map.Set(key, new YBigInt(-12));
                break;
            default:
                map.Set(key, Of(s_values));
                break;
        }
    }

    private void Page(YXmlFragment page)
    {
        var at = dice.Next(page.Count + 1);
        if (page is YXmlElement element && Chance(0.3))
        {
            if (Chance(0.7))
            {
                element.SetAttribute(Of(s_keys), Of(s_words));
            }
            else
            {
                element.RemoveAttribute(Of(s_keys));
            }

            return;
        }

        switch (dice.Next(4))
        {
            case 0:
                var text = new YXmlText();
                page.Insert(at, text);
                text.Insert(0, Of(s_words));
                break;
            case 1:
                page.Delete(at, Math.Min(1 + dice.Next(2), page.Count - at));
                break;
            default:
                page.Insert(at, new YXmlElement(Of(["p", "h2", "table"])));
                break;
        }
    }

    private YType NewType() =>
        dice.Next(6) switch
        {
            0 => new YMap(),
            1 => new YArray(),
            2 => new YText(),
            3 => new YXmlElement("p"),
            4 => new YXmlText(),
            _ => new YXmlFragment(),
        };

    private List<YType> Types()
    {
        var found = new List<YType>();
        foreach (var name in new[] { "text", "list", "map", "page" })
        {
            Visit(doc.Roots[name]);
        }

        return found;

        void Visit(object? value)
        {
            if (value is not YType type)
            {
                return;
            }

            found.Add(type);
            IEnumerable<object?> inside = type switch
            {
                YText text => text.ToDelta().Select(step => step.Insert),
                YXmlFragment page => page.Children,
                YArray list => list,
                YMap map => map.Values,
                _ => [],
            };
            foreach (var one in inside)
            {
                Visit(one);
            }
        }
    }

    private bool Chance(double part) => dice.NextDouble() < part;

    private T Of<T>(IReadOnlyList<T> all) => all[dice.Next(all.Count)];

    private static Dictionary<string, object?> Map(params (string Key, object? Value)[] members) =>
        members.ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
}
