using Residency.Yjs.Encoding;
using Residency.Yjs.Structs;

namespace Residency.Yjs;

/// <summary>An update that was read but not applied: for those who look first, and read only once.</summary>
/// <remarks>Holds what <see cref="YDoc.Apply(IncomingUpdate, object?)"/> puts into the document, so it can be applied once.</remarks>
public sealed class IncomingUpdate
{
    private readonly List<ClientSection> _sections;
    private Dictionary<long, int>? _ends;
    private bool _isUsed;

    private IncomingUpdate(List<ClientSection> sections, DeleteSet deleted) => (_sections, Deleted) = (sections, deleted);

    /// <summary>What it deletes.</summary>
    public DeleteSet Deleted { get; }

    /// <summary>Of each client whose units it brings, the clock of the first and the clock behind the last.</summary>
    public IEnumerable<(long Client, int From, int End)> Brings =>
        _sections
            .Where(section => section.Structs.Count > 0)
            .Select(section => (section.Client, section.Structs[0].Clock, section.Structs[^1].End));

    /// <summary>The types that it brings. Once it is applied, those that found no place have no document.</summary>
    public IEnumerable<YType> Types => Items(ContentKind.Type).Select(item => (YType)item.Payload!); // that kind holds a type

    /// <summary>The texts that it brings, each with the first unit. To be asked before it is applied.</summary>
    public IEnumerable<(YId Id, string Text)> Texts =>
        Items(ContentKind.Text).Select(item => (item.Id, Content.Chars(item).ToString()));

    /// <summary>
    /// The values that it brings and a document does not have: of formats, and what stands under keys or in lists. To be asked before
    /// it is applied.
    /// </summary>
    public IEnumerable<object?> ValuesNewTo(YDoc doc) =>
        _sections.SelectMany(section =>
        {
            var state = doc.Store.State(section.Client);
            return section.Structs.Where(next => next.End > state).OfType<Item>().SelectMany(Content.Said);
        });

    /// <summary>Reads an update of format 1.</summary>
    /// <param name="update">Not copied: must not change before it is applied.</param>
    /// <param name="limits">What it may hold; null for the usual limits.</param>
    /// <exception cref="YjsFormatException">It is no update, or holds more than the limits allow.</exception>
    public static IncomingUpdate Read(ReadOnlyMemory<byte> update, DecodingLimits? limits = null)
    {
        limits ??= DecodingLimits.Default;
        if (update.Length > limits.Bytes)
        {
            throw new YjsFormatException(
                $"An update of {update.Length} bytes is longer than the {limits.Bytes} that are allowed."
            );
        }

        var reader = new UpdateReaderV1(new ByteReader(update));
        return new IncomingUpdate(StructReader.Read(reader, limits), DeleteSet.Read(reader, limits));
    }

    /// <summary>Whether it stands in this root alone, as far as it says where it stands.</summary>
    public bool IsWithin(string root) =>
        _sections.TrueForAll(section =>
            section.Structs.TrueForAll(next => next is not Item { Parent: string name } || name == root)
        );

    /// <summary>Whether it holds content of a kind.</summary>
    public bool Holds(ContentKind kind) => Items(kind).Any();

    /// <summary>Whether a document has all of it, so that applying it would change nothing.</summary>
    public bool IsKnownTo(YDoc doc)
    {
        foreach (var section in _sections)
        {
            foreach (var next in section.Structs)
            {
                if (next is not Skip && next.End > doc.Store.State(section.Client))
                {
                    return false;
                }
            }
        }

        return Deleted.Clients.All(client => Deleted.Of(client).All(range => IsDeleted(doc, client, range)));
    }

    /// <summary>Whether everything that it builds on is in the document or in it.</summary>
    public bool IsCompleteFor(YDoc doc)
    {
        foreach (var section in _sections)
        {
            var state = doc.Store.State(section.Client);
            foreach (var next in section.Structs)
            {
                if (next is not Skip && next.End > state)
                {
                    if (next.Clock > state || (next is Item item && !HasAll(doc, item)))
                    {
                        return false;
                    }

                    state = next.End;
                }
            }
        }

        return Deleted.Clients.All(client => Deleted.Of(client) is not [.., { End: var end }] || end <= EndOf(doc, client));
    }

    internal (List<ClientSection> Sections, DeleteSet Deleted) Take()
    {
        if (_isUsed)
        {
            throw new InvalidOperationException("An update that was read once can be applied once.");
        }

        _isUsed = true;
        return (_sections, Deleted);
    }

    private static bool IsDeleted(YDoc doc, long client, ClockRange range)
    {
        if (doc.Store.Of(client) is not { } structs || structs.State < range.End)
        {
            return false;
        }

        for (var i = structs.IndexOf(range.Clock); i < structs.Count && structs[i].Clock < range.End; i++)
        {
            if (!structs[i].IsDeleted)
            {
                return false;
            }
        }

        return true;
    }

    private bool HasAll(YDoc doc, Item item) =>
        (!item.HasOrigin || item.Origin.Clock < EndOf(doc, item.Origin.Client))
        && (!item.HasRightOrigin || item.RightOrigin.Clock < EndOf(doc, item.RightOrigin.Client))
        && (item.Parent is not YId parent || parent.Clock < EndOf(doc, parent.Client));

    // What the document will have of a client afterwards, if nothing is missing before it.
    private int EndOf(YDoc doc, long client)
    {
        var state = doc.Store.State(client);
        return Ends().TryGetValue(client, out var end) ? Math.Max(state, end) : state;
    }

    private Dictionary<long, int> Ends()
    {
        if (_ends is null)
        {
            _ends = new Dictionary<long, int>(_sections.Count);
            foreach (var section in _sections)
            {
                if (section.Structs is [.., var last])
                {
                    _ends.TryAdd(section.Client, last.End);
                }
            }
        }

        return _ends;
    }

    private IEnumerable<Item> Items(ContentKind kind)
    {
        foreach (var section in _sections)
        {
            foreach (var next in section.Structs)
            {
                if (next is Item item && item.Kind == kind)
                {
                    yield return item;
                }
            }
        }
    }
}
