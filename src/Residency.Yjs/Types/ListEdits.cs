using Residency.Yjs.Structs;

namespace Residency.Yjs.Types;

/// <summary>Reads and changes the list of a type.</summary>
internal static class ListEdits
{
    public static IEnumerable<object?> Values(YType type)
    {
        for (var item = type.Start; item is not null; item = item.Right)
        {
            if (!item.IsDeleted && item.IsCountable)
            {
                foreach (var value in Content.Values(item))
                {
                    yield return value;
                }
            }
        }
    }

    public static object? At(YType type, int index)
    {
        type.NeedDoc();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, type.Length);
        var (item, at) = type.Places is null ? (type.Start, 0) : type.Places.Before(type, index);
        for (; item is not null; item = item.Right)
        {
            if (!item.IsDeleted && item.IsCountable)
            {
                if (index < at + item.Length)
                {
                    return Content.Values(item).ElementAt(index - at);
                }

                at += item.Length;
            }
        }

        throw new InvalidOperationException("The list is shorter than its length says.");
    }

    public static void Insert(Transaction transaction, YType type, int index, IReadOnlyList<object?> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, type.Length);
        if (values.Count == 0)
        {
            return;
        }

        var left = LeftOf(transaction, type, index);
        type.Places?.OnInserted(index, values.Count);
        for (var i = 0; i < values.Count; )
        {
            var made = Make(transaction, values, ref i);
            Put(transaction, type, made, left, left is null ? type.Start : left.Right);
            left = made;
        }
    }

    public static void Delete(Transaction transaction, YType type, int index, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index + (long)length, type.Length, nameof(length));
        if (length == 0)
        {
            return;
        }

        var left = LeftOf(transaction, type, index);
        type.Places?.Forget();
        for (var item = left is null ? type.Start : left.Right; item is not null && length > 0; item = item.Right)
        {
            if (!item.IsDeleted && item.IsCountable)
            {
                if (length < item.Length)
                {
                    transaction.CleanStart(new YId(item.Client, item.Clock + length));
                }

                length -= item.Length;
                transaction.Delete(item);
            }
        }
    }

    /// <summary>Puts a new item between two.</summary>
    public static void Put(Transaction transaction, YType type, Item item, Item? left, Item? right)
    {
        (item.Left, item.Right, item.Parent) = (left, right, type);
        item.SetOrigin(left?.LastId);
        item.SetRightOrigin(right?.Id);
        Integration.Place(transaction, item);
    }

    /// <summary>A new item for one value, or for as many values as one item holds.</summary>
    public static Item Make(Transaction transaction, IReadOnlyList<object?> values, ref int from)
    {
        var id = transaction.NextId();
        var value = values[from];
        if (value is byte[] or YType)
        {
            from++;
            return Single(id, value);
        }

        var end = from;
        while (end < values.Count && values[end] is not (byte[] or YType))
        {
            end++;
        }

        var elements = values.Skip(from).Take(end - from).Select(Checked).ToArray();
        from = end;
        return new Item(id.Client, id.Clock, elements.Length, ContentKind.Any) { Payload = elements };
    }

    private static Item Single(YId id, object value)
    {
        if (value is YType { Doc: not null })
        {
            throw new InvalidOperationException("The type stands in a document already. Make a new one.");
        }

        return new Item(id.Client, id.Clock, 1, value is YType ? ContentKind.Type : ContentKind.Binary) { Payload = value };
    }

    /// <summary>The value as documents keep it: every number a long or a double.</summary>
    public static object? Checked(object? value) =>
        value switch
        {
            null or YUndefined or bool or string or long or double or byte[] or YBigInt => value,
            int or short or byte or sbyte or ushort or uint => Convert.ToInt64(
                value,
                System.Globalization.CultureInfo.InvariantCulture
            ),
            IReadOnlyDictionary<string, object?> map => map.ToDictionary(
                pair => pair.Key,
                pair => Checked(pair.Value),
                StringComparer.Ordinal
            ),
            System.Collections.IEnumerable list => list.Cast<object?>().Select(Checked).ToArray(),
            _ => YValue.Number(value),
        };

    // The item that ends at an index, cut off if need be; null at the beginning.
    private static Item? LeftOf(Transaction transaction, YType type, int index)
    {
        if (index == 0)
        {
            return null;
        }

        var (item, at) = type.Places is null ? (type.Start, 0) : type.Places.Before(type, index - 1);
        for (; item is not null; item = item.Right)
        {
            if (!item.IsDeleted && item.IsCountable)
            {
                if (index <= at + item.Length)
                {
                    if (index < at + item.Length)
                    {
                        transaction.CleanStart(new YId(item.Client, item.Clock + index - at));
                    }

                    return item;
                }

                at += item.Length;
            }
        }

        throw new InvalidOperationException("The list is shorter than its length says.");
    }
}
