using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Residency.Yjs;

/// <summary>JavaScript's <c>undefined</c>, where it stands as a value.</summary>
public sealed class YUndefined
{
    private YUndefined() { }

    /// <summary>The only one.</summary>
    public static YUndefined Value { get; } = new();

    public override string ToString() => "undefined";
}

/// <summary>JavaScript's <c>BigInt</c>, of which Yjs keeps 64 bits.</summary>
public readonly record struct YBigInt(long Value);

/// <summary>Values as JavaScript compares and prints them.</summary>
internal static class YValue
{
    /// <summary>A number of any C# type.</summary>
    /// <exception cref="ArgumentException">It is no value that a document can hold.</exception>
    public static double Number(object value) =>
        value switch
        {
            long number => number,
            int number => number,
            double number => number,
            float number => number,
            short or byte or uint or ulong or ushort or sbyte or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException(
                $"A value of type {value.GetType().Name} cannot be kept in a document.",
                nameof(value)
            ),
        };

    /// <summary>Whether two values are the same, or objects whose members are the same. What is nested deeper is never the same.</summary>
    /// <remarks>So compares yjs the values of formats; a replica that compared better would clean up differently.</remarks>
    public static bool SameFlat(object? a, object? b) =>
        Same(a, b)
        || (a, b) switch
        {
            (IReadOnlyDictionary<string, object?> x, IReadOnlyDictionary<string, object?> y) => x.Count == y.Count
                && x.All(pair => y.TryGetValue(pair.Key, out var other) && Same(pair.Value, other)),
            (object?[] x, object?[] y) => x.Length == y.Length && x.Zip(y).All(pair => Same(pair.First, pair.Second)),
            (object?[] { Length: 0 }, IReadOnlyDictionary<string, object?> { Count: 0 }) => true,
            (IReadOnlyDictionary<string, object?> { Count: 0 }, object?[] { Length: 0 }) => true,
            _ => false,
        };

    /// <summary>JavaScript's <c>===</c>.</summary>
    public static bool Same(object? a, object? b) =>
        (a, b) switch
        {
            (null, null) => true,
            (null, _) or (_, null) => false,
            (string x, string y) => string.Equals(x, y, StringComparison.Ordinal),
            (bool x, bool y) => x == y,
            (YBigInt x, YBigInt y) => x == y,
            _ => ReferenceEquals(a, b) || (IsNumber(a) && IsNumber(b) && Number(a).Equals(Number(b))),
        };

    /// <summary>JavaScript's <c>JSON.stringify</c>.</summary>
    public static string ToJson(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    /// <summary>JavaScript's <c>JSON.parse</c>.</summary>
    /// <exception cref="YjsFormatException">It is no JSON, or nested too deeply.</exception>
    public static object? FromJson(string json, int depth)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = depth });
            return Of(parsed.RootElement);
        }
        catch (JsonException wrong)
        {
            throw new YjsFormatException("A value is no JSON.", wrong);
        }
        catch (InvalidOperationException wrong)
        {
            throw new YjsFormatException("A text in a value is no Unicode.", wrong);
        }
    }

    private static bool IsNumber(object value) => value is long or double or int or float;

    private static object? Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => element.TryGetInt64(out var whole) && Math.Abs(whole) <= 1L << 53
                ? whole
                : element.GetDouble(),
            JsonValueKind.Array => element.EnumerateArray().Select(Of).ToArray(),
            JsonValueKind.Object => Members(element),
            _ => null,
        };

    private static Dictionary<string, object?> Members(JsonElement element)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            map[member.Name] = Of(member.Value);
        }

        return map;
    }

    private static void Write(StringBuilder text, object? value)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case null or YUndefined:
                text.Append("null");
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case string words:
                Quote(text, words);
                break;
            case YBigInt big:
                text.Append(big.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                text.Append('{').AppendJoin(',', bytes.Select((one, i) => $"\"{i}\":{one}")).Append('}');
                break;
            case IReadOnlyDictionary<string, object?> map:
                text.Append('{');
                var isFirst = true;
                foreach (var (key, inner) in map.Where(pair => pair.Value is not YUndefined))
                {
                    text.Append(isFirst ? "" : ",");
                    Quote(text, key);
                    text.Append(':');
                    Write(text, inner);
                    isFirst = false;
                }

                text.Append('}');
                break;
            case System.Collections.IEnumerable list:
                text.Append('[');
                var comma = "";
                foreach (var inner in list)
                {
                    text.Append(comma);
                    Write(text, inner);
                    comma = ",";
                }

                text.Append(']');
                break;
            default:
                text.Append(Digits(Number(value)));
                break;
        }
    }

    // ECMA-262, Number::toString.
    private static string Digits(double number)
    {
        if (!double.IsFinite(number))
        {
            return "null";
        }

        if (number == 0)
        {
            return "0";
        }

        var shortest = number.ToString("E16", CultureInfo.InvariantCulture);
        var plain = number.ToString("R", CultureInfo.InvariantCulture);
        var size = Math.Abs(number);
        if (size is >= 1e-6 and < 1e21)
        {
            return plain.Contains('E', StringComparison.Ordinal)
                ? ((decimal)number).ToString(CultureInfo.InvariantCulture)
                : plain;
        }

        var e = plain.IndexOf('E', StringComparison.Ordinal);
        var (digits, power) =
            e < 0
                ? (shortest[..shortest.IndexOf('E', StringComparison.Ordinal)], 0)
                : (plain[..e], int.Parse(plain[(e + 1)..], CultureInfo.InvariantCulture));
        return $"{digits}e{(power < 0 ? "-" : "+")}{Math.Abs(power)}";
    }

    private static void Quote(StringBuilder text, string words)
    {
        text.Append('"');
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            var isAlone =
                char.IsSurrogate(c)
                && !(char.IsHighSurrogate(c) && i + 1 < words.Length && char.IsLowSurrogate(words[i + 1]))
                && !(char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(words[i - 1]));
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ when isAlone => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
