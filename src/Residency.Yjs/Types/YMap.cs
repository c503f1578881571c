using System.Collections;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>Values under keys; of two that are set at once, every replica keeps the same one.</summary>
public sealed class YMap : YType, IReadOnlyDictionary<string, object?>
{
    /// <summary>A map that stands in no document yet.</summary>
    public YMap() { }

    public int Count => MapEdits.All(this).Count();

    public IEnumerable<string> Keys => MapEdits.All(this).Select(pair => pair.Key);

    public IEnumerable<object?> Values => MapEdits.All(this).Select(pair => pair.Value);

    internal override int Number => 1;

    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The map has no key {key}.");
        set => Set(key, value);
    }

    internal override YType Twin() => new YMap();

    /// <summary>Sets a value.</summary>
    public void Set(string key, object? value) => NeedDoc().Transact(transaction => MapEdits.Set(transaction, this, key, value));

    /// <summary>Removes a key.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string key)
    {
        var removed = false;
        NeedDoc().Transact(transaction => removed = MapEdits.Remove(transaction, this, key));
        return removed;
    }

    public bool ContainsKey(string key) => MapEdits.TryGet(this, key, out _);

    public bool TryGetValue(string key, out object? value) => MapEdits.TryGet(this, key, out value);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => MapEdits.All(this).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override object? ToValue()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return MapEdits.All(this).ToDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.Ordinal);
    }
}
