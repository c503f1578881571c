using Residency.Yjs.Structs;

namespace Residency.Yjs;

/// <summary>Content that is there: letters, values, a type, a format, in a list or under a key.</summary>
/// <param name="Id">Names the first unit.</param>
/// <param name="Parent">The type in which it stands.</param>
/// <param name="Key">The key in a map, the name of a format; null for what stands in a list.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Length">How many units it has.</param>
/// <param name="Value">The letters, the type, the value of a format, or what readers of a map see; null of several values in a list.</param>
public sealed record YPart(YId Id, YType Parent, string? Key, ContentKind Kind, int Length, object? Value)
{
    internal static YPart? Of(Struct found) =>
        found is Item { IsDeleted: false, ParentType: { } parent } item
            ? new YPart(item.Id, parent, KeyOf(item), item.Kind, item.Length, ValueOf(item))
            : null;

    /// <summary>Everything within a type, without recursion: what others nest must not fill the stack.</summary>
    internal static IEnumerable<YPart> In(YType type)
    {
        var types = new Stack<YType>();
        types.Push(type);
        while (types.TryPop(out var next))
        {
            var listed = next.Start;
            foreach (var item in Row(listed).Concat(next.MapOrNull?.Values ?? Enumerable.Empty<Item>()))
            {
                if (Of(item) is { } part)
                {
                    yield return part;
                    if (part is { Kind: ContentKind.Type, Value: YType inner })
                    {
                        types.Push(inner);
                    }
                }
            }
        }
    }

    private static IEnumerable<Item> Row(Item? first)
    {
        for (var item = first; item is not null; item = item.Right)
        {
            yield return item;
        }
    }

    private static string? KeyOf(Item item) =>
        item is { Kind: ContentKind.Format, Payload: FormatMark mark } ? mark.Key : item.Key;

    private static object? ValueOf(Item item) =>
        item switch
        {
            { Kind: ContentKind.Format, Payload: FormatMark mark } => mark.Value.Value,
            { Kind: ContentKind.Text, Key: null } => Content.Chars(item).ToString(),
            { Kind: ContentKind.Type } => item.Payload,
            { Key: not null } => Content.Last(item),
            _ => null,
        };
}
