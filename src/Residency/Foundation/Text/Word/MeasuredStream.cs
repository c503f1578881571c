namespace Residency.Foundation.Text.Word;

/// <summary>Counts what comes out of a part, stops when it is too much, and checks the sum at the end.</summary>
internal sealed class MeasuredStream(Stream inner, Func<long, string?> limit) : Stream
{
    private static readonly uint[] Table = Sums();
    private uint _sum = uint.MaxValue;

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
        Count += read;
        foreach (var value in buffer[..read])
        {
            _sum = Table[(byte)(_sum ^ value)] ^ (_sum >> 8);
        }

        return limit(Count) is { } problem ? throw new PartException(problem) : read;
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
