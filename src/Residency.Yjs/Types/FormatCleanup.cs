using Residency.Yjs.Structs;

namespace Residency.Yjs.Types;

/// <summary>Takes away marks that say nothing: several people who format at once leave such marks.</summary>
/// <remarks>As yjs does it, so that all replicas take away the same ones. Source: YText of yjs 13.6.</remarks>
internal static class FormatCleanup
{
    /// <summary>After changes of others: the texts that they formatted as a whole, around deletions only the gap.</summary>
    public static void After(Transaction transaction)
    {
        var whole = new HashSet<YType>();
        var store = transaction.Store;
        foreach (var (client, before) in transaction.Before)
        {
            var structs = store.Of(client)!; // something of the client was added
            for (var i = structs.State > before ? structs.IndexOf(before) : structs.Count; i < structs.Count; i++)
            {
                if (structs[i] is Item { IsDeleted: false, Kind: ContentKind.Format } mark)
                {
                    whole.Add(mark.ParentType!); // an integrated item stands in a type
                }
            }
        }

        if (whole.Count == 0 && transaction.Deleted.IsEmpty)
        {
            return;
        }

        transaction.Doc.Transact(cleanup =>
        {
            foreach (var item in DeletedItems(transaction))
            {
                var parent = item.ParentType!; // an integrated item stands in a type
                if (!parent.HasFormats || whole.Contains(parent))
                {
                    continue;
                }

                if (item.Kind == ContentKind.Format)
                {
                    whole.Add(parent);
                }
                else
                {
                    Around(cleanup, item);
                }
            }

            foreach (var text in whole)
            {
                Whole(cleanup, text);
            }
        });
    }

    /// <summary>Between two pieces of content keeps, of all marks, those that change something.</summary>
    public static void Gap(
        Transaction transaction,
        Item first,
        Item? current,
        Dictionary<string, object?> before,
        Dictionary<string, object?> present
    )
    {
        Item? end = first;
        var last = new Dictionary<string, FormatMark>(StringComparer.Ordinal);
        while (end is not null && (!end.IsCountable || end.IsDeleted))
        {
            if (!end.IsDeleted && end.Kind == ContentKind.Format)
            {
                var mark = (FormatMark)end.Payload!; // that kind holds a mark
                last[mark.Key] = mark;
            }

            end = end.Right;
        }

        var isBehind = false;
        for (Item? item = first; item is not null && !ReferenceEquals(item, end); item = item.Right)
        {
            isBehind |= ReferenceEquals(item, current);
            if (!item.IsDeleted && item.Kind == ContentKind.Format)
            {
                Judge(transaction, item, last, before, isBehind ? null : present);
            }
        }
    }

    private static void Judge(
        Transaction transaction,
        Item item,
        Dictionary<string, FormatMark> last,
        Dictionary<string, object?> before,
        Dictionary<string, object?>? present
    )
    {
        var mark = (FormatMark)item.Payload!; // callers pass marks
        var (key, value) = (mark.Key, mark.Value.Value);
        var held = before.GetValueOrDefault(key);
        if (!ReferenceEquals(last.GetValueOrDefault(key), mark) || YValue.Same(held, value))
        {
            transaction.Delete(item);
            if (present is not null && YValue.Same(present.GetValueOrDefault(key), value) && !YValue.Same(held, value))
            {
                if (held is null)
                {
                    present.Remove(key);
                }
                else
                {
                    present[key] = held;
                }
            }
        }

        if (present is not null && !item.IsDeleted)
        {
            TextPlace.Remember(present, mark);
        }
    }

    private static void Whole(Transaction transaction, YType text)
    {
        if (text.Start is not { } start)
        {
            return;
        }

        var before = new Dictionary<string, object?>(StringComparer.Ordinal);
        var present = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (Item? item = start; item is not null; item = item.Right)
        {
            if (item.IsDeleted)
            {
                continue;
            }

            if (item.Kind == ContentKind.Format)
            {
                TextPlace.Remember(present, (FormatMark)item.Payload!); // that kind holds a mark
            }
            else
            {
                Gap(transaction, start, item, before, present);
                before = new Dictionary<string, object?>(present, StringComparer.Ordinal);
                start = item;
            }
        }
    }

    // Without knowing which formats hold: of several marks for one key in a gap only the last counts.
    private static void Around(Transaction transaction, Item deleted)
    {
        var item = deleted;
        while (item.Right is { } right && (right.IsDeleted || !right.IsCountable))
        {
            item = right;
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (Item? back = item; back is not null && (back.IsDeleted || !back.IsCountable); back = back.Left)
        {
            if (!back.IsDeleted && back.Kind == ContentKind.Format && !keys.Add(((FormatMark)back.Payload!).Key)) // that kind holds a mark
            {
                transaction.Delete(back);
            }
        }
    }

    private static IEnumerable<Item> DeletedItems(Transaction transaction)
    {
        foreach (var client in transaction.Deleted.Clients.ToList())
        {
            if (transaction.Store.Of(client) is not { } structs)
            {
                continue;
            }

            foreach (var range in transaction.Deleted.Of(client))
            {
                for (var i = structs.IndexOf(range.Clock); i < structs.Count && structs[i].Clock < range.End; i++)
                {
                    if (structs[i] is Item item)
                    {
                        yield return item;
                    }
                }
            }
        }
    }
}
