using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Storage;
using Residency.Foundation.Storage.Keys;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Storage;

/// <summary>The keys that seal cookies and waiting secrets.</summary>
public sealed class KeyRingTests
{
    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_one_node_seals_another_opens_and_neither_does_without_the_ring(Engine engine)
    {
        await using var one = await TestDatabase.OpenAsync(engine, services => services.AddProtection());
        one.Services.PrepareKeys();
        var secret = ProtectorOf(one).Protect("7391");

        await using (var two = new Borrowed(TestDatabase.Over(engine, one.Settings, services => services.AddProtection())))
        {
            ProtectorOf(two.Node).Unprotect(secret).ShouldBe("7391");
        }

        await one.TamperAsync($"delete from storage_keys");
        await using var three = new Borrowed(TestDatabase.Over(engine, one.Settings, services => services.AddProtection()));
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => ProtectorOf(three.Node).Unprotect(secret));
    }

    [Fact]
    public async Task A_copy_of_the_database_opens_nothing_without_the_key_file()
    {
        await using var world = await TestDatabase.OpenAsync(Engine.Sqlite, services => services.AddProtection());
        world.Services.PrepareKeys();
        var secret = ProtectorOf(world).Protect("7391");
        var stored = await world.DoAsync((_, db) => db.Set<ProtectionKey>().Select(key => key.Xml).SingleAsync());
        stored.ShouldContain("<wrapped");
        stored.ShouldNotContain("<masterKey");

        await File.WriteAllBytesAsync(
            Path.Combine(world.Settings.DataFolder, "residency.key"),
            new byte[32],
            TestContext.Current.CancellationToken
        );

        await using var copy = new Borrowed(
            TestDatabase.Over(Engine.Sqlite, world.Settings, services => services.AddProtection())
        );
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => ProtectorOf(copy.Node).Unprotect(secret));
    }

    private static IDataProtector ProtectorOf(TestDatabase node) =>
        node.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    /// <summary>A second node over the database of another one, which removes it in the end.</summary>
    private sealed class Borrowed(TestDatabase node) : IAsyncDisposable
    {
        public TestDatabase Node => node;

        public ValueTask DisposeAsync() => node.Services.DisposeAsync();
    }
}
