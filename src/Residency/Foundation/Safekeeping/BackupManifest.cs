using System.Text.Json;

namespace Residency.Foundation.Safekeeping;

/// <summary>One file inside a backup.</summary>
/// <param name="Path">Its path in the backup, with slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its content; 64 lower-case hexadecimal digits.</param>
public sealed record BackupPart(string Path, long Bytes, string Sha256);

/// <summary>Where a hub's ledger ended when the backup was made.</summary>
/// <param name="Hub">The hub's id.</param>
/// <param name="Sequence">Number of its last entry.</param>
/// <param name="Hash">Hash of its last entry.</param>
public sealed record BackupChain(Guid Hub, long Sequence, string Hash);

/// <summary>What a backup holds, so that a restore can tell whether it got everything.</summary>
/// <param name="Format">Version of this layout.</param>
/// <param name="Product">Version of the product that made it.</param>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>; a backup is restored on the engine on which it was made.</param>
/// <param name="At">When it was begun, UTC.</param>
/// <param name="Migrations">The migrations applied to the database, in their order.</param>
/// <param name="Rows">Rows of each table.</param>
/// <param name="Chains">The end of every hub's ledger.</param>
/// <param name="Parts">Every other file in the backup.</param>
public sealed record BackupManifest(
    int Format,
    string Product,
    string Engine,
    DateTimeOffset At,
    IReadOnlyList<string> Migrations,
    IReadOnlyDictionary<string, long> Rows,
    IReadOnlyList<BackupChain> Chains,
    IReadOnlyList<BackupPart> Parts
)
{
    internal const int PresentFormat = 1;
    internal const string FileName = "manifest.json";
    internal const string SqlitePart = "database/residency.db";
    internal const string TablesFolder = "database/tables/";
    internal const string FilesFolder = "files/";

    internal static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>What is printed after a backup and after a restore.</summary>
    public IEnumerable<string> InWords()
    {
        yield return $"{Engine}, made {At:u} by version {Product}";
        foreach (var (table, rows) in Rows)
        {
            yield return $"{table}: {rows} rows";
        }

        foreach (var chain in Chains)
        {
            yield return $"ledger of hub {chain.Hub}: {chain.Sequence} entries, head {chain.Hash}";
        }

        yield return $"{Parts.Count(part => part.Path.StartsWith(FilesFolder, StringComparison.Ordinal))} files beside the database";
    }
}
