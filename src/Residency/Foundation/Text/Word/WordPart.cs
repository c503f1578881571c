using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>One XML part of a file with what it refers to.</summary>
/// <param name="Name">Its path in the file, without a slash at the beginning.</param>
/// <param name="Relations">By their ids.</param>
internal sealed record WordPart(string Name, XElement Root, IReadOnlyDictionary<string, Relation> Relations)
{
    /// <summary>What an id refers to; null when it refers to nothing.</summary>
    internal Relation? Find(string? id) => id is null ? null : Relations.GetValueOrDefault(id);

    /// <summary>The first relation of a kind; null when there is none.</summary>
    internal Relation? OfKind(string kind) => Relations.Values.FirstOrDefault(relation => relation.Kind == kind);
}

/// <summary>A reference from one part to another, or to an address outside the file.</summary>
/// <param name="Kind">The last word of its type, such as "image".</param>
/// <param name="Target">The path of a part, or an address as it stands when it is outside.</param>
internal sealed record Relation(string Kind, string Target, bool IsOutside);
