namespace Residency.Foundation.Text.Word;

/// <summary>Counts what comes out of a part, stops when it is too much, and checks the sum at the end.</summary>
internal sealed class MeasuredStream(Stream inner, Func<long, string?> limit) : Stream
{
    // Reading the attributes of one element costs the square of their number, before anybody can count them.
    private const int MostAttributes = 10_000;
    private static readonly uint[] Table = Sums();
    private uint _sum = uint.MaxValue;

    private int _equals;
    private bool _isWide;

    /// <summary>Whether the bytes are XML, whose tags are measured as well.</summary>
    internal bool IsXml { get; init; }

    internal long Count { get; private set; }

    /// <summary>The CRC-32 of what came out so far.</summary>
    internal uint Sum => ~_sum;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        if (IsXml)
        {
            Watch(buffer[..read]);
        }

        Count += read;
        foreach (var value in buffer[..read])
        {
            _sum = Table[(byte)(_sum ^ value)] ^ (_sum >> 8);
        }

        return limit(Count) is { } problem ? throw new PartException(problem) : read;
    }

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        // In UTF-16 and UTF-32 the byte of "<" may be half of another character, so there nothing begins anew.
        _isWide |=
            Count == 0 && !bytes.IsEmpty && bytes[0] is 0 or 0xFE or 0xFF || Count == 0 && bytes.Length > 1 && bytes[1] == 0;
        foreach (var value in bytes)
        {
            if (value == '<' && !_isWide)
            {
                _equals = 0;
            }
            else if (value == '=' && ++_equals > MostAttributes)
            {
                throw new PartException($"has a piece with more than {MostAttributes} attributes or equals signs");
            }
        }
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint[] Sums()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var sum = i;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
            }

            table[i] = sum;
        }

        return table;
    }
}

/// <summary>Carries what is wrong with a part out of the reading of its bytes; <see cref="WordPackage"/> makes a refusal of it.</summary>
internal sealed class PartException(string problem) : Exception(problem);
