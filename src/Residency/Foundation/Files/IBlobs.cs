namespace Residency.Foundation.Files;

/// <summary>Keeps contents by their hashes. A content never changes; it is there whole or not at all.</summary>
public interface IBlobs
{
    /// <summary>Whether the content is there.</summary>
    Task<bool> HasAsync(FileHash hash, CancellationToken cancel);

    /// <summary>Keeps the content of a finished local file. On return it survives a power cut. Twice is once.</summary>
    /// <exception cref="Results.OutsideException">The store did not take it.</exception>
    Task PutAsync(FileHash hash, string file, CancellationToken cancel);

    /// <summary>Opens a content for reading; null when it is not there.</summary>
    /// <exception cref="Results.OutsideException">The store does not answer.</exception>
    Task<Stream?> OpenAsync(FileHash hash, CancellationToken cancel);

    /// <summary>Removes a content for good, unless it was put again at or after the instant. Twice is once.</summary>
    /// <exception cref="Results.OutsideException">The store does not answer.</exception>
    Task RemoveAsync(FileHash hash, DateTimeOffset unlessPutSince, CancellationToken cancel);
}
