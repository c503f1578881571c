using Residency.Yjs.Encoding;
using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>A place in a list: before the unit at the index, or at its end.</summary>
public sealed record AbsolutePosition(YType Type, int Index, int Assoc);

/// <summary>A place that moves with the content around it.</summary>
/// <param name="Type">The unit that holds the type; null when <paramref name="Root"/> or <paramref name="Item"/> says where.</param>
/// <param name="Root">The name of the root; null when another says where.</param>
/// <param name="Item">The unit at the place; null at an end.</param>
/// <param name="Assoc">0 or more: the place belongs to the unit behind it; less: to the one before it.</param>
public sealed record RelativePosition(YId? Type, string? Root, YId? Item, int Assoc = 0)
{
    /// <summary>The place at an index of a type. Behind its end: the end.</summary>
    public static RelativePosition Of(YType type, int index, int assoc = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        type.NeedDoc();
        if (assoc < 0)
        {
            if (index == 0)
            {
                return In(type, item: null, assoc);
            }

            index--;
        }

        for (var item = type.Start; item is not null; item = item.Right)
        {
            if (!item.IsDeleted && item.IsCountable)
            {
                if (index < item.Length)
                {
                    return In(type, new YId(item.Client, item.Clock + index), assoc);
                }

                index -= item.Length;
            }

            if (item.Right is null && assoc < 0)
            {
                return In(type, item.LastId, assoc);
            }
        }

        return In(type, item: null, assoc);
    }

    /// <summary>Reads what <see cref="Encode"/> or yjs wrote.</summary>
    /// <exception cref="YjsFormatException">It is no position.</exception>
    public static RelativePosition Decode(ReadOnlyMemory<byte> encoded)
    {
        var reader = new ByteReader(encoded);
        var position = reader.VarUint() switch
        {
            0 => new RelativePosition(Type: null, Root: null, reader.Id()),
            1 => new RelativePosition(Type: null, reader.Text(), Item: null),
            2 => new RelativePosition(reader.Id(), Root: null, Item: null),
            _ => throw new YjsFormatException("A position is of no known kind."),
        };
        return reader.Left == 0 ? position : position with { Assoc = Side(reader.VarInt().Number) };
    }

    /// <summary>The form that yjs exchanges.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter(16);
        if (Item is { } item)
        {
            writer.VarUint(0);
            writer.Id(item);
        }
        else if (Root is not null)
        {
            writer.VarUint(1);
            writer.Text(Root);
        }
        else
        {
            writer.VarUint(2);
            writer.Id(Type ?? throw new InvalidOperationException("The position names no place."));
        }

        writer.VarInt(Assoc, Assoc < 0);
        return writer.ToArray();
    }

    /// <summary>Where the place is now.</summary>
    /// <param name="doc">The document. A root that it does not know yet is made.</param>
    /// <param name="followsUndone">Whether a unit that was deleted and brought back is looked for where it came back.</param>
    /// <returns>Null when the document does not hold it yet, or has forgotten it.</returns>
    public AbsolutePosition? Resolve(YDoc doc, bool followsUndone = true)
    {
        if (Item is { } id)
        {
            return doc.Store.Has(id) ? AtItem(doc.Store, id, followsUndone) : null;
        }

        var type = Root is not null ? doc.Root(Root) : TypeIn(doc.Store, followsUndone);
        return type is null ? null : new AbsolutePosition(type, Assoc >= 0 ? type.Length : 0, Assoc);
    }

    private AbsolutePosition? AtItem(StructStore store, YId id, bool followsUndone)
    {
        var (found, offset) = Find(store, id, followsUndone);
        if (found is not Item { ParentType: { } type } item)
        {
            return null;
        }

        var index = 0;
        if (type.Item is not { IsDeleted: true })
        {
            index = item.IsDeleted || !item.IsCountable ? 0 : offset + (Assoc >= 0 ? 0 : 1);
            for (var before = item.Left; before is not null; before = before.Left)
            {
                index += !before.IsDeleted && before.IsCountable ? before.Length : 0;
            }
        }

        return new AbsolutePosition(type, index, Assoc);
    }

    private YType? TypeIn(StructStore store, bool followsUndone) =>
        Type is { } id && store.Has(id) && Find(store, id, followsUndone).Struct is Item { Kind: ContentKind.Type } item
            ? (YType)item.Payload! // that kind holds a type
            : null;

    private static (Struct Struct, int Offset) Find(StructStore store, YId id, bool followsUndone)
    {
        while (true)
        {
            var found = store.At(id);
            var offset = id.Clock - found.Clock;
            if (!followsUndone || found is not Item { IsRedone: true } item)
            {
                return (found, offset);
            }

            var by = store.Redone[item];
            id = by with { Clock = by.Clock + offset };
        }
    }

    private static int Side(long assoc) =>
        assoc is >= int.MinValue and <= int.MaxValue ? (int)assoc : throw new YjsFormatException("A number is out of its range.");

    private static RelativePosition In(YType type, YId? item, int assoc) => new(type.Id, type.RootName, item, assoc);
}
