using Residency.Yjs.Types;

namespace Residency.Yjs.Structs;

/// <summary>Puts structs that somebody else wrote, or that were made here, at their places in a document.</summary>
internal static class Integration
{
    /// <summary>The client of whom something must come first; null when nothing is missing.</summary>
    public static long? Missing(StructStore store, Struct next)
    {
        if (next is not Item item)
        {
            return null;
        }

        if (item.HasOrigin && item.Origin is var origin && origin.Client != item.Client && !store.Has(origin))
        {
            return origin.Client;
        }

        if (item.HasRightOrigin && item.RightOrigin is var right && right.Client != item.Client && !store.Has(right))
        {
            return right.Client;
        }

        return item.Parent is YId parent && parent.Client != item.Client && !store.Has(parent) ? parent.Client : null;
    }

    /// <summary>Finds the neighbours and the type of an item of which nothing is missing.</summary>
    /// <returns>False when they are forgotten, so that the item has no place any more.</returns>
    public static bool Resolve(Transaction transaction, Item item)
    {
        var store = transaction.Store;
        Struct? left = null;
        Struct? right = null;
        if (item.HasOrigin)
        {
            left = transaction.CleanEnd(item.Origin);
        }

        if (item.HasRightOrigin)
        {
            right = transaction.CleanStart(item.RightOrigin);
        }

        (item.Left, item.Right) = (left as Item, right as Item);
        if (left is Gc || right is Gc)
        {
            item.Parent = null;
        }
        else if (item.Parent is null)
        {
            var neighbour = item.Left ?? item.Right;
            (item.Parent, item.Key) = (neighbour?.Parent, neighbour?.Key);
        }
        else if (item.Parent is YId parent)
        {
            item.Parent = store.At(parent) is Item { Kind: ContentKind.Type } holder ? holder.Payload : null;
        }
        else if (item.Parent is string name)
        {
            item.Parent = transaction.Doc.Root(name);
        }

        return item.Parent is YType;
    }

    /// <summary>Puts a struct whose first units may be known already into the document.</summary>
    public static void Apply(Transaction transaction, Struct next, int known)
    {
        if (next is Item item && Resolve(transaction, item))
        {
            if (known > 0)
            {
                item.DropFirst(known);
                item.Left = transaction.CleanEnd(new YId(item.Client, item.Clock - 1)) as Item;
                item.SetOrigin(new YId(item.Client, item.Clock - 1));
                if (item.Left is null || !ReferenceEquals(item.Left.Parent, item.Parent) || item.Left.Key != item.Key)
                {
                    // What stood left of it is forgotten, or somebody wrote two things under one id.
                    transaction.Add(new Gc(item.Client, item.Clock, item.Length));
                    return;
                }
            }

            Place(transaction, item);
        }
        else
        {
            transaction.Add(new Gc(next.Client, next.Clock + known, next.Length - known));
        }
    }

    /// <summary>The heart of Yjs: finds the place among what others put there at the same time.</summary>
    /// <remarks>Source: Nicolaescu et al., "Near Real-Time Peer-to-Peer Shared Editing on Extensible Data Types" (2016), as yjs 13 does it.</remarks>
    public static void Place(Transaction transaction, Item item)
    {
        var parent = item.ParentType!; // resolved, or made in a type
        if (item.Left is null ? item.Right is null || item.Right.Left is not null : !ReferenceEquals(item.Left.Right, item.Right))
        {
            item.Left = FindLeft(transaction, item, parent);
        }

        if (item.Left is not null)
        {
            item.Right = item.Left.Right;
            item.Left.Right = item;
        }
        else if (item.Key is not null)
        {
            item.Right = parent.FirstOf(item.Key);
        }
        else
        {
            item.Right = parent.Start;
            parent.Start = item;
        }

        if (item.Right is not null)
        {
            item.Right.Left = item;
        }
        else if (item.Key is not null)
        {
            parent.Map[item.Key] = item;
            if (item.Left is not null)
            {
                transaction.Delete(item.Left);
            }
        }

        if (item.Key is null && item.IsCountable && !item.IsDeleted)
        {
            parent.Length += item.Length;
        }

        transaction.Add(item);
        Enter(transaction, item, parent);
        transaction.Touch(parent, item.Key);
        if (parent.Item is { IsDeleted: true } || (item.Key is not null && item.Right is not null))
        {
            transaction.Delete(item);
        }
    }

    private static Item? FindLeft(Transaction transaction, Item item, YType parent)
    {
        var left = item.Left;
        var other =
            left is not null ? left.Right
            : item.Key is not null ? parent.FirstOf(item.Key)
            : parent.Start;
        HashSet<Item> conflicting = [];
        HashSet<Item> beforeOrigin = [];
        for (; other is not null && !ReferenceEquals(other, item.Right); other = other.Right)
        {
            beforeOrigin.Add(other);
            conflicting.Add(other);
            if (item.SameOrigin(other))
            {
                if (other.Client < item.Client)
                {
                    left = other;
                    conflicting.Clear();
                }
                else if (item.SameRightOrigin(other))
                {
                    break;
                }
            }
            else if (other.HasOrigin && transaction.Store.At(other.Origin) is Item origin && beforeOrigin.Contains(origin))
            {
                if (!conflicting.Contains(origin))
                {
                    left = other;
                    conflicting.Clear();
                }
            }
            else
            {
                break;
            }
        }

        return left;
    }

    private static void Enter(Transaction transaction, Item item, YType parent)
    {
        switch (item.Kind)
        {
            case ContentKind.Deleted:
                transaction.Deleted.Add(item.Client, item.Clock, item.Length);
                item.MarkDeleted();
                break;
            case ContentKind.Format:
                parent.HasFormats = true;
                parent.Places?.Forget();
                break;
            case ContentKind.Type:
                ((YType)item.Payload!).Enter(transaction.Doc, item); // that kind holds a type
                break;
        }
    }
}
