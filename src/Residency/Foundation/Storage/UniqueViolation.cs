using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Residency.Foundation.Storage;

/// <summary>Tells a clash with a unique index from other failures of a save.</summary>
internal static class UniqueViolation
{
    private const int SqliteConstraintUnique = 2067; // SQLITE_CONSTRAINT_UNIQUE, sqlite.org/rescode.html
    private const int SqliteConstraintPrimaryKey = 1555;

    public static bool IsIn(DbUpdateException broken) =>
        broken.InnerException switch
        {
            SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
            PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
            _ => false,
        };
}
