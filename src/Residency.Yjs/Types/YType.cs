using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>What all shared types have in common: a list, a map, a place in the document, listeners.</summary>
/// <remarks>
/// A root that an update names before anybody asked for its kind is of this class itself. Types are edited once they stand in a
/// document: insert a new one first, then fill it.
/// </remarks>
public class YType
{
    private Dictionary<string, Item>? _map;

    internal YType() { }

    /// <summary>The document it stands in; null before it is inserted.</summary>
    public YDoc? Doc { get; private set; }

    /// <summary>The name of a root; null for a type within another.</summary>
    public string? RootName { get; internal set; }

    /// <summary>The unit that holds it; null for a root.</summary>
    public YId? Id => Item?.Id;

    /// <summary>The type it stands in; null for a root.</summary>
    public YType? Parent => Item?.ParentType;

    /// <summary>Whether it, or something around it, was deleted.</summary>
    public bool IsDeleted => Item is { IsDeleted: true };

    /// <summary>Told after each transaction that changed this type itself.</summary>
    public event Action<YEvent>? Changed;

    /// <summary>Told after each transaction that changed this type or something in it.</summary>
    public event Action<IReadOnlyList<YEvent>>? ChangedDeep
    {
        add
        {
            ChangedInside += value;
            NeedDoc().Listeners++;
        }
        remove
        {
            ChangedInside -= value;
            NeedDoc().Listeners--;
        }
    }

    private event Action<IReadOnlyList<YEvent>>? ChangedInside;

    internal Item? Item { get; private set; }

    internal Item? Start { get; set; }

    internal int Length { get; set; }

    internal bool HasFormats { get; set; }

    internal Places? Places { get; set; }

    internal Dictionary<string, Item> Map => _map ??= new Dictionary<string, Item>(StringComparer.Ordinal);

    internal Dictionary<string, Item>? MapOrNull => _map;

    internal bool HasListeners => Changed is not null;

    internal bool HasDeepListeners => ChangedInside is not null;

    /// <summary>The number under which updates know this kind.</summary>
    internal virtual int Number => throw new InvalidOperationException("Nobody has said of what kind this root is.");

    /// <summary>The name that updates carry with the kind.</summary>
    internal virtual string? Name => null;

    /// <summary>A new type of the same kind, without content.</summary>
    internal virtual YType Twin() => new();

    /// <summary>The content as values: text, lists, objects.</summary>
    public virtual object? ToValue() => null;

    internal void Tell(YEvent told) => Changed?.Invoke(told);

    internal void TellDeep(IReadOnlyList<YEvent> told) => ChangedInside?.Invoke(told);

    internal void Enter(YDoc doc, Item? item) => (Doc, Item) = (doc, item);

    internal YDoc NeedDoc() =>
        Doc ?? throw new InvalidOperationException("Insert the type into a document first; then it can be read and edited.");

    /// <summary>The first item that was ever written under a key.</summary>
    internal Item? FirstOf(string key)
    {
        var first = _map?.GetValueOrDefault(key);
        while (first?.Left is not null)
        {
            first = first.Left;
        }

        return first;
    }

    internal void ForgetAll()
    {
        Start = null;
        _map = null;
        Places?.Forget();
    }

    /// <summary>Takes over what an update put under the name of a root whose kind was not known.</summary>
    internal void TakeOver(YType unknown)
    {
        (Start, Length, _map, HasFormats) = (unknown.Start, unknown.Length, unknown._map, unknown.HasFormats);
        for (var item = Start; item is not null; item = item.Right)
        {
            item.Parent = this;
        }

        foreach (var newest in _map?.Values ?? Enumerable.Empty<Item>())
        {
            for (var item = newest; item is not null; item = item.Left)
            {
                item.Parent = this;
            }
        }
    }

    internal static object? Plain(object? value) => value is YType type ? type.ToValue() : value;
}
