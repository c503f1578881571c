using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Residency.Foundation.Text;

/// <summary>An immutable list that is compared by its content, so that documents are compared by theirs.</summary>
/// <remarks>The default value is the empty list; there is no null list. Collection expressions build one.</remarks>
[CollectionBuilder(typeof(Sequence), nameof(Sequence.Create))]
[JsonConverter(typeof(SequenceJson))]
public readonly struct Sequence<T>(T[] items) : IReadOnlyList<T>, IEquatable<Sequence<T>>
{
    private readonly T[]? _items = items;

    private T[] Items => _items ?? [];

    public T this[int index] => Items[index];

    public int Count => Items.Length;

    public bool IsEmpty => Items.Length == 0;

    public ReadOnlySpan<T> AsSpan() => Items;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    public bool Equals(Sequence<T> other) => Items.AsSpan().SequenceEqual(other.Items);

    public override bool Equals(object? obj) => obj is Sequence<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", Items)}]";

    public static bool operator ==(Sequence<T> left, Sequence<T> right) => left.Equals(right);

    public static bool operator !=(Sequence<T> left, Sequence<T> right) => !left.Equals(right);
}

/// <summary>Makes sequences.</summary>
public static class Sequence
{
    /// <summary>A sequence of copies of the given items.</summary>
    public static Sequence<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>A sequence of the items in their order.</summary>
    public static Sequence<T> ToSequence<T>(this IEnumerable<T> items) => new([.. items]);
}

internal sealed class SequenceJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Sequence<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!; // a class with a public constructor

    private sealed class Of<T> : JsonConverter<Sequence<T>>
    {
        public override Sequence<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var items = JsonSerializer.Deserialize<T[]>(ref reader, options) ?? [];
            return items.Any(item => item is null) ? throw new JsonException("A list holds a null.") : new Sequence<T>(items);
        }

        public override void Write(Utf8JsonWriter writer, Sequence<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value)
            {
                JsonSerializer.Serialize(writer, item, options);
            }

            writer.WriteEndArray();
        }
    }
}
