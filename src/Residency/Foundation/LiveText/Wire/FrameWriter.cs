using System.Buffers.Binary;
using System.Text;

namespace Residency.Foundation.LiveText.Wire;

/// <summary>Writes one message with the header of its WebSocket frame, ready to be sent to any number of sockets as it is.</summary>
internal sealed class FrameWriter(int capacity = 256)
{
    private const int Room = 10; // for the longest header, RFC 6455 §5.2
    private const byte FinalBinary = 0x82;

    private byte[] _data = new byte[Room + capacity];
    private int _length = Room;

    public FrameWriter VarUint(ulong number)
    {
        while (number > 0x7f)
        {
            Take(1)[0] = (byte)(0x80 | (number & 0x7f));
            number >>= 7;
        }

        Take(1)[0] = (byte)number;
        return this;
    }

    public FrameWriter Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        VarUint((ulong)length);
        Encoding.UTF8.GetBytes(text, Take(length));
        return this;
    }

    public FrameWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        VarUint((ulong)bytes.Length);
        return Raw(bytes);
    }

    public FrameWriter Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Take(bytes.Length));
        return this;
    }

    /// <summary>What was written, without a header.</summary>
    public byte[] ToBytes() => _data.AsSpan(Room, _length - Room).ToArray();

    /// <summary>The whole frame.</summary>
    public byte[] ToFrame()
    {
        var payload = _length - Room;
        var start = payload switch
        {
            < 126 => Room - 2,
            <= ushort.MaxValue => Room - 4,
            _ => 0,
        };
        _data[start] = FinalBinary;
        switch (Room - start)
        {
            case 2:
                _data[start + 1] = (byte)payload;
                break;
            case 4:
                _data[start + 1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(_data.AsSpan(start + 2), (ushort)payload);
                break;
            default:
                _data[start + 1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(_data.AsSpan(start + 2), (ulong)payload);
                break;
        }

        return _data.AsSpan(start, _length - start).ToArray();
    }

    private Span<byte> Take(int length)
    {
        if (_data.Length - _length < length)
        {
            Array.Resize(ref _data, Math.Max(_data.Length * 2, _length + length));
        }

        _length += length;
        return _data.AsSpan(_length - length, length);
    }
}
