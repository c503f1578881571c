using System.Buffers.Binary;

namespace Residency.Yjs.Encoding;

/// <summary>Writes the encodings of lib0.</summary>
internal sealed class ByteWriter(int capacity = 64)
{
    private byte[] _data = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _data.AsSpan(0, Length);

    public byte[] ToArray() => Written.ToArray();

    public void Byte(byte value) => Room(1)[0] = value;

    public void VarUint(long number)
    {
        if (number < 0x80)
        {
            Byte((byte)number);
            return;
        }

        var rest = (ulong)number;
        while (rest > 0x7f)
        {
            Byte((byte)(0x80 | (rest & 0x7f)));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    public void VarInt(long number, bool isNegative)
    {
        var rest = (ulong)Math.Abs(number);
        Byte((byte)((rest > 0x3f ? 0x80 : 0) | (isNegative ? 0x40 : 0) | (byte)(rest & 0x3f)));
        rest >>= 6;
        while (rest > 0)
        {
            Byte((byte)((rest > 0x7f ? 0x80 : 0) | (byte)(rest & 0x7f)));
            rest >>= 7;
        }
    }

    public void Id(YId id)
    {
        VarUint(id.Client);
        VarUint(id.Clock);
    }

    // Halves of surrogate pairs that stand alone become U+FFFD, as in every browser.
    public void Text(ReadOnlySpan<char> text)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        VarUint(length);
        System.Text.Encoding.UTF8.GetBytes(text, Room(length));
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        VarUint(bytes.Length);
        Raw(bytes);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public void Float32(float value) => BinaryPrimitives.WriteSingleBigEndian(Room(4), value);

    public void Float64(double value) => BinaryPrimitives.WriteDoubleBigEndian(Room(8), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Room(8), value);

    private Span<byte> Room(int length)
    {
        if (_data.Length - Length < length)
        {
            Array.Resize(ref _data, Math.Max(_data.Length * 2, Length + length));
        }

        Length += length;
        return _data.AsSpan(Length - length, length);
    }
}
