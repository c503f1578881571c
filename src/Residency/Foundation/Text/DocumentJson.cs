using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Residency.Foundation.Results;

namespace Residency.Foundation.Text;

/// <summary>Documents as canonical JSON: equal documents give equal bytes.</summary>
/// <remarks>UTF-8 without white space; "kind" first, then the properties in ordinal order of their names; properties that say nothing are left out. schema.json beside this file lists the nodes.</remarks>
public static class DocumentJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        // A table in a cell, the deepest way down, takes six levels of JSON: rows, row, cells, cell, blocks, block.
        MaxDepth = (DocumentRules.DeepestNesting * 6) + 16,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OrderProperties } },
    };

    /// <summary>The document as canonical UTF-8.</summary>
    public static byte[] Write(Document document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <remarks>Refuses unknown kinds and properties as invalid; <see cref="DocumentRules"/> checks the meaning.</remarks>
    public static Result<Document> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Document>(json, Options) is { } document
                ? document
                : new Refusal.Invalid("document", "The document is empty.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return new Refusal.Invalid("document", $"The document cannot be read: {unreadable.Message}");
        }
    }

    private static void OrderProperties(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var ordered = type.Properties.OrderBy(property => property.Name, StringComparer.Ordinal).ToList();
        type.Properties.Clear();
        foreach (var property in ordered)
        {
            property.IsRequired = property is { PropertyType.Name: "String", IsSetNullable: false };
            type.Properties.Add(property);
        }
    }
}
