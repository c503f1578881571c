namespace Residency.Yjs.Encoding;

/// <summary>The values of lib0's "any" encoding.</summary>
/// <remarks>
/// In C#: null, <see cref="YUndefined"/>, bool, long (whole numbers to 2^53), double, <see cref="YBigInt"/>, string,
/// byte[], object?[] and Dictionary&lt;string, object?&gt;.
/// </remarks>
internal static class AnyValue
{
    public static object? Read(ByteReader reader, int depth)
    {
        switch (reader.Byte())
        {
            case 127:
                return YUndefined.Value;
            case 126:
                return null;
            case 125:
                var (number, isNegative) = reader.VarInt();
                return number == 0 && isNegative ? -0.0 : number;
            case 124:
                return (double)reader.Float32();
            case 123:
                return reader.Float64();
            case 122:
                return new YBigInt(reader.Int64());
            case 121:
                return false;
            case 120:
                return true;
            case 119:
                return reader.Text();
            case 118:
                return ReadObject(reader, Deeper(depth));
            case 117:
                var array = new object?[reader.CountOfBytes()];
                for (var i = 0; i < array.Length; i++)
                {
                    array[i] = Read(reader, Deeper(depth));
                }

                return array;
            case 116:
                return reader.Bytes();
            default:
                throw new YjsFormatException("A value is of no known kind.");
        }
    }

    public static void Write(ByteWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Byte(126);
                break;
            case YUndefined:
                writer.Byte(127);
                break;
            case bool truth:
                writer.Byte(truth ? (byte)120 : (byte)121);
                break;
            case string text:
                writer.Byte(119);
                writer.Text(text);
                break;
            case YBigInt big:
                writer.Byte(122);
                writer.Int64(big.Value);
                break;
            case byte[] bytes:
                writer.Byte(116);
                writer.Bytes(bytes);
                break;
            case IReadOnlyDictionary<string, object?> map:
                writer.Byte(118);
                writer.VarUint(map.Count);
                foreach (var (key, inner) in map)
                {
                    writer.Text(key);
                    Write(writer, inner);
                }

                break;
            case System.Collections.IEnumerable list:
                var all = list.Cast<object?>().ToList();
                writer.Byte(117);
                writer.VarUint(all.Count);
                all.ForEach(inner => Write(writer, inner));
                break;
            default:
                WriteNumber(writer, YValue.Number(value));
                break;
        }
    }

    private static void WriteNumber(ByteWriter writer, double number)
    {
        if (Math.Abs(number) <= int.MaxValue && Math.Floor(number) == number)
        {
            writer.Byte(125);
            writer.VarInt((long)number, double.IsNegative(number));
        }
        else if ((float)number == number)
        {
            writer.Byte(124);
            writer.Float32((float)number);
        }
        else
        {
            writer.Byte(123);
            writer.Float64(number);
        }
    }

    private static Dictionary<string, object?> ReadObject(ByteReader reader, int depth)
    {
        var count = reader.CountOfBytes();
        var map = new Dictionary<string, object?>(Math.Min(count, 16), StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            map[reader.Text()] = Read(reader, depth);
        }

        return map;
    }

    private static int Deeper(int depth) => depth > 0 ? depth - 1 : throw new YjsFormatException("A value is nested too deeply.");
}
