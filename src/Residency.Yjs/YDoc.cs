using Residency.Yjs.Encoding;
using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>A document that several people change at once and that comes out the same for all, in whatever order changes arrive.</summary>
/// <remarks>Not safe for several threads at once.</remarks>
public sealed class YDoc
{
    private readonly Dictionary<string, YType> _roots = new(StringComparer.Ordinal);
    private readonly Queue<Transaction> _ended = [];
    private Transaction? _open;

    /// <summary>An empty document.</summary>
    /// <param name="clientId">The number of this session among all that ever write here; null for a random one.</param>
    public YDoc(long? clientId = null) => ClientId = clientId ?? NewClientId();

    /// <summary>The number under which edits made here are known. A new one is taken when another turns out to write under it.</summary>
    public long ClientId { get; private set; }

    /// <summary>Whether content that was deleted is forgotten. Default yes; snapshots need no.</summary>
    public bool Forgets { get; init; } = true;

    /// <summary>What updates may hold.</summary>
    public DecodingLimits Limits { get; init; } = DecodingLimits.Default;

    /// <summary>The roots, by their names.</summary>
    public IReadOnlyDictionary<string, YType> Roots => _roots;

    /// <summary>Told after each transaction that changed something, with an update in format 1 for others.</summary>
    public event Action<byte[], Transaction>? Updated;

    /// <summary>Told at the end of each transaction, before deleted content is forgotten.</summary>
    public event Action<Transaction>? Ended;

    internal StructStore Store { get; } = new();

    internal Pending Pending { get; } = new();

    /// <summary>How many listeners ask for what lies within a type.</summary>
    internal int Listeners { get; set; }

    /// <summary>The root of a name, as the kind asked for.</summary>
    /// <exception cref="InvalidOperationException">It was asked for as another kind before.</exception>
    public T Get<T>(string name)
        where T : YType, new()
    {
        if (!_roots.TryGetValue(name, out var known))
        {
            return Enter(name, new T());
        }

        if (known is T asked)
        {
            return asked;
        }

        if (known.GetType() != typeof(YType))
        {
            throw new InvalidOperationException($"The root {name} is a {known.GetType().Name}.");
        }

        var taken = Enter(name, new T());
        taken.TakeOver(known);
        return taken;
    }

    /// <summary>Makes changes that belong together.</summary>
    /// <param name="work">Makes them. When it throws, what it changed before stays and is told.</param>
    /// <param name="origin">Who or what makes them, for listeners.</param>
    public void Transact(Action<Transaction> work, object? origin = null) => Transact(work, origin, isLocal: true);

    /// <summary>Takes in an update of format 1. What waits for earlier changes is kept and applied when they arrive.</summary>
    /// <param name="update">From another replica, in any order, as often as it comes.</param>
    /// <param name="origin">Who or what brought it, for listeners.</param>
    /// <exception cref="YjsFormatException">It is no update, or holds more than <see cref="Limits"/> allow.</exception>
    public void Apply(ReadOnlyMemory<byte> update, object? origin = null)
    {
        Bound(update);
        Apply(new UpdateReaderV1(new ByteReader(update)), origin);
    }

    /// <summary>Takes in an update of format 2.</summary>
    /// <exception cref="YjsFormatException">It is no update, or holds more than <see cref="Limits"/> allow.</exception>
    public void ApplyV2(ReadOnlyMemory<byte> update, object? origin = null)
    {
        Bound(update);
        Apply(new UpdateReaderV2(new ByteReader(update)), origin);
    }

    /// <summary>What the document holds, with what waits, as an update of format 1.</summary>
    /// <param name="known">What the receiver has; null for nothing.</param>
    public byte[] Encode(StateVector? known = null)
    {
        known ??= new StateVector();
        var state = UpdateWriter.State(Store, known);
        return Pending.IsEmpty
            ? state
            : Merging.Merge(
                [state, .. Pending.Updates.Select(update => Merging.Diff(update, known, DecodingLimits.None))],
                DecodingLimits.None
            );
    }

    /// <summary>How many units of each client the document holds.</summary>
    public StateVector StateVector() => Store.StateVector();

    /// <summary>The type in which a unit stands; null when the unit is not here or its place is forgotten.</summary>
    public YType? TypeAround(YId id) => Store.Has(id) ? (Store.At(id) as Item)?.ParentType : null;

    /// <summary>The type that a unit holds; null when it holds none.</summary>
    public YType? TypeAt(YId id) => Store.Has(id) ? (Store.At(id) as Item)?.Payload as YType : null;

    /// <summary>Takes in an update that was read before.</summary>
    /// <exception cref="InvalidOperationException">It was applied before.</exception>
    public void Apply(IncomingUpdate update, object? origin = null)
    {
        var (sections, deleted) = update.Take();
        Apply(sections, deleted, origin);
    }

    /// <summary>The next clock of a client; 0 when nothing of it is here.</summary>
    public int ClockOf(long client) => Store.State(client);

    /// <summary>How many clients have written here.</summary>
    public int ClientCount => Store.Clients.Count;

    /// <summary>How many units were ever written here, with those that are deleted.</summary>
    public long UnitCount => Store.Units();

