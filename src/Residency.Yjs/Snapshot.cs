using Residency.Yjs.Encoding;
using Residency.Yjs.Structs;

namespace Residency.Yjs;

/// <summary>A moment of a document: what was known and what of it was deleted. The document must not forget.</summary>
/// <param name="Deleted">What was deleted.</param>
/// <param name="State">What was known.</param>
public sealed record Snapshot(DeleteSet Deleted, StateVector State)
{
    /// <summary>The moment that is now.</summary>
    public static Snapshot Of(YDoc doc) => new(doc.Store.DeleteSet(), doc.StateVector());

    /// <summary>Reads what <see cref="Encode"/> or yjs wrote in format 1.</summary>
    /// <exception cref="YjsFormatException">It is no snapshot.</exception>
    public static Snapshot Decode(ReadOnlyMemory<byte> encoded)
    {
        var reader = new ByteReader(encoded);
        var deleted = DeleteSet.Read(new UpdateReaderV1(reader), DecodingLimits.Default);
        return new Snapshot(deleted, StateVector.Read(reader));
    }

    /// <summary>The form that yjs exchanges, format 1.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        Deleted.Write(writer);
        State.Write(writer);
        return writer.ToArray();
    }

    /// <summary>Whether both are the same moment.</summary>
    public bool Equals(Snapshot? other) => other is not null && Deleted.Same(other.Deleted) && State.Same(other.State);

    public override int GetHashCode() => HashCode.Combine(State.Clocks.Count, State.Clocks.Values.Sum(clock => (long)clock));

    /// <summary>Whether all that an update holds was known and deleted then.</summary>
    /// <exception cref="YjsFormatException">It is no update.</exception>
    public bool Contains(ReadOnlyMemory<byte> update)
    {
        var contents = YUpdate.Read(update);
        if (contents.Runs.Any(run => State[run.Id.Client] < run.Id.Clock + run.Length))
        {
            return false;
        }

        var all = new DeleteSet();
        all.AddAll(Deleted);
        all.AddAll(contents.Deleted);
        return Deleted.Same(all);
    }

    /// <summary>A document with what there was then.</summary>
    /// <exception cref="InvalidOperationException">The document forgets, so that what was deleted since is gone; or the snapshot is of another document.</exception>
    public YDoc Restore(YDoc doc)
    {
        if (doc.Forgets)
        {
            throw new InvalidOperationException("Only a document that does not forget can show how it was.");
        }

        if (!doc.StateVector().Covers(State))
        {
            throw new InvalidOperationException("The snapshot was taken of a document that holds more.");
        }

        var writer = new ByteWriter(4096);
        doc.Transact(transaction =>
        {
            writer.VarUint(State.Clocks.Count);
            foreach (var (client, clock) in State.Clocks.OrderByDescending(pair => pair.Key))
            {
                var structs = doc.Store.Of(client)!; // the document holds what was known then
                if (clock < structs.State)
                {
                    transaction.CleanStart(structs, clock);
                }

                var count = structs.IndexOf(clock - 1) + 1;
                writer.VarUint(count);
                writer.VarUint(client);
                writer.VarUint(0);
                for (var i = 0; i < count; i++)
                {
                    UpdateWriter.One(writer, structs[i], 0);
                }
            }

            Deleted.Write(writer);
        });
        var restored = new YDoc { Forgets = false, Limits = DecodingLimits.None };
        restored.Apply(writer.ToArray(), this);
        return restored;
    }

    /// <summary>Cuts items so that each was there as a whole or not at all.</summary>
    internal void CutIn(Transaction transaction)
    {
        foreach (var (client, clock) in State.Clocks)
        {
            if (transaction.Store.Of(client) is { } structs && clock < structs.State)
            {
                transaction.CleanStart(structs, clock);
            }
        }

        foreach (var client in Deleted.Clients)
        {
            if (transaction.Store.Of(client) is { } structs)
            {
                foreach (var range in Deleted.Of(client))
                {
                    Cut(transaction, structs, range.Clock);
                    Cut(transaction, structs, range.End);
                }
            }
        }
    }

    internal bool Shows(Item item) => State[item.Client] > item.Clock && !Deleted.Holds(item.Id);

    private static void Cut(Transaction transaction, ClientStructs structs, int clock)
    {
        if (clock < structs.State)
        {
            transaction.CleanStart(structs, clock);
        }
    }
}
