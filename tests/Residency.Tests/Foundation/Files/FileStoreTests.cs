using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Tests.Servers;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Files;

public sealed class FileStoreTests(S3Server s3)
{
    private static readonly HubId Hub = TypedId.New<HubId>();

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_picture_is_kept_clean_and_once(Engine engine)
    {
        await using var world = await OpenAsync(engine, new FilesSettings());
        var told = Pictures.Png(5, 4, ("tEXt", "Author\0Somebody"));

        var first = await KeepAsync(world, Wish("../../etc/Füße & \"x\"\r\n.exe"), told);
        var second = await KeepAsync(world, Wish("other.png"), Pictures.Png(5, 4));

        first.IsDone.ShouldBeTrue();
        first.Value.Name.ShouldBe("Füße - -x.png");
        (first.Value.Width, first.Value.Height).ShouldBe((5, 4));
        second.Value.Hash.ShouldBe(first.Value.Hash);
        second.Value.Code.ShouldNotBe(first.Value.Code);
        Directory.GetFiles(Path.Combine(world.Settings.DataFolder, "files"), "*", SearchOption.AllDirectories).Length.ShouldBe(1);
        Directory.GetFiles(Path.Combine(world.Settings.DataFolder, "incoming")).ShouldBeEmpty();
        (await ReadAsync(world, first.Value.Code)).ShouldBe(Pictures.Png(5, 4));
    }

    [Fact]
    public async Task What_is_not_wanted_is_refused_and_leaves_nothing()
    {
        await using var world = await OpenAsync(Engine.Sqlite, new FilesSettings { LargestFile = 1, MostPixels = 1 });

        await RefusedAsync(world, "a.png", []);
        await RefusedAsync(world, "a.png", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'/>"));
        await RefusedAsync(world, "a.png", Pictures.Png(5, 4)[..40]);
        await RefusedAsync(world, "a.png", Pictures.Png(1001, 1000));
        await RefusedAsync(world, "a.png", new byte[(1 << 20) + 1]);

        Directory.Exists(Path.Combine(world.Settings.DataFolder, "files")).ShouldBeFalse();
        Directory.GetFiles(Path.Combine(world.Settings.DataFolder, "incoming")).ShouldBeEmpty();
        (await world.DoAsync((_, db) => db.Set<StoredFile>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_store_that_speaks_s3_gives_back_what_it_was_given()
    {
        var address = await s3.StartAsync(TestContext.Current.CancellationToken);
        await using var world = await OpenAsync(
            Engine.Sqlite,
            new FilesSettings
            {
                S3Address = address.ToString(),
                S3Bucket = S3Server.Bucket,
                S3AccessKey = S3Server.AccessKey,
                S3SecretKey = S3Server.SecretKey,
            }
        );
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Whatever is kept comes back.\n", 20_000)));

        var kept = await KeepAsync(world, Wish("long.txt") with { Kinds = [FileKind.Text] }, text);

        (await ReadAsync(world, kept.Value.Code)).ShouldBe(text);
        Directory.Exists(Path.Combine(world.Settings.DataFolder, "files")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_missing_content_is_a_failure_and_not_an_empty_file()
    {
        await using var world = await OpenAsync(Engine.Sqlite, new FilesSettings());
        var kept = await KeepAsync(world, Wish("a.png"), Pictures.Png(5, 4));
        Directory.Delete(Path.Combine(world.Settings.DataFolder, "files"), recursive: true);

        await Should.ThrowAsync<OutsideException>(() => ReadAsync(world, kept.Value.Code));
    }

    private static FileWish Wish(string name) => new(Hub, name, "test", "1");

    private static Task<TestDatabase> OpenAsync(Engine engine, FilesSettings settings) =>
        TestDatabase.OpenAsync(engine, services => services.AddSingleton(settings).AddFiles(settings));

    private static Task<Result<StoredFile>> KeepAsync(TestDatabase world, FileWish wish, byte[] content) =>
        world.DoAsync(
            async (services, db) =>
            {
                var kept = await services
                    .GetRequiredService<IFileStore>()
                    .KeepAsync(wish, new MemoryStream(content), TestContext.Current.CancellationToken);
                (await db.SaveAsync(TestContext.Current.CancellationToken)).IsDone.ShouldBeTrue();
                return kept;
            }
        );

    private static async Task RefusedAsync(TestDatabase world, string name, byte[] content) =>
        (await KeepAsync(world, Wish(name), content)).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("File");

    private static Task<byte[]> ReadAsync(TestDatabase world, PublicCode code) =>
        world.DoAsync(
            async (services, _) =>
            {
                var files = services.GetRequiredService<IFileStore>();
                var file = (await files.FindAsync(code, TestContext.Current.CancellationToken)).ShouldNotBeNull();
                await using var stream = await files.OpenAsync(file, TestContext.Current.CancellationToken);
                using var all = new MemoryStream();
                await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
                return all.ToArray();
            }
        );
}
