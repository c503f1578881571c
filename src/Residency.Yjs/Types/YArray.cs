using System.Collections;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>A list that several people change at once.</summary>
public sealed class YArray : YType, IReadOnlyList<object?>
{
    /// <summary>A list that stands in no document yet.</summary>
    public YArray() => Places = new Places();

    /// <summary>How many values there are.</summary>
    public int Count => Length;

    /// <summary>The value at an index.</summary>
    public object? this[int index] => ListEdits.At(this, index);

    internal override int Number => 0;

    internal override YType Twin() => new YArray();

    /// <summary>Puts values before the one at an index, or at the end when the index is the count.</summary>
    public void Insert(int index, params object?[] values) =>
        NeedDoc().Transact(transaction => ListEdits.Insert(transaction, this, index, values));

    /// <summary>Puts values at the end.</summary>
    public void Add(params object?[] values) => Insert(Length, values);

    /// <summary>Removes values.</summary>
    public void Delete(int index, int count = 1) =>
        NeedDoc().Transact(transaction => ListEdits.Delete(transaction, this, index, count));

    public IEnumerator<object?> GetEnumerator() => ListEdits.Values(this).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override object? ToValue()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return ListEdits.Values(this).Select(Plain).ToArray();
    }
}
