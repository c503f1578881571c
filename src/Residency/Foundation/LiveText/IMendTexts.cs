using Residency.Foundation.Results;

namespace Residency.Foundation.LiveText;

/// <summary>Damaged texts: which there are, their stored bytes, and letting them be written again.</summary>
/// <remarks>Nothing is mended by itself: what cannot be read may stand in a backup.</remarks>
public interface IMendTexts
{
    /// <summary>The damaged texts, as far as somebody opened them since; the longest known first.</summary>
    Task<IReadOnlyList<DamagedText>> ListAsync(CancellationToken cancel);

    /// <summary>Looks at every stored byte of every text.</summary>
    /// <returns>How many rows there are, and in words which of them are not what was written.</returns>
    Task<(long Rows, IReadOnlyList<string> Damaged)> CheckAsync(CancellationToken cancel);

    /// <summary>Writes all that is stored of a text, a line of JSON for each row, with its bytes in Base64.</summary>
    /// <returns>How many rows.</returns>
    Task<int> KeepAsync(LiveTextId id, TextWriter file, CancellationToken cancel);

    /// <summary>Goes on with what can be read: a damaged text can be written again, and what cannot be read of it is gone for good.</summary>
    /// <remarks>Everybody who has it open opens it anew. <see cref="KeepAsync"/> comes before.</remarks>
    /// <returns>A conflict when it is not damaged, or nothing at all of it can be read.</returns>
    Task<Result> ReleaseAsync(LiveTextId id, CancellationToken cancel);
}

/// <summary>A text of which stored bytes are not what was written.</summary>
/// <param name="Id">The text.</param>
/// <param name="Kind">The kind of its gate.</param>
/// <param name="Since">When that was found; UTC.</param>
/// <param name="What">What cannot be used.</param>
public sealed record DamagedText(LiveTextId Id, string Kind, DateTimeOffset Since, string What);
