using Residency.Yjs.Types;

namespace Residency.Yjs.Structs;

/// <summary>A JSON text as it came, so that it leaves byte for byte the same, with its value.</summary>
internal sealed class JsonText(string text, object? value)
{
    public string Text { get; } = text;

    public object? Value { get; } = value;

    public static JsonText Of(object? value) => new(YValue.ToJson(value), value);
}

/// <summary>A format that begins or ends here.</summary>
internal sealed record FormatMark(string Key, JsonText Value);

/// <summary>A document within a document.</summary>
internal sealed record InnerDocument(string Guid, object? Options);

/// <summary>What the kinds of content do: cut, append, count, copy.</summary>
/// <remarks>
/// Payloads: Text is a string or a Run of char; Any is an array or Run of values; Json is an array or Run of
/// <see cref="JsonText"/>; Binary byte[]; Embed <see cref="JsonText"/>; Format <see cref="FormatMark"/>; Type
/// <see cref="YType"/>; Document <see cref="InnerDocument"/>; Deleted nothing.
/// </remarks>
internal static class Content
{
    private const char Broken = '\uFFFD';

    /// <summary>The letters of a text.</summary>
    public static ReadOnlySpan<char> Chars(Item item) =>
        item.Payload is string text
            ? text.AsSpan(item.Offset, item.Length)
            : ((Run<char>)item.Payload!).Span(item.Offset, item.Length); // no other payload stands in a text

    /// <summary>The elements of a list: values, JSON texts.</summary>
    public static ReadOnlySpan<object?> Elements(Item item) =>
        item.Payload is object?[] all
            ? all.AsSpan(item.Offset, item.Length)
            : ((Run<object?>)item.Payload!).Span(item.Offset, item.Length); // no other payload stands in a list

    /// <summary>The values of an item as readers of arrays see them, one for each unit.</summary>
    public static IEnumerable<object?> Values(Item item) =>
        item.Kind switch
        {
            ContentKind.Text => Chars(item).ToString().Select(unit => (object?)unit.ToString()),
            ContentKind.Any => Elements(item).ToArray(),
            ContentKind.Json => Elements(item).ToArray().Select(one => ((JsonText)one!).Value), // only JSON texts stand there
            ContentKind.Embed => [((JsonText)item.Payload!).Value], // set when read or made
            ContentKind.Binary or ContentKind.Type => [item.Payload],
            ContentKind.Document => [((InnerDocument)item.Payload!).Guid], // set when read or made
            _ => [],
        };

    /// <summary>The values of an item that are neither letters nor types: of a format, of keys, of lists.</summary>
    public static IEnumerable<object?> Said(Item item) =>
        item.Kind switch
        {
            ContentKind.Format => [((FormatMark)item.Payload!).Value.Value], // set when read or made
            ContentKind.Any or ContentKind.Json or ContentKind.Embed => Values(item),
            _ => [],
        };

    /// <summary>What stands in an item, as one value.</summary>
    public static object? Whole(Item item) =>
        item.Kind switch
        {
            ContentKind.Text => Chars(item).ToString(),
            ContentKind.Any or ContentKind.Json => Values(item).ToArray(),
            ContentKind.Format => ((FormatMark)item.Payload!).Key, // set when read or made
            _ => Values(item).FirstOrDefault(),
        };

    /// <summary>The value of the last unit, which is what a map shows.</summary>
    public static object? Last(Item item) =>
        item.Kind switch
        {
            ContentKind.Any => Elements(item)[^1],
            ContentKind.Text => Chars(item)[^1].ToString(),
            _ => Values(item).LastOrDefault(),
        };

    /// <summary>Gives <paramref name="right"/> what stands in <paramref name="item"/> from <paramref name="offset"/> on.</summary>
    public static void Cut(Item item, Item right, int offset)
    {
        (right.Payload, right.Offset) = (item.Payload, item.Offset + offset);
        if (item.Kind == ContentKind.Text && offset > 0)
        {
            var units = Chars(item);
            if (char.IsHighSurrogate(units[offset - 1]))
            {
                // Half a pair cannot be sent; yjs puts the sign of a lost letter on both sides, and so every replica must.
                var (first, second) = (units[..(offset - 1)].ToString() + Broken, Broken + units[(offset + 1)..].ToString());
                (item.Payload, item.Offset) = (first, 0);
                (right.Payload, right.Offset) = (second, 0);
            }
        }
    }

    /// <summary>Puts the content of an item behind that of the one before, when both are of a kind that grows.</summary>
    public static bool TryAppend(Item item, Item next)
    {
        switch (item.Kind)
        {
            case ContentKind.Deleted:
                return true;
            case ContentKind.Text:
                Append<char>(item, next, Chars(item), Chars(next));
                return true;
            case ContentKind.Any or ContentKind.Json:
                Append<object?>(item, next, Elements(item), Elements(next));
                return true;
            default:
                return false;
        }
    }

    private static void Append<T>(Item item, Item next, ReadOnlySpan<T> units, ReadOnlySpan<T> more)
    {
        if (ReferenceEquals(item.Payload, next.Payload) && item.Offset + item.Length == next.Offset)
        {
            return;
        }

        if (item.Payload is not Run<T> run || item.Offset + item.Length != run.Used)
        {
            run = new Run<T>(new T[Math.Max(16, (units.Length + more.Length) * 3 / 2)], 0);
            run.Append(units);
            (item.Payload, item.Offset) = (run, 0);
        }

        run.Append(more);
    }

    /// <summary>The content once more, for an item that brings back a deleted one.</summary>
    public static Item Copy(Item item, YId id)
    {
        var copy = new Item(id.Client, id.Clock, item.Length, item.Kind) { Payload = item.Payload, Offset = item.Offset };
        if (item.Payload is YType type)
        {
            copy.Payload = type.Twin();
        }

        return copy;
    }
}
