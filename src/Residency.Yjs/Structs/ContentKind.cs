namespace Residency.Yjs.Structs;

/// <summary>What a struct holds, under the numbers of the update format.</summary>
public enum ContentKind
{
    /// <summary>Nothing any more: removed together with the type that held it.</summary>
    Gc = 0,
    Deleted = 1,
    Json = 2,
    Binary = 3,
    Text = 4,
    Embed = 5,
    Format = 6,
    Type = 7,
    Any = 8,
    Document = 9,

    /// <summary>A gap: these units are in another update.</summary>
    Skip = 10,
}
