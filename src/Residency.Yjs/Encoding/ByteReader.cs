using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Residency.Yjs.Encoding;

/// <summary>Reads the encodings of lib0. Every read is bounded by the bytes at hand.</summary>
internal sealed class ByteReader
{
    private const ulong MostSafe = (1UL << 53) - 1;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _data;
    private readonly int _end;
    private int _position;

    public ByteReader(ReadOnlyMemory<byte> data)
    {
        if (MemoryMarshal.TryGetArray(data, out var segment) && segment.Array is not null)
        {
            (_data, _position, _end) = (segment.Array, segment.Offset, segment.Offset + segment.Count);
        }
        else
        {
            _data = data.ToArray();
            _end = _data.Length;
        }
    }

    public int Left => _end - _position;

    public byte Byte() => _position < _end ? _data[_position++] : throw Short();

    public ulong VarUint()
    {
        // Most numbers have one byte.
        if (_position < _end && _data[_position] < 0x80)
        {
            return _data[_position++];
        }

        ulong number = 0;
        for (var shift = 0; shift <= 49; shift += 7)
        {
            var next = Byte();
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number <= MostSafe ? number : throw new YjsFormatException("A number is greater than 2^53−1.");
            }
        }

        var last = Byte();
        number |= (ulong)(last & 0x7f) << 56;
        return last < 0x80 && number <= MostSafe ? number : throw new YjsFormatException("A number is greater than 2^53−1.");
    }

    /// <summary>A number that counts or measures something of this document: at most 2^31−1.</summary>
    public int Count()
    {
        var number = VarUint();
        return number <= int.MaxValue ? (int)number : throw new YjsFormatException("A number is greater than 2^31−1.");
    }

    /// <summary>How many things follow, each of at least one byte.</summary>
    public int CountOfBytes()
    {
        var count = Count();
        return count <= Left ? count : throw Short();
    }

    public long Client() => (long)VarUint();

    public YId Id() => new(Client(), Count());

    public (long Number, bool IsNegative) VarInt()
    {
        var next = Byte();
        ulong number = next & 0x3fUL;
        var isNegative = (next & 0x40) != 0;
        var shift = 6;
        while (next >= 0x80)
        {
            next = Byte();
            if (shift > 55)
            {
                throw new YjsFormatException("A number is greater than 2^53−1.");
            }

            number |= (ulong)(next & 0x7f) << shift;
            shift += 7;
        }

        return number <= MostSafe
            ? (isNegative ? -(long)number : (long)number, isNegative)
            : throw new YjsFormatException("A number is greater than 2^53−1.");
    }

    public string Text()
    {
        var length = CountOfBytes();
        var bytes = _data.AsSpan(_position, length);
        _position += length;
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new YjsFormatException("A text is no UTF-8.", wrong);
        }
    }

    public byte[] Bytes()
    {
        var length = CountOfBytes();
        var bytes = _data.AsSpan(_position, length).ToArray();
        _position += length;
        return bytes;
    }

    public ByteReader Part()
    {
        var length = CountOfBytes();
        var part = new ByteReader(_data.AsMemory(_position, length));
        _position += length;
        return part;
    }

    public float Float32() => BinaryPrimitives.ReadSingleBigEndian(Fixed(4));

    public double Float64() => BinaryPrimitives.ReadDoubleBigEndian(Fixed(8));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Fixed(8));

    private ReadOnlySpan<byte> Fixed(int length)
    {
        if (Left < length)
        {
            throw Short();
        }

        _position += length;
        return _data.AsSpan(_position - length, length);
    }

    private static YjsFormatException Short() => new("The data ends too early.");
}
