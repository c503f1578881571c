using Residency.Foundation.Storage;

namespace Residency.Foundation.Safekeeping;

/// <summary>Makes a backup in the data folder before the schema of a database with content changes.</summary>
internal sealed class BackupBeforeMigration(Backup backup, StorageSettings settings, TimeProvider clock) : IBeforeMigration
{
    public async Task BeforeMigrationAsync(string next, CancellationToken cancel)
    {
        var name = $"before-{next}-{clock.GetUtcNow():yyyyMMddHHmmss}.zip";
        await backup.TakeAsync(Path.Combine(settings.DataFolder, Backup.Folder, name), cancel);
    }
}
