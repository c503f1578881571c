using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Gather.Hubs;
using Residency.Gather.Hubs.Model;
using Residency.Share.Library;
using Residency.Share.Library.Model;
using Residency.Share.Library.Storage;
using Residency.Tests.Foundation.Ui.Http;
using Residency.Tests.World;
using Residency.Welcome.Demo;

namespace Residency.Tests.Share.Library;

/// <summary>Works that were published elsewhere: kept by hand, listed, searched and cited beside the hub's own.</summary>
public sealed class OutsideWorkTests
{
    private static readonly OutsideRecord Power = new(
        "The power  of\ncollaboration",
        2023,
        "https://doi.org/10.5281/Zenodo.10338376"
    )
    {
        Creators = ["Ada Lovelace ", "", "Grace Hopper"],
        Licence = "CC-BY-4.0",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_record_is_tidied_and_its_doi_leads_to_the_work()
    {
        var work = OutsideWork.Of(TypedId.New<HubId>(), Power).Value;
        work.Title.ShouldBe("The power of collaboration");
        work.Creators.ShouldBe(["Ada Lovelace", "Grace Hopper"]);
        work.Doi.ShouldBe("10.5281/zenodo.10338376");
        work.Link.ShouldBe("https://doi.org/10.5281/zenodo.10338376");
        var odd = OutsideWork.Of(work.Hub, Power with { Doi = "doi:10.1000/a<b>#c?d(e)" }).Value;
        odd.Link.ShouldBe("https://doi.org/10.1000/a%3Cb%3E%23c%3Fd(e)");
    }

    [Theory]
    [InlineData("Title", "")]
    [InlineData("Year", "")]
    [InlineData("Doi", "")]
    [InlineData("Doi", "https://example.org/10.5281/zenodo.1")]
    [InlineData("Note", "long")]
    [InlineData("Licence", "long")]
    [InlineData("Creators", "long")]
    public void What_is_no_fact_about_a_work_is_refused_at_its_field(string field, string value)
    {
        var text = value == "long" ? new string('x', 600) : value;
        var record = field switch
        {
            "Title" => Power with { Title = text },
            "Year" => Power with { Year = null },
            "Doi" => Power with { Doi = text },
            "Note" => Power with { Note = text },
            "Licence" => Power with { Licence = text },
            _ => Power with { Creators = [text] },
        };
        OutsideWork.Of(TypedId.New<HubId>(), record).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe(field);
    }

    [Fact]
    public void A_reference_survives_what_BibTeX_gives_a_meaning()
    {
        var work = OutsideWork.Of(
            TypedId.New<HubId>(),
            new OutsideRecord("Costs & {benefits}, 100 %", 2024, "10.1000/a,b{c}") { Creators = ["Ana da Silva"] }
        );
        CitationFormats
            .BibTeX(work.Value)
            .ShouldBe(
                """
                @misc{dasilva2024-10.1000/abc,
                  author = {da Silva, Ana},
                  title = {{Costs \& \{benefits\}, 100 \%}},
                  year = {2024},
                  doi = {10.1000/a,b%7Bc%7D},
                  url = {https://doi.org/10.1000/a%2Cb%7Bc%7D}
                }

                """.ReplaceLineEndings("\n")
            );
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_list_takes_a_doi_once_and_no_change_is_lost(Engine engine)
    {
        await using var database = await TestDatabase.OpenAsync(engine, services => services.AddScoped<OutsideShelf>());
        var (here, there) = (await HubAsync(database, "here"), await HubAsync(database, "there"));
        var owner = Actor.Of(TypedId.New<PersonId>(), [new Standing(here, Role.HubOwner, null, null)]);
        Task<T> Ask<T>(Func<OutsideShelf, Task<T>> ask) =>
            database.DoAsync((services, _) => ask(services.GetRequiredService<OutsideShelf>()));

        var id = (await Ask(shelf => shelf.AddAsync(owner, here, Power, Cancel))).Value;
        (
            await Ask(shelf => shelf.AddAsync(owner, here, Power with { Title = "Twice" }, Cancel))
        ).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await Ask(shelf => shelf.AddAsync(owner, there, Power, Cancel))).Refusal.ShouldBeOfType<Refusal.NotFound>();
        var expert = Actor.Of(TypedId.New<PersonId>(), [new Standing(here, Role.Expert, null, null)]);
        (
            await Ask(shelf => shelf.AddAsync(expert, here, Power with { Doi = "10.1000/2" }, Cancel))
        ).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await Ask(shelf => shelf.AddAsync(Actor.System, there, Power, Cancel))).IsDone.ShouldBeTrue("each hub has its own list");

        (
            await Ask(shelf =>
                shelf.AddAsync(owner, here, Power with { Title = "Later", Year = 2024, Doi = "10.1000/2" }, Cancel)
            )
        ).IsDone.ShouldBeTrue();
        var changed = Power with { Title = "Changed" };
        (await Ask(shelf => shelf.ChangeAsync(owner, (here, id), changed, 1, Cancel))).IsDone.ShouldBeTrue();
        (await Ask(shelf => shelf.ChangeAsync(owner, (here, id), Power, 1, Cancel))).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (
            await Ask(shelf => shelf.ChangeAsync(owner, (here, id), Power with { Doi = "10.1000/2" }, 2, Cancel))
        ).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await Ask(shelf => shelf.ListAsync(here, Cancel))).Select(work => work.Title).ShouldBe(["Later", "Changed"]);

