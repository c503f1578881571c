using Residency.Yjs.Structs;

namespace Residency.Yjs;

/// <summary>What happened to the value under a key.</summary>
public enum KeyChange
{
    Added,
    Updated,
    Deleted,
}

/// <summary>What a transaction changed of one type. Read it while it is told; afterwards content is forgotten.</summary>
public sealed class YEvent
{
    private readonly ChangedKeys _changed;

    internal YEvent(YType target, Transaction transaction, ChangedKeys changed) =>
        (Target, Transaction, _changed) = (target, transaction, changed);

    /// <summary>The type that changed.</summary>
    public YType Target { get; }

    public Transaction Transaction { get; }

    /// <summary>Whether the list changed: elements, letters, children.</summary>
    public bool ListChanged => _changed.IsList;

    /// <summary>The keys that changed, with what happened to them.</summary>
    public IReadOnlyDictionary<string, KeyChange> Keys
    {
        get
        {
            var keys = new Dictionary<string, KeyChange>(StringComparer.Ordinal);
            foreach (var key in _changed.Keys)
            {
                if (Target.MapOrNull?.GetValueOrDefault(key) is { } item && Of(item) is { } change)
                {
                    keys.Add(key, change);
                }
            }

            return keys;
        }
    }

    /// <summary>The way from the document to the type: names, keys and indexes.</summary>
    public IReadOnlyList<object> Path
    {
        get
        {
            var path = new Stack<object>();
            for (var type = Target; type.Item is { } item; type = item.ParentType!) // an integrated item stands in a type
            {
                path.Push(item.Key is { } key ? key : IndexOf(item));
            }

            return [.. path];
        }
    }

    /// <summary>How the list changed, in steps. Formats are not told; read the text for them.</summary>
    public IReadOnlyList<DeltaStep> Delta
    {
        get
        {
            var steps = new List<DeltaStep>();
            for (var item = _changed.IsList ? Target.Start : null; item is not null; item = item.Right)
            {
                if (!item.IsCountable && item.Kind != ContentKind.Deleted)
                {
                    continue;
                }

                var isNew = Transaction.Adds(item.Id);
                if (item.IsDeleted)
                {
                    if (!isNew && Transaction.Deleted.Holds(item.Id))
                    {
                        Add(steps, new DeltaStep(Insert: null) { Delete = item.Length });
                    }
                }
                else if (isNew)
                {
                    steps.AddRange(Inserted(item));
                }
                else
                {
                    Add(steps, new DeltaStep(Insert: null) { Retain = item.Length });
                }
            }

            if (steps is [.., { Retain: > 0 }])
            {
                steps.RemoveAt(steps.Count - 1);
            }

            return steps;
        }
    }

    private static IEnumerable<DeltaStep> Inserted(Item item) =>
        item.Kind == ContentKind.Text
            ? [new DeltaStep(Content.Chars(item).ToString())]
            : Content.Values(item).Select(value => new DeltaStep(value));

    private static void Add(List<DeltaStep> steps, DeltaStep next)
    {
        if (steps is [.., { Insert: null } last] && (last.Delete > 0) == (next.Delete > 0))
        {
            steps[^1] = last with { Delete = last.Delete + next.Delete, Retain = last.Retain + next.Retain };
        }
        else
        {
            steps.Add(next);
        }
    }

    private static object IndexOf(Item item)
    {
        var index = 0;
        for (var before = item.Left; before is not null; before = before.Left)
        {
            index += !before.IsDeleted && before.IsCountable ? before.Length : 0;
        }

        return index;
    }

    private KeyChange? Of(Item item)
    {
        var isDeleted = Transaction.Deleted.Holds(item.Id);
        if (!Transaction.Adds(item.Id))
        {
            return isDeleted ? KeyChange.Deleted : null;
        }

        var before = item.Left;
        while (before is not null && Transaction.Adds(before.Id))
        {
            before = before.Left;
        }

        var hadValue = before is not null && Transaction.Deleted.Holds(before.Id);
        return (isDeleted, hadValue) switch
        {
            (true, true) => KeyChange.Deleted,
            (true, false) => null,
            (false, true) => KeyChange.Updated,
            (false, false) => KeyChange.Added,
        };
    }
}
