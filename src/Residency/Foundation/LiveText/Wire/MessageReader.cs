using System.Text;

namespace Residency.Foundation.LiveText.Wire;

/// <summary>What a client sent is no message of the protocol.</summary>
internal sealed class BadMessageException(string reason) : FormatException(reason);

/// <summary>Reads a message. Every read is bounded by the bytes at hand.</summary>
internal struct MessageReader(ReadOnlyMemory<byte> message)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private ReadOnlyMemory<byte> _rest = message;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public ulong VarUint()
    {
        ulong number = 0;
        for (var shift = 0; shift <= 56; shift += 7)
        {
            var next = Take(1).Span[0];
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number <= (1UL << 53) - 1 ? number : throw new BadMessageException("a number is too great");
            }
        }

        throw new BadMessageException("a number is too long");
    }

    public string Text(int most)
    {
        var length = VarUint();
        if (length > (ulong)most)
        {
            throw new BadMessageException("a text is too long");
        }

        try
        {
            return s_strict.GetString(Take((int)length).Span);
        }
        catch (DecoderFallbackException)
        {
            throw new BadMessageException("a text is not UTF-8");
        }
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        var length = VarUint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw new BadMessageException("a message is too short");
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new BadMessageException("a message is too short");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
