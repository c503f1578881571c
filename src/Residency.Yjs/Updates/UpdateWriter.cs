using Residency.Yjs.Encoding;
using Residency.Yjs.Structs;

namespace Residency.Yjs;

/// <summary>Writes updates in format 1.</summary>
internal static class UpdateWriter
{
    /// <summary>What a transaction changed.</summary>
    public static byte[] Of(Transaction transaction)
    {
        var writer = new ByteWriter();
        Structs(writer, transaction.Store, transaction.Before);
        transaction.Deleted.Write(writer);
        return writer.ToArray();
    }

    /// <summary>What a document holds and somebody does not.</summary>
    public static byte[] State(StructStore store, StateVector known)
    {
        var from = new Dictionary<long, int>(store.Clients.Count);
        foreach (var (client, structs) in store.Clients)
        {
            if (structs.State > known[client])
            {
                from.Add(client, known[client]);
            }
        }

        var writer = new ByteWriter(4096);
        Structs(writer, store, from);
        store.DeleteSet().Write(writer);
        return writer.ToArray();
    }

    /// <summary>What the sections hold, from their next structs on, without deletions.</summary>
    public static byte[] Sections(IEnumerable<ClientSection> sections)
    {
        var all = sections.Where(section => section.Current is not null).OrderByDescending(section => section.Client).ToList();
        var writer = new ByteWriter(256);
        writer.VarUint(all.Count);
        foreach (var section in all)
        {
            writer.VarUint(section.Structs.Count - section.Next);
            writer.VarUint(section.Client);
            writer.VarUint(section.Structs[section.Next].Clock);
            for (var i = section.Next; i < section.Structs.Count; i++)
            {
                One(writer, section.Structs[i], 0);
            }
        }

        writer.VarUint(0);
        return writer.ToArray();
    }

    /// <summary>One struct without its first units.</summary>
    public static void One(ByteWriter writer, Struct next, int offset)
    {
        switch (next)
        {
            case Item item:
                Write(writer, item, offset);
                break;
            case Gc:
                writer.Byte((byte)ContentKind.Gc);
                writer.VarUint(next.Length - offset);
                break;
            default:
                writer.Byte((byte)ContentKind.Skip);
                writer.VarUint(next.Length - offset);
                break;
        }
    }

    private static void Structs(ByteWriter writer, StructStore store, IReadOnlyDictionary<long, int> from)
    {
        writer.VarUint(from.Count);
        // Greater clients first: so others meet fewer conflicts.
        foreach (
            var (client, clock) in from.Count > 1
                ? from.OrderByDescending(pair => pair.Key)
                : (IEnumerable<KeyValuePair<long, int>>)from
        )
        {
            var structs = store.Of(client)!; // callers name clients who wrote something
            var first = structs.IndexOf(clock);
            writer.VarUint(structs.Count - first);
            writer.VarUint(client);
            writer.VarUint(clock);
            One(writer, structs[first], clock - structs[first].Clock);
            for (var i = first + 1; i < structs.Count; i++)
            {
                One(writer, structs[i], 0);
            }
        }
    }

    private static void Write(ByteWriter writer, Item item, int offset)
    {
        var hasOrigin = offset > 0 || item.HasOrigin;
        var header = (int)item.Kind | (hasOrigin ? 0x80 : 0) | (item.HasRightOrigin ? 0x40 : 0) | (item.Key is null ? 0 : 0x20);
        writer.Byte((byte)header);
        if (hasOrigin)
        {
            writer.Id(offset > 0 ? new YId(item.Client, item.Clock + offset - 1) : item.Origin);
        }

        if (item.HasRightOrigin)
        {
            writer.Id(item.RightOrigin);
        }

        if (!hasOrigin && !item.HasRightOrigin)
        {
            WriteParent(writer, item);
        }

        WriteContent(writer, item, offset);
    }

    private static void WriteParent(ByteWriter writer, Item item)
    {
        var (root, id) = item.Parent switch
        {
            YType type => (type.RootName, type.Id ?? default),
            YId known => (null, known),
            var name => (name as string, default(YId)),
        };
        writer.VarUint(root is null ? 0 : 1);
        if (root is null)
        {
            writer.Id(id);
        }
        else
        {
            writer.Text(root);
        }

        if (item.Key is not null)
        {
            writer.Text(item.Key);
        }
    }

    private static void WriteContent(ByteWriter writer, Item item, int offset)
    {
        switch (item.Kind)
        {
            case ContentKind.Deleted:
                writer.VarUint(item.Length - offset);
                break;
            case ContentKind.Text:
                writer.Text(Content.Chars(item)[offset..]);
                break;
            case ContentKind.Any:
                writer.VarUint(item.Length - offset);
                foreach (var value in Content.Elements(item)[offset..])
                {
                    AnyValue.Write(writer, value);
                }

                break;
            case ContentKind.Json:
                writer.VarUint(item.Length - offset);
                foreach (var value in Content.Elements(item)[offset..])
                {
                    writer.Text(((JsonText)value!).Text); // only JSON texts stand there
                }

                break;
            case ContentKind.Binary:
                writer.Bytes((byte[])item.Payload!); // from here on: set when read or made
                break;
            case ContentKind.Embed:
                writer.Text(((JsonText)item.Payload!).Text);
                break;
            case ContentKind.Format:
                writer.Text(((FormatMark)item.Payload!).Key);
                writer.Text(((FormatMark)item.Payload!).Value.Text);
                break;
            case ContentKind.Type:
                var type = (YType)item.Payload!;
                writer.VarUint(type.Number);
                if (type.Name is { } name)
                {
                    writer.Text(name);
                }

                break;
            case ContentKind.Document:
                writer.Text(((InnerDocument)item.Payload!).Guid);
                AnyValue.Write(writer, ((InnerDocument)item.Payload!).Options);
                break;
        }
    }
}
