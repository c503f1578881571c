namespace Residency.Yjs.Structs;

/// <summary>Room for content that grows at its end, so that a text typed letter by letter is not copied with every letter.</summary>
/// <remarks>Items share it: what stands before <see cref="Used"/> never changes.</remarks>
internal sealed class Run<T>(T[] units, int used)
{
    private T[] _units = units;

    public int Used { get; private set; } = used;

    public ReadOnlySpan<T> Span(int start, int length) => _units.AsSpan(start, length);

    public T this[int index] => _units[index];

    public void Append(ReadOnlySpan<T> more)
    {
        if (_units.Length - Used < more.Length)
        {
            Array.Resize(ref _units, Math.Max(_units.Length * 2, Used + more.Length));
        }

        more.CopyTo(_units.AsSpan(Used));
        Used += more.Length;
    }
}
