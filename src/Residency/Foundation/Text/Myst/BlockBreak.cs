using System.Text.Json;

namespace Residency.Foundation.Text.Myst;

/// <summary>What the JSON of a block break says about the section that follows.</summary>
internal static class BlockBreak
{
    /// <summary>The key of a part of a framework; null when there is none.</summary>
    internal static string? KeyOf(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            return
                parsed.RootElement.ValueKind == JsonValueKind.Object
                && parsed.RootElement.TryGetProperty("key", out var key)
                && key.ValueKind == JsonValueKind.String
                ? key.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A block break that gives the key to the section after it.</summary>
    internal static string Of(string key) =>
        $"+++ {JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = key })}";
}
