using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Safekeeping;
using Residency.Foundation.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Safekeeping;

public sealed class BackupTests
{
    private const int Writers = 8;
    private const int EachWrites = 25;

    private readonly HubId _hub = TypedId.New<HubId>();

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_was_acknowledged_before_a_backup_under_load_is_there_after_the_restore(Engine engine)
    {
        await using var database = await MigratedAsync(engine);
        await File.WriteAllTextAsync(
            Path.Combine(database.Settings.DataFolder, "residency.json"),
            """{"Mail":{"Password":"planted"}}"""
        );
        var blob = Directory.CreateDirectory(Path.Combine(database.Settings.DataFolder, "files", "ab")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(blob, "ab12"), [1, 2, 3, 0, 255]);
        var acknowledged = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource();
        var writing = Enumerable
            .Range(0, Writers)
            .Select(writer => WriteManyAsync(database, writer, acknowledged, enough))
            .ToList();

        await await Task.WhenAny(enough.Task, Task.WhenAll(writing));
        var before = acknowledged.ToHashSet(StringComparer.Ordinal);
        var file = Path.Combine(Directory.CreateTempSubdirectory("residency-backup-").FullName, "night.zip");
        var manifest = await BackUpAsync(database, file);
        await Task.WhenAll(writing);
        acknowledged.Count.ShouldBe(Writers * EachWrites);

        var target = await TestDatabase.EmptyAsync(engine);
        await using var restored = TestDatabase.Over(engine, target, services => services.AddSafekeeping());
        var result = await RestoreAsync(restored, file);
        result.Refusal.ShouldBeNull();
        await restored.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None));
        var subjects = await restored.DoAsync((_, db) => db.Set<LedgerEntry>().Select(entry => entry.Subject).ToListAsync());
        before.Except(subjects).ShouldBeEmpty("acknowledged before the backup began");
        subjects.Count.ShouldBe((int)manifest.Rows["ledger_entries"]);
        var finding = (
            await restored.DoAsync((services, _) => services.GetRequiredService<VerifyChain>().AllAsync(CancellationToken.None))
        ).ShouldHaveSingleItem();
        (finding.FirstBad, finding.Head).ShouldBe((null, manifest.Chains.ShouldHaveSingleItem().Hash));
        (await File.ReadAllBytesAsync(Path.Combine(target.DataFolder, "files", "ab", "ab12"))).ShouldBe([1, 2, 3, 0, 255]);
        File.Exists(Path.Combine(target.DataFolder, "residency.json")).ShouldBeFalse("settings may hold passwords");
        // The restored one is alive: it takes the next entry at the right place.
        await WriteAsync(restored, "after:1");
        (await restored.DoAsync((services, _) => services.GetRequiredService<VerifyChain>().AllAsync(CancellationToken.None)))
            .ShouldHaveSingleItem()
            .FirstBad.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_restored_database_equals_the_original_value_for_value(Engine engine)
    {
        await using var database = await MigratedAsync(engine);
        for (var n = 0; n < 5; n++)
        {
            await WriteAsync(database, $"thing:\t\\N\n'\"é{n}");
        }

        var file = await BackUpAsync(database);
        var target = await TestDatabase.EmptyAsync(engine);
        await using var restored = TestDatabase.Over(engine, target, services => services.AddSafekeeping());
        (await RestoreAsync(restored, file)).IsDone.ShouldBeTrue();

        var original = await CensusAsync(database);
        var copy = await CensusAsync(restored);
        original["ledger_entries"].Rows.ShouldBe(5);
        TableCensus.Losses(original, copy).ShouldBeEmpty();
        TableCensus.Losses(copy, original).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task One_flipped_byte_anywhere_is_refused_before_anything_is_unpacked(Engine engine)
    {
        await using var database = await MigratedAsync(engine);
        await WriteAsync(database, "thing:1");
        var file = await BackUpAsync(database);
        var whole = await File.ReadAllBytesAsync(file);
        var target = await TestDatabase.EmptyAsync(engine);
        await using var restored = TestDatabase.Over(engine, target, services => services.AddSafekeeping());
        // Both ends, and forty places between: content, headers and directory of the ZIP file, and the seal itself.
        var places = Enumerable.Range(0, 41).Select(n => (int)((whole.Length - 1L) * n / 40)).Append(whole.Length - 65);
        foreach (var place in places)
        {
            var flipped = whole.ToArray();
            flipped[place] ^= 0x10;
            var broken = file + ".broken";
            await File.WriteAllBytesAsync(broken, flipped);
            var result = await RestoreAsync(restored, broken);
            result.Refusal.ShouldBeOfType<Refusal.Invalid>($"byte {place} of {whole.Length}");
            Directory.EnumerateFileSystemEntries(target.DataFolder).ShouldBeEmpty();
        }

        (await RestoreAsync(restored, file)).IsDone.ShouldBeTrue("the target was never touched");
    }

    [Fact]
    public async Task An_empty_a_cut_and_a_hollow_backup_are_refused()
    {
        await using var database = await MigratedAsync(Engine.Sqlite);
        var file = await BackUpAsync(database);
        var target = await TestDatabase.EmptyAsync(Engine.Sqlite);
        await using var restored = TestDatabase.Over(Engine.Sqlite, target, services => services.AddSafekeeping());
        var folder = Path.GetDirectoryName(file)!; // a file stands in a folder

        var empty = Path.Combine(folder, "empty.zip");
        await File.WriteAllBytesAsync(empty, []);
        (await RestoreAsync(restored, empty)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        var cut = Path.Combine(folder, "cut.zip");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(file))[..^1000]);
        (await RestoreAsync(restored, cut)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        var hollow = Path.Combine(folder, "hollow.zip");
        using (var zip = await ZipFile.OpenAsync(hollow, ZipArchiveMode.Create))
        {
            zip.CreateEntry("manifest.json");
        }

        (await RestoreAsync(restored, hollow)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await RestoreAsync(restored, Path.Combine(folder, "none.zip"))).Refusal.ShouldBeOfType<Refusal.NotFound>();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_target_with_content_another_engine_and_a_newer_schema_are_refused(Engine engine)
    {
        await using var database = await MigratedAsync(engine);
        var file = await BackUpAsync(database);
        (await RestoreAsync(database, file)).Refusal.ShouldBeOfType<Refusal.Conflict>();

        var other = engine == Engine.Sqlite ? Engine.Postgres : Engine.Sqlite;
        var elsewhere = await TestDatabase.EmptyAsync(other);
        await using (var restored = TestDatabase.Over(other, elsewhere, services => services.AddSafekeeping()))
        {
            (await RestoreAsync(restored, file)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        }

        await database.TamperAsync(
            $"""insert into storage_migrations ("MigrationId", "ProductVersion") values ('99990101000000_Future', '99')"""
        );
        var newer = await BackUpAsync(database);
        var target = await TestDatabase.EmptyAsync(engine);
        await using var older = TestDatabase.Over(engine, target, services => services.AddSafekeeping());
        (await RestoreAsync(older, newer)).Refusal.ShouldBeOfType<Refusal.Invalid>().Text.ShouldContain("newer version");
        var refused = await Should.ThrowAsync<OutsideException>(() =>
            database.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None))
        );
        refused.Message.ShouldContain("99990101000000_Future");
    }

    private static async Task<TestDatabase> MigratedAsync(Engine engine)
    {
        var database = TestDatabase.Over(engine, await TestDatabase.EmptyAsync(engine), services => services.AddSafekeeping());
        await database.DoAsync((_, db) => db.MigrateAsync(CancellationToken.None));
        return database;
    }

    private async Task WriteManyAsync(
        TestDatabase database,
        int writer,
        ConcurrentBag<string> acknowledged,
        TaskCompletionSource enough
    )
    {
        for (var n = 0; n < EachWrites; n++)
        {
            var subject = $"thing:{writer}-{n}";
            await WriteAsync(database, subject);
            acknowledged.Add(subject);
            if (acknowledged.Count >= Writers * EachWrites / 4)
            {
                enough.TrySetResult();
            }
        }
    }

    private Task WriteAsync(TestDatabase database, string subject) =>
        database.DoAsync(
            async (services, db) =>
            {
                services
                    .GetRequiredService<Residency.Foundation.Ledger.Ledger>()
                    .Write(Actor.System, new ThingKept { Hub = _hub, Thing = subject });
                (await db.SaveAsync(CancellationToken.None)).IsDone.ShouldBeTrue();
            }
        );

    private static async Task<string> BackUpAsync(TestDatabase database)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("residency-backup-").FullName, "one.zip");
        await BackUpAsync(database, file);
        return file;
    }

    private static Task<BackupManifest> BackUpAsync(TestDatabase database, string file) =>
        database.DoAsync((services, _) => services.GetRequiredService<Backup>().TakeAsync(file, CancellationToken.None));

    private static Task<Result<BackupManifest>> RestoreAsync(TestDatabase database, string file) =>
        database.DoAsync((services, _) => services.GetRequiredService<Restore>().RunAsync(file, CancellationToken.None));

    private static Task<SortedDictionary<string, TableContent>> CensusAsync(TestDatabase database) =>
        database.DoAsync(
            async (_, db) =>
            {
                await db.Database.OpenConnectionAsync();
                return await TableCensus.ReadAsync(db.Database.GetDbConnection(), CancellationToken.None);
            }
        );

    [FactName("test.thing.kept")]
    private sealed record ThingKept : Fact
    {
        public required string Thing { get; init; }
        public override string Subject => Thing;
        public override string InWords => "A thing was kept.";
    }
}
