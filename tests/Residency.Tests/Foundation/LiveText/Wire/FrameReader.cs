using System.Text;

namespace Residency.Tests.Foundation.LiveText.Wire;

/// <summary>Reads what a frame is, as far as it is one.</summary>
internal sealed class FrameReader(byte[] frame)
{
    private int _at;

    /// <summary>Whether it is a sync frame; then its inner kind (0 question, 1 answer, 2 update) and what it carries.</summary>
    public bool IsSync(out int kind, out byte[] payload)
    {
        (kind, payload, _at) = (0, [], 0);
        if (!IsNamed() || !TryNumber(out var type) || type != 0 || !TryNumber(out var inner) || !TryNumber(out var size))
        {
            return false;
        }

        if (size > frame.Length - _at)
        {
            return false;
        }

        kind = (int)Math.Min(inner, 9);
        payload = frame[_at..(_at + (int)size)];
        return true;
    }

    /// <summary>The kind of message; -1 when the bytes have none.</summary>
    public int Kind()
    {
        _at = 0;
        return frame.Length == 1 ? frame[0]
            : IsNamed() && TryNumber(out var kind) ? (int)Math.Min(kind, 999)
            : -1;
    }

    /// <summary>After <see cref="Kind"/>: the next number.</summary>
    public long Number() => TryNumber(out var value) ? value : -1;

    /// <summary>After <see cref="Kind"/>: the next words.</summary>
    public string Text()
    {
        var length = (int)Number();
        _at += length;
        return Encoding.UTF8.GetString(frame, _at - length, length);
    }

    /// <summary>After <see cref="Kind"/>: the next bytes with their length before them.</summary>
    public byte[] Bytes()
    {
        var length = (int)Number();
        _at += length;
        return frame[(_at - length).._at];
    }

    private bool IsNamed()
    {
        if (!TryNumber(out var length) || length >= frame.Length - _at)
        {
            return false;
        }

        _at += (int)length;
        return true;
    }

    private bool TryNumber(out long value)
    {
        value = 0;
        for (var shift = 0; shift < 56 && _at < frame.Length; shift += 7)
        {
            var read = frame[_at++];
            value |= (long)(read & 0x7f) << shift;
            if (read < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
