using Npgsql;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>Connections to PostgreSQL that one part keeps for itself as long as it lives.</summary>
internal static class PostgresLine
{
    private const int AskEverySeconds = 10;
    private const int PatienceSeconds = 15;

    /// <summary>A connection that is not open yet. A dead one is noticed by asking over it now and then.</summary>
    public static NpgsqlConnection Of(StorageSettings settings) =>
        new(
            new NpgsqlConnectionStringBuilder(settings.Postgres)
            {
                Pooling = false,
                KeepAlive = AskEverySeconds,
                CommandTimeout = PatienceSeconds,
            }.ConnectionString
        );
}
