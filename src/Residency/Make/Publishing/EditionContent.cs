using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Residency.Foundation.Ids;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing;

/// <summary>Everything that a reader of an edition sees, frozen. Nothing in it changes when a profile or a tag changes.</summary>
public sealed record EditionContent
{
    public required string Title { get; init; }
    public string Subtitle { get; init; } = "";
    public string Summary { get; init; } = "";

    /// <summary>BCP 47 tag.</summary>
    public string Language { get; init; } = "en";
    public string Genre { get; init; } = "";

    /// <summary>SPDX id.</summary>
    public string Licence { get; init; } = "";

    /// <summary>The hub's name and host at the time.</summary>
    public string HubName { get; init; } = "";
    public string Host { get; init; } = "";

    /// <summary>The cohort's code and name at the time; empty when the text belongs to none.</summary>
    public string CohortCode { get; init; } = "";
    public string CohortName { get; init; } = "";

    /// <summary>The organisation's name and permanent code at the time; empty when the text is about none.</summary>
    public string OrganisationName { get; init; } = "";
    public string OrganisationCode { get; init; } = "";

    /// <summary>The authors in the order of credit.</summary>
    public IReadOnlyList<CreditedAuthor> Authors { get; init; } = [];
    public IReadOnlyList<CreditedFunder> Funders { get; init; } = [];
    public string Acknowledgement { get; init; } = "";
    public IReadOnlyList<string> Takeaways { get; init; } = [];

    /// <summary>The accepted tags.</summary>
    public IReadOnlyList<EditionTag> Tags { get; init; } = [];
    public IReadOnlyList<EditionFigure> Figures { get; init; } = [];
    public IReadOnlyList<ReferenceCard> References { get; init; } = [];

    /// <summary>The DOI under which an outside source published this text before; null when none is known.</summary>
    public string? EarlierDoi { get; init; }

    /// <summary>The text.</summary>
    public required Document Text { get; init; }

    private static readonly JsonSerializerOptions Canonical = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = false,
        MaxDepth = 1_024,
        Converters = { new JsonStringEnumConverter(), new TextAsCanonicalJson(), new CodeAsText() },
    };

    /// <summary>The canonical JSON: members in the order of declaration, no white space.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Canonical);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The stored content is damaged.</exception>
    public static EditionContent FromJson(string json) =>
        JsonSerializer.Deserialize<EditionContent>(json, Canonical) ?? throw new JsonException("An edition without content.");

    /// <summary>SHA-256 over the canonical JSON in UTF-8; 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(json)));
}

internal sealed class CodeAsText : JsonConverter<PublicCode>
{
    public override PublicCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PublicCode.Parse(reader.GetString()) ?? throw new JsonException("A code whose check character is wrong.");

    public override void Write(Utf8JsonWriter writer, PublicCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

// The text keeps its own canonical form inside the edition's.
internal sealed class TextAsCanonicalJson : JsonConverter<Document>
{
    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var read = DocumentJson.Read(System.Text.Encoding.UTF8.GetBytes(json.RootElement.GetRawText()));
        return read.IsDone ? read.Value : throw new JsonException(read.Refusal.Text);
    }

    public override void Write(Utf8JsonWriter writer, Document value, JsonSerializerOptions options) =>
        writer.WriteRawValue(DocumentJson.Write(value));
}

/// <summary>One author as printed.</summary>
/// <param name="Name">As the person writes it.</param>
/// <param name="Orcid">Checked; null when unknown.</param>
/// <param name="Affiliation">At the time; may be empty.</param>
/// <param name="Ror">ROR id of the affiliation; null when unknown.</param>
/// <param name="Roles">CRediT roles.</param>
/// <param name="IsCorresponding">Whether readers may turn to this person.</param>
public sealed record CreditedAuthor(
    string Name,
    string? Orcid,
    string Affiliation,
    string? Ror,
    IReadOnlyList<CreditRole> Roles,
    bool IsCorresponding
);

/// <summary>One funder as printed.</summary>
public sealed record CreditedFunder(string Name, string? Ror, string Statement, IReadOnlyList<string> Grants);

/// <summary>One accepted tag.</summary>
public sealed record EditionTag(Facet Facet, string Value);

/// <summary>One picture, by the name that the text uses and the code and hash under which it is stored.</summary>
public sealed record EditionFigure(
    string Name,
    PublicCode File,
    string FileHash,
    string ContentType,
    string Licence,
    string Source
);
