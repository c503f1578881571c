using Residency.Yjs.Structs;

namespace Residency.Yjs.Encoding;

/// <summary>What an update brings of one client, in the order of its clocks.</summary>
internal sealed class ClientSection(long client, List<Struct> structs)
{
    public long Client { get; } = client;

    public List<Struct> Structs { get; } = structs;

    /// <summary>The index of the struct to look at next.</summary>
    public int Next { get; set; }

    /// <summary>Whether something of it waits for what is not here, so that nothing behind it can be applied.</summary>
    public bool IsGivenUp { get; set; }

    public Struct? Current => Next < Structs.Count ? Structs[Next] : null;
}

/// <summary>Reads the structs of an update and checks all that can be checked without a document.</summary>
/// <remarks>
/// What it lets through can be put into any document: units follow each other, nothing refers to a later unit of its own client,
/// no clock passes 2^31−1.
/// </remarks>
internal static class StructReader
{
    private const int HasOrigin = 0x80;
    private const int HasRightOrigin = 0x40;
    private const int HasKey = 0x20;
    private const int KindBits = 0x1f;

    /// <summary>The sections of an update, those with greater clients first.</summary>
    /// <exception cref="YjsFormatException">It is no update.</exception>
    public static List<ClientSection> Read(IUpdateReader reader, DecodingLimits limits)
    {
        var rest = reader.Rest;
        var count = rest.CountOfBytes();
        var sections = new List<ClientSection>(Math.Min(count, 64));
        var (left, isSorted) = (limits.Structs, true);
        for (; count > 0; count--)
        {
            var section = ReadSection(reader, limits, ref left);
            isSorted &= sections.Count == 0 || sections[^1].Client > section.Client;
            sections.Add(section);
        }

        if (!isSorted)
        {
            sections.Sort((a, b) => b.Client.CompareTo(a.Client));
            for (var i = 1; i < sections.Count; i++)
            {
                if (sections[i].Client == sections[i - 1].Client)
                {
                    throw new YjsFormatException("An update names a client twice.");
                }
            }
        }

        return sections;
    }

    private static ClientSection ReadSection(IUpdateReader reader, DecodingLimits limits, ref int left)
    {
        var count = reader.Rest.Count();
        var client = reader.Client();
        var clock = reader.Rest.Count();
        left = left >= count ? left - count : throw new YjsFormatException("An update has too many structs.");
        var structs = new List<Struct>(Math.Min(count, 1024));
        for (; count > 0; count--)
        {
            var next = ReadStruct(reader, client, clock, limits.Depth);
            if (next.Length > int.MaxValue - clock)
            {
                throw new YjsFormatException("A clock is greater than 2^31−1.");
            }

            clock += next.Length;
            if (next.Length > 0)
            {
                structs.Add(next);
            }
            else if (next is Item)
            {
                throw new YjsFormatException("A struct is empty.");
            }
        }

        return new ClientSection(client, structs);
    }

    private static Struct ReadStruct(IUpdateReader reader, long client, int clock, int depth)
    {
        var header = reader.Header();
        var kind = (ContentKind)(header & KindBits);
        switch (kind)
        {
            case ContentKind.Gc:
                return new Gc(client, clock, reader.Length());
            case ContentKind.Skip:
                return new Skip(client, clock, reader.Rest.Count());
        }

        YId? origin = (header & HasOrigin) != 0 ? Earlier(reader.LeftId(), client, clock) : null;
        YId? rightOrigin = (header & HasRightOrigin) != 0 ? Earlier(reader.RightId(), client, clock) : null;
        object? parent = null;
        string? key = null;
        if (origin is null && rightOrigin is null)
        {
            parent = reader.IsParentRoot() ? reader.Text() : Earlier(reader.LeftId(), client, clock);
            key = (header & HasKey) != 0 ? reader.Text() : null;
        }

        var item = new Item(client, clock, 1, kind) { Parent = parent, Key = key };
        item.SetOrigin(origin);
        item.SetRightOrigin(rightOrigin);
        ReadContent(reader, item, depth);
        return item;
    }

    private static YId Earlier(YId id, long client, int clock) =>
        id.Client != client || id.Clock < clock
            ? id
            : throw new YjsFormatException("A struct refers to one that comes after it.");

    private static void ReadContent(IUpdateReader reader, Item item, int depth)
    {
        switch (item.Kind)
        {
            case ContentKind.Deleted:
                item.Length = reader.Length();
                break;
            case ContentKind.Text:
                var text = reader.Text();
                (item.Payload, item.Length) = (text, text.Length);
                break;
            case ContentKind.Any:
                var values = new object?[Bounded(reader)];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = AnyValue.Read(reader.Rest, depth);
                }

                (item.Payload, item.Length) = (values, values.Length);
                break;
            case ContentKind.Json:
                ReadJson(reader, item, depth);
                break;
            case ContentKind.Binary:
                item.Payload = reader.Bytes();
                break;
            case ContentKind.Embed:
                item.Payload = reader.Json(depth);
                break;
            case ContentKind.Format:
                item.Payload = new FormatMark(reader.Key(), reader.Json(depth));
                break;
            case ContentKind.Type:
                item.Payload = ReadType(reader);
                break;
            case ContentKind.Document:
                item.Payload = new InnerDocument(reader.Text(), AnyValue.Read(reader.Rest, depth));
                break;
            default:
                throw new YjsFormatException($"A struct is of kind {(int)item.Kind}, which nobody knows.");
        }
    }

    private static int Bounded(IUpdateReader reader)
    {
        var length = reader.Length();
        return length <= reader.Rest.Left ? length : throw new YjsFormatException("The data ends too early.");
    }

    // In format 2 the texts stand elsewhere, so that the bytes at hand do not bound their number; each is at least one letter.
    private static void ReadJson(IUpdateReader reader, Item item, int depth)
    {
        var count = reader.Length();
        var values = new List<object?>(Math.Min(count, 64));
        for (; count > 0; count--)
        {
            var text = reader.Text();
            values.Add(
                text == "undefined" ? new JsonText(text, YUndefined.Value) : new JsonText(text, YValue.FromJson(text, depth))
            );
        }

        (item.Payload, item.Length) = (values.ToArray(), values.Count);
    }

    private static YType ReadType(IUpdateReader reader) =>
        reader.TypeNumber() switch
        {
            0 => new YArray(),
            1 => new YMap(),
            2 => new YText(),
            3 => new YXmlElement(reader.Key()),
            4 => new YXmlFragment(),
            5 => new YXmlHook(reader.Key()),
            6 => new YXmlText(),
            var other => throw new YjsFormatException($"A type is of kind {other}, which nobody knows."),
        };
}
