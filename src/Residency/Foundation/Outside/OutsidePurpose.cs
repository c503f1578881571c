namespace Residency.Foundation.Outside;

/// <summary>Why we call somebody outside, and whom at most.</summary>
/// <param name="Name">In the log, such as <c>doi-lookup</c>.</param>
/// <param name="Hosts">
/// Host names in lower case that may be called; <c>*.example.org</c> allows every host below, <c>*</c> every public host.
/// </param>
public sealed record OutsidePurpose(string Name, IReadOnlyList<string> Hosts)
{
    /// <summary>Ports that may be called. Default 443.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [443];

    /// <summary>Seconds for the whole answer, 1–600. Default 30.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>Bytes of the answer that are read at most. Default 10 MiB.</summary>
    public long MostBytes { get; init; } = 10 << 20;

    internal bool Allows(string host) =>
        Hosts.Any(allowed =>
            allowed == "*"
            || string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase)
            || (
                allowed.StartsWith("*.", StringComparison.Ordinal)
                && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
            )
        );
}
