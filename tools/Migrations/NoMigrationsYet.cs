using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Residency.Migrations;

/// <summary>Stands for an assembly before its first migration, so that a new first one needs no second build.</summary>
internal sealed class NoMigrationsYet : IMigrationsAssembly
{
    public IReadOnlyDictionary<string, TypeInfo> Migrations { get; } = new Dictionary<string, TypeInfo>(StringComparer.Ordinal);

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly => typeof(Foundation.Storage.AppDb).Assembly;

    public string? FindMigrationId(string nameOrId) => null;

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider) =>
        throw new InvalidOperationException("There is no migration yet.");
}
