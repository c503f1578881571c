namespace Residency.Yjs;

/// <summary>How much an update from somewhere else may hold before it is refused.</summary>
/// <remarks>Everything that is read is bounded by these numbers and by the bytes at hand, so that no update can ask for more memory than it brings.</remarks>
public sealed record DecodingLimits
{
    /// <summary>The limits that hold when none are given.</summary>
    public static DecodingLimits Default { get; } = new();

    internal static DecodingLimits None { get; } =
        new()
        {
            Bytes = int.MaxValue,
            Structs = int.MaxValue,
            DeletedRanges = int.MaxValue,
        };

    /// <summary>Bytes of one update. Default 64 MiB.</summary>
    public int Bytes { get; init; } = 64 << 20;

    /// <summary>Structs of one update. Default 4,000,000.</summary>
    public int Structs { get; init; } = 4_000_000;

    /// <summary>Ranges of deletions of one update. Default 4,000,000.</summary>
    public int DeletedRanges { get; init; } = 4_000_000;

    /// <summary>How deep arrays and objects within one value may stand in each other. Default 64.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Bytes of updates that wait for earlier ones. Default 16 MiB.</summary>
    public int PendingBytes { get; init; } = 16 << 20;
}

/// <summary>Bytes that are no update, no state vector, no snapshot or no position, or more than the limits allow.</summary>
/// <remarks>Thrown before anything of the update is applied, but for one case: when too much waits for earlier changes, what does not wait is applied.</remarks>
public sealed class YjsFormatException : FormatException
{
    public YjsFormatException()
        : base("This is no Yjs data.") { }

    public YjsFormatException(string message)
        : base(message) { }

    public YjsFormatException(string message, Exception inner)
        : base(message, inner) { }
}
