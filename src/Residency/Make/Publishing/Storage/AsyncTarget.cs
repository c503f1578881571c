namespace Residency.Make.Publishing.Storage;

/// <summary>Hands on what is written, and only ever without blocking a thread.</summary>
/// <remarks>
/// The compressor writes the last bytes of each file at once, which an answer to a request does not take. They are kept,
/// a few kilobytes at most, until the next write or flush that may wait.
/// </remarks>
internal sealed class AsyncTarget(Stream target) : Stream
{
    private readonly MemoryStream _kept = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => _kept.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _kept.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await HandOnAsync(cancellationToken);
        await target.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await HandOnAsync(cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await HandOnAsync(CancellationToken.None);
        await base.DisposeAsync();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task HandOnAsync(CancellationToken cancel)
    {
        if (_kept.Length > 0)
        {
            await target.WriteAsync(_kept.GetBuffer().AsMemory(0, (int)_kept.Length), cancel);
            _kept.SetLength(0);
        }
    }
}