    /// <summary>Whether something that arrived waits for earlier changes.</summary>
    public bool IsWaiting => !Pending.IsEmpty;

    /// <summary>Forgets what waits for earlier changes: for when those are known to be lost.</summary>
    public void ForgetWaiting() => Pending.ForgetAll();

    /// <summary>Everything that is there within a type, however deep.</summary>
    public IEnumerable<YPart> PartsIn(YType type) => YPart.In(type);

    /// <summary>The values of formats, under keys and in lists, with those that are deleted and not forgotten yet.</summary>
    public IEnumerable<object?> Values()
    {
        foreach (var structs in Store.Clients.Values)
        {
            for (var i = 0; i < structs.Count; i++)
            {
                foreach (var value in structs[i] is Item item ? Content.Said(item) : [])
                {
                    yield return value;
                }
            }
        }
    }

    private void Bound(ReadOnlyMemory<byte> update)
    {
        if (update.Length > Limits.Bytes)
        {
            throw new YjsFormatException(
                $"An update of {update.Length} bytes is longer than the {Limits.Bytes} that are allowed."
            );
        }
    }

    private void Apply(IUpdateReader reader, object? origin)
    {
        var sections = StructReader.Read(reader, Limits);
        Apply(sections, DeleteSet.Read(reader, Limits), origin);
    }

    private void Apply(List<ClientSection> sections, DeleteSet deleted, object? origin)
    {
        Transact(
            transaction =>
            {
                transaction.IsLocal = false;
                Apply(transaction, sections);
                var later = deleted.ApplyTo(transaction);
                if (!Pending.Deleted.IsEmpty)
                {
                    later.AddAll(Pending.Deleted.ApplyTo(transaction));
                }

                Pending.Keep(later);
                while (Pending.CanTryAgain(Store))
                {
                    Apply(
                        transaction,
                        StructReader.Read(new UpdateReaderV1(new ByteReader(Pending.Take())), DecodingLimits.None)
                    );
                    Pending.Keep(Pending.Deleted.ApplyTo(transaction));
                }
            },
            origin,
            isLocal: false
        );
        Pending.Bound(Limits.PendingBytes);
    }

    private void Apply(Transaction transaction, List<ClientSection> sections)
    {
        var arrival = new Arrival(transaction, sections);
        arrival.Apply();
        Pending.Keep(arrival);
    }

    internal void Transact(Action<Transaction> work, object? origin, bool isLocal)
    {
        if (_open is not null)
        {
            work(_open);
            return;
        }

        var transaction = new Transaction(this, origin, isLocal);
        var isFirst = _ended.Count == 0;
        _open = transaction;
        _ended.Enqueue(transaction);
        try
        {
            work(transaction);
        }
        finally
        {
            _open = null;
            if (isFirst)
            {
                EndAll();
            }
        }
    }

    internal YType Root(string name)
    {
        if (!_roots.TryGetValue(name, out var root))
        {
            root = Enter(name, new YType());
        }

        return root;
    }

    private T Enter<T>(string name, T root)
        where T : YType
    {
        root.RootName = name;
        root.Enter(this, item: null);
        _roots[name] = root;
        return root;
    }

    // Listeners may begin new transactions; those wait here until the one before has been told.
    private void EndAll()
    {
        try
        {
            while (_ended.TryPeek(out var transaction))
            {
                End(transaction);
                _ended.Dequeue();
            }
        }
        finally
        {
            _ended.Clear();
        }
    }

    private void End(Transaction transaction)
    {
        try
        {
            Tell(transaction);
            if (transaction.NeedsFormatCleanup)
            {
                FormatCleanup.After(transaction);
            }
        }
        finally
        {
            if (Forgets)
            {
                Sweep.Forget(transaction);
            }

            Sweep.Merge(transaction);
            if (!transaction.IsLocal && transaction.Before.ContainsKey(ClientId))
            {
                ClientId = NewClientId();
            }

            if (Updated is { } told && (transaction.Before.Count > 0 || !transaction.Deleted.IsEmpty))
            {
                told(UpdateWriter.Of(transaction), transaction);
            }
        }
    }

    private void Tell(Transaction transaction)
    {
        Dictionary<YType, List<YEvent>> inside = [];
        foreach (var (type, keys) in transaction.Changed.ToList())
        {
            if (type.IsDeleted)
            {
                continue;
            }

            if (!transaction.IsLocal)
            {
                type.Places?.Forget();
                transaction.NeedsFormatCleanup |= type is YText && type.HasFormats;
            }

            if (type.HasListeners || Listeners > 0)
            {
                var told = new YEvent(type, transaction, keys);
                type.Tell(told);
                for (var around = type; around is not null && Listeners > 0; around = around.Parent)
                {
                    if (around.HasDeepListeners)
                    {
                        (inside.TryGetValue(around, out var all) ? all : inside[around] = []).Add(told);
                    }
                }
            }
        }

        foreach (var (type, all) in inside.Where(pair => !pair.Key.IsDeleted))
        {
            type.TellDeep([.. all.Where(told => !told.Target.IsDeleted)]);
        }

        Ended?.Invoke(transaction);
    }

    private static long NewClientId() => Random.Shared.NextInt64(1, 1L << 32);
}
