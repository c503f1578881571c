using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Ids;
using Residency.Foundation.LiveText;
using Residency.Foundation.LiveText.Sockets;
using Residency.Foundation.LiveText.Storage;
using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Tests.World;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText;

/// <summary>Bytes that rot, lineages that end, pages that are too old: no text is emptied, doubled or brought back.</summary>
public sealed class DamagedTextsTests
{
    private const int Seed = 20_261_130;

    public static TheoryData<Engine, string> Damages
    {
        get
        {
            var all = new TheoryData<Engine, string>();
            foreach (var engine in Enum.GetValues<Engine>())
            {
                foreach (var damage in (string[])["flipped", "zeroed", "cut short", "deleted", "swapped", "snapshot"])
                {
                    all.Add(engine, damage);
                }
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(Damages))]
    public async Task A_damaged_text_can_be_read_as_far_as_it_goes_and_is_never_written_over(Engine engine, string damage)
    {
        await using var world = await RoomWorld.OpenAsync(engine);
        var (text, other) = (await world.BeginAsync(), await world.BeginAsync());
        var (mine, theirs) = (await WriteAsync(world, text, "c0"), await WriteAsync(world, other, "c1"));
        await world.ForgetAsync();
        await SpoilAsync(world, damage, text, other);
        var before = await BytesAsync(world, text);

        await using var client = await world.JoinAsync(text);
        if (damage == "snapshot")
        {
            // Nothing is left that could be shown: it stays closed rather than be empty.
            client.Denied.ShouldNotBeNull();
            await client.UntilAsync(() => client.Closed == 4503, "the end");
        }
        else
        {
            client.Scope.ShouldBe("readonly");
            client.Told.ShouldContain(word => word.Contains("damaged", StringComparison.Ordinal));
            client.Markup().ShouldContain("The tide comes in.");
            client.Markup().ShouldContain("⟦c0-000001⟧");
            await client.WriteAsync(mine.Insert());
            await client.UntilAsync(() => client.IsOver, "the refusal");
        }

        (await BytesAsync(world, text)).ShouldBe(before, "what is stored stays as it is, for whoever restores it");
        if (damage != "swapped")
        {
            await using var neighbour = await world.JoinAsync(other);
            neighbour.Scope.ShouldBe("read-write");
            theirs.Contradictions(Markers.WordsOf(neighbour.Doc)).ShouldBeEmpty();
            await neighbour.SaveAsync(theirs.Insert());
        }
    }

    [Theory, MemberData(nameof(Damages))]
    public async Task The_operator_can_go_on_with_what_can_be_read(Engine engine, string damage)
    {
        await using var world = await RoomWorld.OpenAsync(engine);
        var (text, other) = (await world.BeginAsync(), await world.BeginAsync());
        await WriteAsync(world, text, "c0");
        await WriteAsync(world, other, "c1");
        await world.ForgetAsync();
        await SpoilAsync(world, damage, text, other);
        var reader = await world.JoinAsync(text);
        var file = new StringWriter();
        var (rows, released) = await world.Database.DoAsync(
            async (services, _) =>
            {
                var mending = services.GetRequiredService<IMendTexts>();
                (await mending.ReleaseAsync(TypedId.New<LiveTextId>(), CancellationToken.None)).IsDone.ShouldBeFalse(
                    "there is none"
                );
                (await mending.CheckAsync(CancellationToken.None)).Damaged.Count.ShouldBe(
                    damage is "snapshot" or "deleted" ? 0
                        : damage == "swapped" ? 2
                        : 1,
                    "what is gone has no bytes to look at"
                );
                var kept = await mending.KeepAsync(text, file, CancellationToken.None);
                return (kept, await mending.ReleaseAsync(text, CancellationToken.None));
            }
        );
        released.IsDone.ShouldBe(damage != "snapshot", "of nothing, nothing can be gone on with");
        file.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(rows);
        if (damage == "snapshot")
        {
            await reader.DisposeAsync();
            return;
        }

        await reader.UntilAsync(() => reader.IsOver, "the end of those who had it open");
        await reader.DisposeAsync();
        await using (var client = await world.JoinAsync(text))
        {
            client.Scope.ShouldBe("read-write");
            client.Markup().ShouldContain("The tide comes in.");
            client.Markup().ShouldContain("⟦c0-000001⟧");
            await client.SaveAsync(new Markers("c7", new Random(Seed)).Insert());
        }

        await world.ForgetAsync();
        await using var late = await world.JoinAsync(text);
        late.Scope.ShouldBe("read-write");
        late.Markup().ShouldContain("⟦c7-000001⟧");
        var again = await world.Database.DoAsync(
            (services, _) => services.GetRequiredService<IMendTexts>().ReleaseAsync(text, CancellationToken.None)
        );
        again.IsDone.ShouldBeFalse("it is not damaged any more");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_was_taken_out_for_good_does_not_come_back_with_a_browser_that_was_away(Engine engine)
    {
        await using var world = await RoomWorld.OpenAsync(engine);
        var text = await world.BeginAsync();
        YDoc kept;
        string token;
        await using (var client = await world.JoinAsync(text))
        {
            await client.SaveAsync(new Markers("c9", new Random(Seed)).Paragraph("secretsecr"));
            await client.SaveAsync(doc => Last(doc).Insert(0, "the secret"));
            token = world.TokenFor(text);
            kept = client.Doc;
        }

        kept.Transact(_ => Last(kept).Insert(0, "written away "));
        await world.EraseAsync(text, "the secret");

        // With the token of before it is told to open the text anew; with a new one its old words find nothing to stand beside.
        await using (var late = await world.JoinAsync(text, kept, token))
        {
            await late.UntilAsync(() => late.Closed == 4409, "the end");
        }

        await using (var sly = await world.JoinAsync(text, kept))
        {
            await sly.UntilAsync(() => sly.IsOver || sly.Acknowledged > 0, "an answer to what it kept");
        }

        var stored = Markers.WordsOf((await world.StoredAsync(text)).Doc);
        stored.ShouldNotContain("secret");
        stored.Split("The tide comes in.").Length.ShouldBe(2, "nothing is doubled");
    }

    [Fact]
    public async Task A_page_of_another_version_of_the_text_s_shape_is_told_to_reload()
    {
        await using var world = await RoomWorld.OpenAsync();
        var text = await world.BeginAsync();
        await using (await world.JoinAsync(text))
        {
            // Only to know the lineage.
        }

        var seal = world
            .Database.Services.GetRequiredService<IDataProtectionProvider>()
            .CreateProtector("Residency.LiveText.Token");
        var parts = seal.Unprotect(world.TokenFor(text)).Split('\n');
        parts[4].ShouldBe("1");
        parts[4] = "0";
        await using var old = await world.JoinAsync(text, token: seal.Protect(string.Join('\n', parts)));
        old.Denied.ShouldNotBeNull().ShouldContain("Reload");
        await old.UntilAsync(() => old.Closed == 4426, "the end");
        old.IsSynced.ShouldBeFalse();
    }

    [Fact]
    public async Task More_texts_than_may_be_open_are_not_let_in_until_others_have_left_the_memory()
    {
        await using var world = await RoomWorld.OpenAsync(settings: new LiveTextSettings { MostOpenTexts = 3 });
        var texts = new List<LiveTextId>();
        for (var i = 0; i < 4; i++)
        {
            texts.Add(await world.BeginAsync());
        }

        var clients = new List<WireClient>();
        foreach (var text in texts.Take(3))
        {
            world.Open.HasRoomFor(text).ShouldBeTrue();
            clients.Add(await world.JoinAsync(text));
        }

        world.Open.HasRoomFor(texts[3]).ShouldBeFalse();
        world.Open.HasRoomFor(texts[0]).ShouldBeTrue("it is in memory already");
        await clients[0].SaveAsync(new Markers("c0", new Random(Seed)).Insert());
        await clients[0].DisposeAsync();
        await world.LeftAsync(1);
        world.Open.All.Count(world.Open.TryClose).ShouldBe(1);
        world.Open.HasRoomFor(texts[3]).ShouldBeTrue();
        await clients[1].DisposeAsync();
        await clients[2].DisposeAsync();
    }

    private static async Task<Markers> WriteAsync(RoomWorld world, LiveTextId text, string name)
    {
        var markers = new Markers(name, new Random(Seed));
        await using var client = await world.JoinAsync(text);
        for (var i = 0; i < 6; i++)
        {
            await client.SaveAsync(markers.Insert());
            markers.Acknowledge();
        }

        return markers;
    }

    private static YXmlText Last(YDoc doc) =>
        doc.Get<YXmlFragment>("text")
            .Children.OfType<YXmlElement>()
            .First()
            .Children.OfType<YXmlElement>()
            .Last()
            .Children.OfType<YXmlText>()
            .Single();

    private static Task SpoilAsync(RoomWorld world, string damage, LiveTextId text, LiveTextId other) =>
        world.Database.DoAsync(
            (_, db) =>
                db.WriteAsync(
                    async cancel =>
                    {
                        var rows = await db.Set<StoredUpdate>()
                            .Where(row => row.Text == text)
                            .OrderBy(row => row.Number)
                            .ToListAsync(cancel);
                        var row = rows[3];
                        if (damage == "snapshot")
                        {
                            await db.Set<StoredSnapshot>().Where(snapshot => snapshot.Text == text).ExecuteDeleteAsync(cancel);
                            return await db.Set<StoredUpdate>().Where(update => update.Text == text).ExecuteDeleteAsync(cancel);
                        }

                        if (damage == "deleted")
                        {
                            return await db.Set<StoredUpdate>()
                                .Where(update => update.Number == row.Number)
                                .ExecuteDeleteAsync(cancel);
                        }

                        if (damage == "swapped")
                        {
                            var theirs = await db.Set<StoredUpdate>()
                                .Where(update => update.Text == other)
                                .OrderBy(update => update.Number)
                                .ToListAsync(cancel);
                            await PutAsync(db, theirs[3].Number, row.Bytes, cancel);
                            return await PutAsync(db, row.Number, theirs[3].Bytes, cancel);
                        }

                        return await PutAsync(db, row.Number, Spoilt(row.Bytes, damage), cancel);
                    },
                    CancellationToken.None
                )
        );

    private static byte[] Spoilt(byte[] bytes, string damage)
    {
        var copy = (byte[])bytes.Clone();
        switch (damage)
        {
            case "flipped":
                copy[^3] ^= 1;
                return copy;
            case "zeroed":
                return new byte[copy.Length];
            default:
                return copy[..(copy.Length / 2)];
        }
    }

    private static Task<int> PutAsync(
        Residency.Foundation.Storage.AppDb db,
        long number,
        byte[] bytes,
        CancellationToken cancel
    ) =>
        db.Set<StoredUpdate>()
            .Where(update => update.Number == number)
            .ExecuteUpdateAsync(set => set.SetProperty(update => update.Bytes, bytes), cancel);

    private static Task<string> BytesAsync(RoomWorld world, LiveTextId text) =>
        world.Database.DoAsync(
            async (_, db) =>
                string.Join(
                    ' ',
                    (
                        await db.Set<StoredUpdate>()
                            .AsNoTracking()
                            .Where(row => row.Text == text)
                            .OrderBy(row => row.Number)
                            .ToListAsync()
                    ).Select(row => Convert.ToHexString(row.Bytes))
                )
        );
}