        (await Ask(shelf => shelf.RemoveAsync(owner, there, id, Cancel))).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await Ask(shelf => shelf.RemoveAsync(owner, here, id, Cancel))).IsDone.ShouldBeTrue();
        (await Ask(shelf => shelf.ListAsync(here, Cancel))).Select(work => work.Title).ShouldBe(["Later"]);
        (await Ask(shelf => shelf.ListAsync(there, Cancel))).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Readers_find_what_was_published_elsewhere(Engine engine)
    {
        var settings = await TestDatabase.EmptyAsync(engine);
        await using var front = new Front { Postgres = settings.Postgres };
        await InAsync(front, services => services.GetRequiredService<SeedDemoHandler>().SeedAsync(_ => { }, Cancel));
        using var reader = front.NewClient();
        Task<string> Page(string path) => reader.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);
        const string ons = "10.5281/zenodo.10338293";
        const string meta = "10.5281/zenodo.10777730";

        var library = await Page("/harbour/library");
        library.ShouldContain($"href=\"https://doi.org/{ons}\"");
        library.ShouldContain($"href=\"https://doi.org/{meta}\"");
        var searched = await Page("/harbour/library?q=sourcers");
        searched.ShouldContain(ons);
        searched.ShouldNotContain(meta);
        var ofYear = await Page("/harbour/library?year=2024");
        ofYear.ShouldContain(meta);
        ofYear.ShouldNotContain(ons);
        (await Page("/harbour/library?sector=energy")).ShouldNotContain("zenodo", Case.Sensitive);

        var references = await Page("/harbour/library.bib");
        references.ShouldContain($"doi = {{{ons}}}");
        references.ShouldContain("@techreport{");
        (await Page("/harbour/feed.atom")).ShouldNotContain(ons);

        const string added = "10.1000/added";
        await InAsync(
            front,
            async services =>
            {
                var hub = (await services.GetRequiredService<IHubs>().FindAsync("harbour", Cancel))!.Id; // seeded
                var listed = await services
                    .GetRequiredService<ILibrary>()
                    .ListOutsideAsync(Actor.System, hub, Power with { Doi = added }, Cancel);
                listed.IsDone.ShouldBeTrue();
            }
        );
        (await Page("/harbour/library/elsewhere")).ShouldContain(added);
        (await Page("/harbour/library")).ShouldContain(added, Case.Sensitive, "the kept page is drawn anew");
    }

    private static Task<HubId> HubAsync(TestDatabase database, string slug) =>
        database.DoAsync(
            async (_, db) =>
            {
                var hub = Hub.Open(new NewHub(slug, slug, "Host", "", ""), database.Clock.GetUtcNow()).Value;
                db.Add(hub);
                (await db.SaveAsync(Cancel)).IsDone.ShouldBeTrue();
                return hub.Id;
            }
        );

    private static async Task InAsync(Front front, Func<IServiceProvider, Task> work)
    {
        await using var scope = front.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }
}
