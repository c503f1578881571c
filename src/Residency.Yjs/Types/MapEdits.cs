using Residency.Yjs.Structs;

namespace Residency.Yjs.Types;

/// <summary>Reads and changes the map of a type.</summary>
internal static class MapEdits
{
    public static IEnumerable<KeyValuePair<string, object?>> All(YType type) =>
        from pair in type.MapOrNull ?? []
        where !pair.Value.IsDeleted
        select KeyValuePair.Create(pair.Key, Content.Last(pair.Value));

    public static bool TryGet(YType type, string key, out object? value)
    {
        var item = type.MapOrNull?.GetValueOrDefault(key);
        value = item is { IsDeleted: false } ? Content.Last(item) : null;
        return item is { IsDeleted: false };
    }

    public static void Set(Transaction transaction, YType type, string key, object? value)
    {
        var left = type.MapOrNull?.GetValueOrDefault(key);
        var from = 0;
        var item = ListEdits.Make(transaction, [value], ref from);
        (item.Left, item.Right, item.Parent, item.Key) = (left, null, type, key);
        item.SetOrigin(left?.LastId);
        Integration.Place(transaction, item);
    }

    public static bool Remove(Transaction transaction, YType type, string key)
    {
        if (type.MapOrNull?.GetValueOrDefault(key) is not { IsDeleted: false } item)
        {
            return false;
        }

        transaction.Delete(item);
        return true;
    }
}
