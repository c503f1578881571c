using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Residency.Foundation.Storage;

/// <summary>Makes sure that a reading connection can neither write nor checkpoint.</summary>
internal sealed class ReaderPragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 0;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (IsReader(connection))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Apply(DbConnection connection)
    {
        if (IsReader(connection))
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }

    private static bool IsReader(DbConnection connection) =>
        connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase);
}
