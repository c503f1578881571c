using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Residency.Foundation.Storage;

/// <summary>Parts inside a context that have no public way in.</summary>
internal static class EfParts
{
    public static IMigrationsAssembly GetMigrationsAssembly(this DbContext db) => db.GetService<IMigrationsAssembly>();

    public static IRelationalDatabaseCreator GetDatabaseCreator(this DbContext db) => db.GetService<IRelationalDatabaseCreator>();
}
