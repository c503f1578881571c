namespace Residency.Foundation.Ui;

/// <summary>What the page knows and the document does not.</summary>
/// <param name="HeadingLevel">The level of the titles of sections, 2–4.</param>
/// <param name="AddressOf">The address of a picture; null when it may not be shown.</param>
/// <param name="WorkOf">The cited work of a key; null when nobody knows it.</param>
internal sealed record DocumentMarkupOptions(
    int HeadingLevel,
    Func<string, string?>? AddressOf,
    Func<string, CitedWork?>? WorkOf
);

/// <summary>A cited work as it stands in running text.</summary>
/// <param name="Words">Such as "Lovelace, 1843".</param>
/// <param name="Address">Where it can be read; null when nowhere.</param>
public sealed record CitedWork(string Words, string? Address);
