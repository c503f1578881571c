using Residency.Yjs.Types;

namespace Residency.Yjs.Structs;

/// <summary>After a transaction: forgets what is deleted, and makes one of what belongs together.</summary>
internal static class Sweep
{
    public static void Forget(Transaction transaction)
    {
        var store = transaction.Store;
        foreach (var client in transaction.Deleted.Clients)
        {
            if (store.Of(client) is not { } structs)
            {
                continue;
            }

            var ranges = transaction.Deleted.Of(client);
            for (var i = ranges.Count - 1; i >= 0; i--)
            {
                for (var at = structs.IndexOf(ranges[i].Clock); at < structs.Count && structs[at].Clock < ranges[i].End; at++)
                {
                    if (structs[at] is Item { IsDeleted: true, IsKept: false } item)
                    {
                        ForgetContent(store, item);
                    }
                }
            }
        }
    }

    public static void Merge(Transaction transaction)
    {
        var store = transaction.Store;
        foreach (var client in transaction.Deleted.Clients)
        {
            if (store.Of(client) is { } structs)
            {
                MergeDeleted(structs, transaction.Deleted.Of(client));
            }
        }

        foreach (var (client, before) in transaction.Before)
        {
            var structs = store.Of(client)!; // something of the client was added
            var first = before == 0 ? 1 : Math.Max(structs.IndexOf(before), 1);
            for (var i = structs.Count - 1; i >= first; )
            {
                i -= 1 + MergeLeft(structs, i);
            }
        }

        for (var i = transaction.ToMerge.Count - 1; i >= 0; i--)
        {
            var (client, clock) = (transaction.ToMerge[i].Client, transaction.ToMerge[i].Clock);
            var structs = store.Of(client)!; // it stands there
            var at = structs.IndexOf(clock);
            if (at + 1 < structs.Count && MergeLeft(structs, at + 1) > 1)
            {
                continue;
            }

            if (at > 0)
            {
                MergeLeft(structs, at);
            }
        }
    }

    private static void MergeDeleted(ClientStructs structs, IReadOnlyList<ClockRange> ranges)
    {
        for (var i = ranges.Count - 1; i >= 0; i--)
        {
            var at = Math.Min(structs.Count - 1, 1 + structs.IndexOf(ranges[i].End - 1));
            while (at > 0 && structs[at].Clock >= ranges[i].Clock)
            {
                at -= 1 + MergeLeft(structs, at);
            }
        }
    }

    // How many structs before the one at the index became one with it.
    private static int MergeLeft(ClientStructs structs, int index)
    {
        var at = index;
        for (; at > 0; at--)
        {
            var (left, right) = (structs[at - 1], structs[at]);
            if (left.IsDeleted != right.IsDeleted || left.GetType() != right.GetType() || !left.TryMerge(right))
            {
                break;
            }

            if (
                right is Item { Key: { } key } item
                && item.ParentType is { } parent
                && parent.MapOrNull?.GetValueOrDefault(key) == item
            )
            {
                parent.Map[key] = (Item)left; // of the same class as the right one
            }
        }

        if (at < index)
        {
            structs.Remove(at + 1, index - at);
        }

        return index - at;
    }

    // Without recursion, as deletion.
    private static void ForgetContent(StructStore store, Item first)
    {
        Stack<(Item Item, bool WithPlace)> rest = [];
        rest.Push((first, false));
        while (rest.TryPop(out var next))
        {
            var (item, withPlace) = next;
            if (item.Kind == ContentKind.Type)
            {
                var type = (YType)item.Payload!; // that kind holds a type
                for (var child = type.Start; child is not null; child = child.Right)
                {
                    rest.Push((child, true));
                }

                foreach (var newest in type.MapOrNull?.Values ?? Enumerable.Empty<Item>())
                {
                    for (var child = newest; child is not null; child = child.Left)
                    {
                        rest.Push((child, true));
                    }
                }

                type.ForgetAll();
            }

            if (withPlace)
            {
                store.Redone.Remove(item);
                store.Replace(item, new Gc(item.Client, item.Clock, item.Length));
            }
            else
            {
                (item.Kind, item.Payload, item.Offset) = (ContentKind.Deleted, null, 0);
            }
        }
    }
}
