using System.Text;
using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>A list of elements and texts, such as the content of an editor.</summary>
public class YXmlFragment : YType
{
    /// <summary>A fragment that stands in no document yet.</summary>
    public YXmlFragment() => Places = new Places();

    /// <summary>How many children there are.</summary>
    public int Count => Length;

    /// <summary>The children in order.</summary>
    public IEnumerable<YType> Children => ListEdits.Values(this).OfType<YType>();

    internal override int Number => 4;

    internal override YType Twin() => new YXmlFragment();

    /// <summary>The child at an index.</summary>
    public YType ChildAt(int index) => (YType)ListEdits.At(this, index)!; // children are types

    /// <summary>Puts new children before the one at an index, or at the end when the index is the count.</summary>
    public void Insert(int index, params YType[] children) =>
        NeedDoc().Transact(transaction => ListEdits.Insert(transaction, this, index, children));

    /// <summary>Puts a new child at the end.</summary>
    /// <returns>The child.</returns>
    public T Add<T>(T child)
        where T : YType
    {
        Insert(Length, child);
        return child;
    }

    /// <summary>Removes children.</summary>
    public void Delete(int index, int count = 1) =>
        NeedDoc().Transact(transaction => ListEdits.Delete(transaction, this, index, count));

    /// <summary>The children as markup. For people who look; not escaped, as in yjs.</summary>
    public override string ToString() => Markup(this);

    public override object? ToValue() => ToString();

    internal static string Markup(YXmlFragment parent)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return string.Concat(parent.Children.Select(child => child.ToString()));
    }
}

/// <summary>An element with attributes and children.</summary>
public sealed class YXmlElement : YXmlFragment
{
    /// <summary>An element that stands in no document yet.</summary>
    public YXmlElement(string nodeName) => NodeName = nodeName;

    public string NodeName { get; }

    /// <summary>The attributes with their values.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Attributes => MapEdits.All(this);

    internal override int Number => 3;

    internal override string Name => NodeName;

    internal override YType Twin() => new YXmlElement(NodeName);

    /// <summary>The value of an attribute; null when there is none.</summary>
    public object? Attribute(string name) => MapEdits.TryGet(this, name, out var value) ? value : null;

    public void SetAttribute(string name, object? value) =>
        NeedDoc().Transact(transaction => MapEdits.Set(transaction, this, name, value));

    public void RemoveAttribute(string name) => NeedDoc().Transact(transaction => MapEdits.Remove(transaction, this, name));

    public override string ToString()
    {
        var text = new StringBuilder("<").Append(NodeName.ToLowerInvariant());
        foreach (var (name, value) in Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(' ').Append(name).Append("=\"").Append(value as string ?? YValue.ToJson(value)).Append('"');
        }

        return text.Append('>').Append(Markup(this)).Append("</").Append(NodeName.ToLowerInvariant()).Append('>').ToString();
    }
}

/// <summary>A text among elements.</summary>
public sealed class YXmlText : YText
{
    internal override int Number => 6;

    /// <summary>Values that hold for the text as a whole.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Attributes => MapEdits.All(this);

    internal override YType Twin() => new YXmlText();

    public void SetAttribute(string name, object? value) =>
        NeedDoc().Transact(transaction => MapEdits.Set(transaction, this, name, value));
}

/// <summary>An element of the name of a program's own part. Read, kept, not interpreted.</summary>
public sealed class YXmlHook : YType
{
    public YXmlHook(string hookName) => HookName = hookName;

    public string HookName { get; }

    internal override int Number => 5;

    internal override string Name => HookName;

    internal override YType Twin() => new YXmlHook(HookName);

    public override object? ToValue() =>
        MapEdits.All(this).ToDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.Ordinal);
}
