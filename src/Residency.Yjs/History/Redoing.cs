using System.Runtime.CompilerServices;
using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>Takes a step back: deletes what it wrote, brings back what it deleted, as yjs does.</summary>
internal static class Redoing
{
    /// <summary>The items of some units, cut so that no other units are in them.</summary>
    public static IEnumerable<Item> Items(Transaction transaction, DeleteSet units)
    {
        foreach (var client in units.Clients.ToList())
        {
            if (transaction.Store.Of(client) is not { } structs)
            {
                continue;
            }

            foreach (var range in units.Of(client).ToList())
            {
                var index = transaction.CleanStart(structs, range.Clock);
                for (; index < structs.Count && structs[index].Clock < range.End; index++)
                {
                    if (range.End < structs[index].End)
                    {
                        transaction.CleanStart(structs, range.End);
                    }

                    if (structs[index] is Item item)
                    {
                        yield return item;
                    }
                }
            }
        }
    }

    /// <summary>Lets the content of an item, and the types around it, stay although they are deleted; or no longer.</summary>
    public static void Keep(Item? item, bool keep)
    {
        while (item is not null && item.IsKept != keep)
        {
            item.Keep(keep);
            item = item.ParentType?.Item;
        }
    }

    /// <summary>Takes a step back.</summary>
    /// <returns>Whether something changed.</returns>
    public static bool TakeBack(
        Transaction transaction,
        UndoStep step,
        UndoManager manager,
        bool overrides,
        Func<Item, bool> inScope
    )
    {
        var written = new List<Item>();
        foreach (var item in Items(transaction, step.Insertions))
        {
            if (Newest(transaction, item) is { IsDeleted: false } newest && inScope(newest))
            {
                written.Add(newest);
            }
        }

        var deleted = Items(transaction, step.Deletions).Where(item => inScope(item) && !step.Insertions.Holds(item.Id)).ToList();
        var work = new Work(transaction, manager, [.. deleted], step.Insertions, overrides);
        var changed = false;
        foreach (var item in deleted)
        {
            changed |= Redo(work, item) is not null;
        }

        // Backwards: what stands in something is deleted before it.
        for (var i = written.Count - 1; i >= 0; i--)
        {
            transaction.Delete(written[i]);
            changed = true;
        }

        return changed;
    }

    private static Item? Newest(Transaction transaction, Item item)
    {
        var id = item.Id;
        while (item.IsRedone)
        {
            var by = transaction.Store.Redone[item];
            id = by with { Clock = by.Clock + id.Clock - item.Clock };
            if (transaction.Store.At(id) is not Item next)
            {
                return null;
            }

            item = next;
        }

        return item.Clock == id.Clock ? item : transaction.CleanStart(id) as Item;
    }

    private static Item? By(Transaction transaction, Item item) =>
        item.IsRedone ? transaction.CleanStart(transaction.Store.Redone[item]) as Item : null;

    private static Item? Redo(Work work, Item item)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var transaction = work.Transaction;
        if (item.IsRedone)
        {
            return By(transaction, item);
        }

        var holder = item.ParentType!.Item; // an integrated item stands in a type
        if (holder is { IsDeleted: true })
        {
            if (!holder.IsRedone && (!work.Deleted.Contains(holder) || Redo(work, holder) is null))
            {
                return null;
            }

            while (holder is { IsRedone: true })
            {
                holder = By(transaction, holder);
            }
        }

        var parent = holder is null ? item.ParentType : holder.Payload as YType;
        if (parent is null)
        {
            return null;
        }

        Item? left;
        Item? right = null;
        if (item.Key is null)
        {
            left = Near(transaction, item.Left, holder, before => before.Left);
            right = Near(transaction, item, holder, next => next.Right);
        }
        else if (!LeftInMap(work, item, parent, out left))
        {
            return null;
        }

        var copy = Content.Copy(item, transaction.NextId());
        copy.Key = item.Key;
        item.MarkRedone();
        transaction.Store.Redone[item] = copy.Id;
        Keep(item: copy, parent);
        ListEdits.Put(transaction, parent, copy, left, right);
        return copy;
    }

    private static void Keep(Item item, YType parent)
    {
        item.Keep(keep: true);
        Keep(parent.Item, keep: true);
    }

    // The nearest item in a direction that stands, or came back, in the type.
    private static Item? Near(Transaction transaction, Item? from, Item? holder, Func<Item, Item?> next)
    {
        for (var near = from; near is not null; near = next(near))
        {
            var trace = near;
            while (trace is not null && !ReferenceEquals(trace.ParentType?.Item, holder))
            {
                trace = By(transaction, trace);
            }

            if (trace is not null)
            {
                return trace;
            }
        }

        return null;
    }

    // False when somebody else has set the key since.
    private static bool LeftInMap(Work work, Item item, YType parent, out Item? left)
    {
        var newest = parent.MapOrNull?.GetValueOrDefault(item.Key!); // callers ask for keys
        left = newest;
        if (item.Right is null || work.Overrides)
        {
            return true;
        }

        left = item;
        while (
            left?.Right is { } right
            && (right.IsRedone || work.Insertions.Holds(right.Id) || work.Manager.IsDeletedByAStep(right.Id))
        )
        {
            left = right;
            while (left is { IsRedone: true })
            {
                left = By(work.Transaction, left);
            }
        }

        if (left?.Right is not null)
        {
            return false;
        }

        if (left is not null && !ReferenceEquals(left.ParentType, parent))
        {
            left = newest;
        }

        return true;
    }

    private sealed record Work(
        Transaction Transaction,
        UndoManager Manager,
        HashSet<Item> Deleted,
        DeleteSet Insertions,
        bool Overrides
    );
}
