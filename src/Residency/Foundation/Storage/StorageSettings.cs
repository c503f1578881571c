using Residency.Foundation.Settings;

namespace Residency.Foundation.Storage;

/// <summary>Where the database is.</summary>
[Section("Storage")]
public sealed record StorageSettings
{
    /// <summary>The folder that holds the SQLite file and the stored files. Absolute.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Connection string of PostgreSQL; null or empty means embedded SQLite in the data folder.</summary>
    [Setting("Connects to PostgreSQL instead of the embedded SQLite file.", Unit = "a connection string", IsSecret = true)]
    public string? Postgres { get; init; }

    /// <summary>Seconds to wait for a turn to write, 1–300, before the person is asked to try again. Default 30.</summary>
    [Setting(
        "How long a request waits for its turn to write before the person is asked to try again.",
        Unit = "seconds",
        Min = 1,
        Max = 300
    )]
    public int WriteTurnSeconds { get; init; } = 30;

    /// <summary>The file with the secret that wraps the keys in the database; empty means <c>residency.key</c> in the data folder.</summary>
    [Setting(
        "The file of 32 bytes that wraps the keys in the database; made when missing. Nodes that share a database share it.",
        Unit = "a path"
    )]
    public string KeyFile { get; init; } = "";

    /// <summary>True when PostgreSQL is used.</summary>
    public bool UsesPostgres => !string.IsNullOrWhiteSpace(Postgres);

    /// <summary>The SQLite file.</summary>
    public string SqliteFile => Path.Combine(DataFolder, "residency.db");
}
