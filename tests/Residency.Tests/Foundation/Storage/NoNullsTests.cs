using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage.Keys;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Storage;

/// <summary>U+0000 in what somebody sends.</summary>
public sealed class NoNullsTests
{
    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_no_database_keeps_is_replaced_where_it_is_written_and_where_it_is_asked_for(Engine engine)
    {
        await using var world = await TestDatabase.OpenAsync(engine);
        await world.DoAsync(
            async (_, db) =>
            {
                db.Add(ProtectionKey.Store("before\0after", new XElement("k")));
                (await db.SaveAsync(TestContext.Current.CancellationToken)).IsDone.ShouldBeTrue();
            }
        );
        var asked = "before\0after";
        var found = await world.DoAsync((_, db) => db.Set<ProtectionKey>().Where(key => key.Name == asked).ToListAsync());
        found.ShouldHaveSingleItem().Name.ShouldBe("before\uFFFDafter");
        List<string> several = [asked, "other"];
        found = await world.DoAsync((_, db) => db.Set<ProtectionKey>().Where(key => several.Contains(key.Name)).ToListAsync());
        found.ShouldHaveSingleItem().Name.ShouldBe("before\uFFFDafter");
        several[0].ShouldBe(asked);
    }
}
