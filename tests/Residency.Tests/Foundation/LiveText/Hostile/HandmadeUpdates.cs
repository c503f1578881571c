using Residency.Tests.Foundation.LiveText.Wire;

namespace Residency.Tests.Foundation.LiveText.Hostile;

/// <summary>Yjs updates that no editor makes: too deep, too far, too many, of kinds and names that do not exist.</summary>
internal static class HandmadeUpdates
{
    private const int Element = 3;
    private const int XmlText = 6;
    private static ulong s_client = 7_000_000;

    /// <summary>Each with what it is, under a client id that was never used.</summary>
    public static IEnumerable<(string What, byte[] Update)> All()
    {
        yield return ("a value nested 10,000 deep", Any(10_000, 117));
        yield return ("an object nested 10,000 deep", Any(10_000, 118));
        yield return ("elements nested 20,000 deep", Nested(20_000));
        yield return ("2^53 clients", new FrameWriter().Number(1UL << 53).Done());
        yield return ("2^53 - 1 structs", new FrameWriter().Number(1).Number((1UL << 53) - 1).Number(5).Number(0).Done());
        yield return ("a client of 2^64", new FrameWriter().Number(1).Number(1).Number(ulong.MaxValue).Number(0).Done());
        yield return ("a clock of 2^53 - 1", Text((1UL << 53) - 1, "late"u8.ToArray()));
        yield return ("a gap before it", Text(1_000_000, "late"u8.ToArray()));
        yield return ("a length of 2^40", Begin().Byte(4).Number(1).Text("text").Number(1UL << 40).Done());
        yield return ("a garbage run of 2^52", Begin().Byte(0).Number(1UL << 52).Number(0).Done());
        yield return ("a skip of 2^52", Begin().Byte(10).Number(1UL << 52).Number(0).Done());
        yield return ("a deletion of everything of everybody", Deletions(2_000));
        yield return (
            "a deletion of 2^52 units",
            new FrameWriter().Number(0).Number(1).Number(1).Number(1).Number(0).Number(1UL << 52).Done()
        );
        yield return ("half a surrogate pair", Text(0, [0xed, 0xa0, 0xbd]));
        yield return ("bytes that are no UTF-8", Text(0, [0xff, 0xfe, 0xc0, 0x80]));
        yield return ("a null character", Text(0, [0]));
        yield return ("a kind of content that does not exist", Begin().Byte(15).Number(1).Text("text").Number(0).Done());
        yield return (
            "a document in the document",
            Begin().Byte(9).Number(1).Text("text").Text("guid").Byte(118).Number(0).Number(0).Done()
        );
        yield return ("binary content", Begin().Byte(3).Number(1).Text("text").Bytes([1, 2, 3]).Number(0).Done());
        yield return ("a parent that is no type", Begin().Byte(4).Number(0).Number(1).Number(0).Text("x").Number(0).Done());
        yield return ("its own origin", Own());
        yield return ("another root", Begin().Byte(4).Number(1).Text("another").Text("words").Number(0).Done());
        yield return ("ten thousand roots", Roots(10_000));
        yield return ("text directly in the root", Text(0, "words"u8.ToArray()));
        foreach (
            var name in (string[])["script", "iframe", "html", "svg", "", "Paragraph", "para\0graph", new string('p', 70_000)]
        )
        {
            yield return ($"an element {(name.Length > 40 ? "with a long name" : name)}", ElementOf(name));
        }

        foreach (var key in (string[])["onclick", "style", "__proto__", "constructor", "href", new string('k', 70_000)])
        {
            yield return (
                $"a section with {(key.Length > 40 ? "a long attribute" : key)}",
                Attribute(key, "javascript:alert(1)")
            );
        }
    }

    /// <summary>An update that begins with one struct of a new client; the caller writes the struct and the deletions.</summary>
    private static FrameWriter Begin() => new FrameWriter().Number(1).Number(1).Number(s_client++).Number(0);

    private static byte[] Text(ulong clock, byte[] words) =>
        new FrameWriter()
            .Number(1)
            .Number(1)
            .Number(s_client++)
            .Number(clock)
            .Byte(4)
            .Number(1)
            .Text("text")
            .Bytes(words)
            .Number(0)
            .Done();

    private static byte[] Any(int depth, int kind)
    {
        var to = Begin().Byte(8).Number(1).Text("text").Number(1);
        for (var i = 0; i < depth; i++)
        {
            to.Byte(kind).Number(1);
            if (kind == 118)
            {
                to.Text("k");
            }
        }

        return to.Byte(126).Number(0).Done();
    }

    private static byte[] ElementOf(string name) =>
        Begin().Byte(7).Number(1).Text("text").Number(Element).Text(name).Number(0).Done();

    // A section, then an attribute on it: kind 8 (any) with a parent id and a key.
    private static byte[] Attribute(string key, string value)
    {
        var client = s_client++;
        return new FrameWriter()
            .Number(1)
            .Number(2)
            .Number(client)
            .Number(0)
            .Byte(7)
            .Number(1)
            .Text("text")
            .Number(Element)
            .Text("section")
            .Byte(8 | 0x20)
            .Number(0)
            .Number(client)
            .Number(0)
            .Text(key)
            .Number(1)
            .Byte(119)
            .Text(value)
            .Number(0)
            .Done();
    }

    private static byte[] Nested(int depth)
    {
        var client = s_client++;
        var to = new FrameWriter().Number(1).Number(depth).Number(client).Number(0);
        to.Byte(7).Number(1).Text("text").Number(Element).Text("section");
        for (var i = 1; i < depth; i++)
        {
            to.Byte(7).Number(0).Number(client).Number(i - 1);
            if (i == depth - 1)
            {
                to.Number(XmlText);
            }
            else
            {
                to.Number(Element).Text("callout");
            }
        }

        return to.Number(0).Done();
    }

    private static byte[] Own()
    {
        var client = s_client++;
        return new FrameWriter()
            .Number(1)
            .Number(1)
            .Number(client)
            .Number(0)
            .Byte(4 | 0x80)
            .Number(client)
            .Number(0)
            .Text("x")
            .Number(0)
            .Done();
    }

    private static byte[] Deletions(int clients)
    {
        var to = new FrameWriter().Number(0).Number(clients);
        for (var i = 0; i < clients; i++)
        {
            to.Number(i).Number(1).Number(0).Number(1UL << 31);
        }

        return to.Done();
    }

    private static byte[] Roots(int count)
    {
        var to = new FrameWriter().Number(1).Number(count).Number(s_client++).Number(0);
        for (var i = 0; i < count; i++)
        {
            to.Byte(4).Number(1).Text($"root {i}").Text("x");
        }

        return to.Number(0).Done();
    }
}
