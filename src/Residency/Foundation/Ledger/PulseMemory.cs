using Microsoft.Extensions.Caching.Memory;

namespace Residency.Foundation.Ledger;

/// <summary>Keeps what public pages read again and again, until something is told to the ledger.</summary>
/// <remarks>
/// Only for what readers may be shown and what changes with a fact; never for deciding whether somebody may do something.
/// Nothing is kept while this node cannot hear the others.
/// </remarks>
public sealed class PulseMemory(LedgerPulse pulse) : IDisposable
{
    /// <summary>How much is kept, in characters or so: what <c>weight</c> says, added up.</summary>
    public const long Capacity = 32 << 20;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Capacity });

    /// <summary>What was kept under a key since the last fact, or what is read now.</summary>
    /// <typeparam name="T">An immutable thing; every caller gets the same one.</typeparam>
    /// <param name="key">Says what is asked for, together with the type; compared by value.</param>
    /// <param name="read">Reads it. What is not there (null) is not kept.</param>
    /// <param name="weight">About how many characters it holds; more than a sixteenth of the capacity is not kept.</param>
    /// <param name="cancel">Stops the reading.</param>
    public async ValueTask<T?> ReadAsync<T>(
        object key,
        Func<CancellationToken, Task<T?>> read,
        Func<T, long> weight,
        CancellationToken cancel
    )
        where T : class
    {
        // Counted before reading: what is told meanwhile makes the copy an old one at once.
        var beats = pulse.Beats;
        var place = (typeof(T), key);
        if (pulse.IsDeaf)
        {
            return await read(cancel);
        }

        if (_kept.TryGetValue(place, out Kept<T>? kept) && kept!.Beats == beats) // set below, never null
        {
            return kept.Value;
        }

        var found = await read(cancel);
        if (found is not null && weight(found) is var heavy and <= Capacity / 16)
        {
            _kept.Set(place, new Kept<T>(beats, found), new MemoryCacheEntryOptions { Size = Math.Max(heavy, 64) });
        }

        return found;
    }

    public void Dispose() => _kept.Dispose();

    private sealed record Kept<T>(long Beats, T Value);
}
