using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Acknowledge;
using Residency.Make.CaseStudies.Cite;
using Residency.Make.CaseStudies.Classify;
using Residency.Make.CaseStudies.Discard;
using Residency.Make.CaseStudies.Frameworks;
using Residency.Make.CaseStudies.Illustrate;
using Residency.Make.CaseStudies.List;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.SetAudience;
using Residency.Make.CaseStudies.Storage;
using Residency.Make.CaseStudies.Write;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

public sealed class HandlersTests
{
    private static CancellationToken Cancel => CaseStudyWorld.Cancel;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Contributors_are_ordered_changed_and_removed(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        foreach (var name in (string[])["Ama", "Bo", "Chi"])
        {
            (
                await world.AskAsync<CreditHandler, Result>(credit => credit.AddAsync(world.Expert, id, Card(name), Cancel))
            ).IsDone.ShouldBeTrue();
        }

        var rows = (
            await world.AskAsync<CreditHandler, Result<IReadOnlyList<(ContributionId Id, ContributorCard Card)>>>(credit =>
                credit.LoadAsync(world.Expert, id, Cancel)
            )
        ).Value;
        await world.AskAsync<CreditHandler, Result>(credit => credit.MoveAsync(world.Expert, id, rows[2].Id, -1, Cancel));
        await world.AskAsync<CreditHandler, Result>(credit => credit.RemoveAsync(world.Expert, id, rows[0].Id, Cancel));
        var after = await world.AskAsync<ICaseStudies, IReadOnlyList<ContributorCard>>(door =>
            door.ContributorsAsync(id, Cancel)
        );
        after.Select(card => (card.Order, card.Name)).ShouldBe([(1, "Chi"), (2, "Bo")]);

        (
            await world.AskAsync<CreditHandler, Result>(credit =>
                credit.AddAsync(world.Expert, id, Card("Dee") with { Orcid = "0000-0002-1825-0098" }, Cancel)
            )
        )
            .Refusal.ShouldBeOfType<Refusal.Invalid>()
            .Field.ShouldBe("Orcid");
        (
            await world.AskAsync<CreditHandler, Result>(credit => credit.AddAsync(world.Writer, id, Card("Eve"), Cancel))
        ).Refusal.ShouldBeOfType<Refusal.NotFound>();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Tags_are_decided_and_a_declined_one_is_not_proposed_again(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        const string Text = "# Tide\n\nReproducible. Reproducible. Reproducibility.\n";
        var id = (await world.ImportAsync("/t.md", Text)).CaseStudy!.Value;
        var tags = (
            await world.AskAsync<ClassifyHandler, Result<IReadOnlyList<(TagId Id, TagCard Card)>>>(classify =>
                classify.LoadAsync(world.Owner, id, Cancel)
            )
        ).Value;
        var theme = tags.Single(tag => tag.Card.Facet == Facet.Theme);
        (
            await world.AskAsync<ClassifyHandler, Result>(classify =>
                classify.DeclineAsync(world.Owner, id, theme.Id, "It is about boats.", Cancel)
            )
        ).IsDone.ShouldBeTrue();
        await world.ImportAsync("/t.md", Text + "\nMore reproducible words.\n");
        var after = (await world.RowsAsync<Tag>()).Single(tag => tag.Facet == Facet.Theme);
        (after.State, after.Reason).ShouldBe((TagState.Declined, "It is about boats."));

        (
            await world.AskAsync<ClassifyHandler, Result>(classify =>
                classify.AddAsync(world.Owner, id, Facet.Theme, "reproducibility", Cancel)
            )
        ).IsDone.ShouldBeTrue();
        (await world.RowsAsync<Tag>()).Single(tag => tag.Facet == Facet.Theme).State.ShouldBe(TagState.Accepted);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_picture_needs_words_for_those_who_do_not_see_it(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        var png = await File.ReadAllBytesAsync(
            Directory.EnumerateFiles(Repository.PathOf("samples", "figures"), "*.png").First()
        );
        Task<Result> UploadAsync(byte[] bytes, PictureWords words) =>
            world.AskAsync<IllustrateHandler, Result>(handler =>
                handler.UploadAsync(world.Expert, id, ("map.png", new MemoryStream(bytes)), words, Cancel)
            );

        (await UploadAsync(png, new PictureWords("", Decorative: false, "CC0-1.0", "")))
            .Refusal.ShouldBeOfType<Refusal.Invalid>()
            .Field.ShouldBe("Alternative");
        (await UploadAsync("no picture"u8.ToArray(), new PictureWords("A map", Decorative: false, "", "")))
            .Refusal.ShouldBeOfType<Refusal.Invalid>()
            .Field.ShouldBe("File");
        (await world.RowsAsync<FigureAsset>()).ShouldBeEmpty();
        (await UploadAsync(png, new PictureWords("A map", Decorative: false, "CC0-1.0", "Own work"))).IsDone.ShouldBeTrue();
        (await UploadAsync(png, new PictureWords("", Decorative: true, "CC0-1.0", ""))).IsDone.ShouldBeTrue();
        var figure = (await world.RowsAsync<FigureAsset>()).Single();
        figure.Decorative.ShouldBeTrue();
        var another = await world.AskAsync<IllustrateHandler, Result<FigureCard>>(handler =>
            handler.AddAsync(
                world.Expert,
                id,
                ("map.png", new MemoryStream(png)),
                new PictureWords("Another map", Decorative: false, "", ""),
                Cancel
            )
        );
        another.Value.Name.ShouldBe("map-2.png", "the editor replaces nothing that stands in the text");
        (
            await world.AskAsync<IllustrateHandler, Result>(handler =>
                handler.RemoveAsync(world.Expert, id, another.Value.Id, Cancel)
            )
        ).IsDone.ShouldBeTrue();
        (
            await world.AskAsync<IllustrateHandler, Result>(handler => handler.RemoveAsync(world.Expert, id, figure.Id, Cancel))
        ).IsDone.ShouldBeTrue();
        (await world.RowsAsync<FigureAsset>()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_registry_is_asked_only_when_the_hub_allows_it(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        (
            await world.AskAsync<CiteHandler, Result<ReferenceCard>>(cite =>
                cite.LookUpAsync(world.Expert, id, "10.5555/1", Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        var work = (await new FakeWorkLookup().FindAsync("10.5555/1", Cancel)).Value;
        (await world.AskAsync<CiteHandler, Result>(cite => cite.KeepAsync(world.Expert, id, work, Cancel))).IsDone.ShouldBeTrue();
        (
            await world.AskAsync<CiteHandler, Result>(cite =>
                cite.KeepAsync(world.Expert, id, work with { Title = "Renamed" }, Cancel)
            )
        ).IsDone.ShouldBeTrue();
        (await world.RowsAsync<OutsideReference>()).Single().Title.ShouldBe("Renamed");
        (
            await world.AskAsync<CiteHandler, Result<ReferenceCard>>(cite =>
                cite.TakeAsync(world.Expert, id, "https://doi.org/10.5555/1", Cancel)
            )
        ).Value.Title.ShouldBe("Renamed", "a work that is kept already is not asked for");
        (
            await world.AskAsync<CiteHandler, Result<ReferenceCard>>(cite =>
                cite.TakeAsync(world.Expert, id, "10.5555/2", Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (
            await world.AskAsync<CiteHandler, Result>(cite =>
                cite.KeepAsync(world.Expert, id, work with { Key = "two words" }, Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Invalid>();
        await world.AskAsync<CiteHandler, Result>(cite => cite.RemoveAsync(world.Expert, id, work.Key, Cancel));
        (await world.RowsAsync<OutsideReference>()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_changed_framework_is_a_new_version_and_texts_keep_theirs(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var first = await world.BegunAsync("profile");
        var before = (
            await world.AskAsync<FrameworkHandler, Result<IReadOnlyList<OfferedFramework>>>(handler =>
                handler.ListAsync(world.Owner, world.Hub, Cancel)
            )
        ).Value.Single(one => one.Definition.Key == "profile");
        var changed = before.Definition with { Sections = [.. before.Definition.Sections.Take(1)] };
        (
            await world.AskAsync<FrameworkHandler, Result>(handler =>
                handler.ReleaseAsync(world.Expert, world.Hub, changed, 1, Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (
            await world.AskAsync<FrameworkHandler, Result>(handler =>
                handler.ReleaseAsync(world.Owner, world.Hub, changed, 1, Cancel)
            )
        ).Refusal.ShouldBeNull();
        (
            await world.AskAsync<FrameworkHandler, Result>(handler =>
                handler.ReleaseAsync(world.Owner, world.Hub, changed, 1, Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Conflict>();

        var second = await world.BegunAsync("profile");
        (await WriteTests.DeskAsync(world, world.Expert, first)).Outline.Count.ShouldBe(before.Definition.Sections.Count);
        (await WriteTests.DeskAsync(world, world.Expert, second)).Outline.Count.ShouldBe(1);

        // One that the hub never used becomes its own with the first change.
        var round = FrameworkYaml.BuiltIn.Single(one => one.Key == "round-table");
        (
            await world.AskAsync<FrameworkHandler, Result>(handler =>
                handler.ReleaseAsync(world.Owner, world.Hub, round with { Title = "Ours" }, 1, Cancel)
            )
        ).Refusal.ShouldBeNull();
        (await world.RowsAsync<FrameworkVersion>()).Count(version => version.Definition.Key == "round-table").ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_section_that_the_framework_asks_for_comes_back_to_its_place(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = (
            await world.ImportAsync(
                "/e.md",
                "---\ntitle: Essay\nresidency:\n  framework: free-essay\n---\n\n## What we take from it\n\nCare.\n"
            )
        )
            .CaseStudy!
            .Value;
        var desk = (
            await world.AskAsync<WriteQueries, Result<WritingDesk>>(queries => queries.DeskAsync(world.Owner, id, null, Cancel))
        ).Value;
        foreach (var missing in desk.Missing)
        {
            (
                await world.AskAsync<WriteHandler, Result<string>>(handler =>
                    handler.AddSectionAsync(world.Owner, id, missing.Title, missing.Key, Cancel)
                )
            ).IsDone.ShouldBeTrue();
        }

        var after = (
            await world.AskAsync<WriteQueries, Result<WritingDesk>>(queries => queries.DeskAsync(world.Owner, id, null, Cancel))
        ).Value;
        after.Missing.ShouldBeEmpty();
        after.Outline.Where(line => line.Asked is not null).Select(line => line.Asked!.Key).Distinct().Count().ShouldBe(3);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_trash_needs_a_fresh_proof_and_leaves_the_list(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        var stale = Actor.Of(
            world.Owner.Person!.Value,
            world.Owner.Standings,
            provedAt: world.Database.Clock.Now.AddMinutes(-11)
        );
        (
            await world.AskAsync<DiscardHandler, Result>(handler => handler.DiscardAsync(stale, id, Cancel))
        ).Refusal.ShouldBeOfType<Refusal.StepUp>();
        (
            await world.AskAsync<DiscardHandler, Result>(handler => handler.DiscardAsync(world.Expert, id, Cancel))
        ).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (
            await world.AskAsync<DiscardHandler, Result>(handler => handler.DiscardAsync(world.Owner, id, Cancel))
        ).IsDone.ShouldBeTrue();
        (await ListAsync(world, world.Owner, new ListWish(world.Hub))).Total.ShouldBe(0);
        (await ListAsync(world, world.Owner, new ListWish(world.Hub) { State = CaseStudyState.Deleted })).Total.ShouldBe(1);
        (
            await world.AskAsync<DiscardHandler, Result>(handler => handler.RestoreAsync(world.Owner, id, Cancel))
        ).IsDone.ShouldBeTrue();
        (await ListAsync(world, world.Owner, new ListWish(world.Hub))).Total.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_list_searches_pages_and_says_what_is_missing(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        for (var i = 0; i < 30; i++)
        {
            (await world.ImportAsync($"/{i}.md", $"# Number {i} of the Quay\n\nWords.\n")).Outcome.ShouldBe(
                Residency.Make.CaseStudies.Model.ImportOutcome.Created
            );
        }

        var first = await ListAsync(world, world.Owner, new ListWish(world.Hub) { Words = "QUAY number" });
        (first.Total, first.Pages, first.Rows.Count).ShouldBe((30, 2, ListQueries.PageLength));
        first.Rows[0].Blocking.ShouldBe(2);
        (await ListAsync(world, world.Owner, new ListWish(world.Hub) { Page = 2 })).Rows.Count.ShouldBe(5);
        (await ListAsync(world, world.Owner, new ListWish(world.Hub) { Words = "nowhere" })).Total.ShouldBe(0);
        (await ListAsync(world, world.Expert, new ListWish(world.Hub))).Total.ShouldBe(0);

        var shown = first.Rows[0].CaseStudy.Id;
        (
            await world.AskAsync<SetAudienceHandler, Result>(handler =>
                handler.SetAsync(world.Owner, shown, Audience.Cohort, Cancel)
            )
        ).IsDone.ShouldBeTrue();
        (await ListAsync(world, world.Expert, new ListWish(world.Hub))).Rows.Select(row => row.CaseStudy.Id).ShouldBe([shown]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Publishing_moves_only_the_text_that_was_looked_at(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = (await world.ImportAsync("/p.md", "# Pier\n\nWords.\n")).CaseStudy!.Value;
        var card = (await world.AskAsync<ICaseStudies, CaseStudyCard?>(door => door.FindAsync(id, Cancel)))!;
        var text = (
            await world.AskAsync<ICaseStudies, RevisionText?>(door => door.FindTextAsync(id, card.LatestRevision, Cancel))
        )!;
        var stamp = new RevisionStamp(text.Revision.Number, text.Revision.Sha256);
        Task<Result> PublishAsync(int version, RevisionStamp which) =>
            world.AskAsync<IPublishCaseStudies, Result>(door => door.PublishAsync(world.Owner, id, version, which, Cancel));

        (
            await PublishAsync(card.Version, stamp with { Sha256 = new string('0', 64) })
        ).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await PublishAsync(card.Version - 1, stamp)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await PublishAsync(card.Version, stamp)).IsDone.ShouldBeTrue();
        (await PublishAsync(card.Version + 1, stamp)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.ImportAsync("/p.md", "# Pier\n\nOther words.\n")).Outcome.ShouldBe(
            Residency.Make.CaseStudies.Model.ImportOutcome.Refused
        );
    }

    private static Task<ListPageOf> ListAsync(CaseStudyWorld world, Actor actor, ListWish wish) =>
        world.AskAsync<ListQueries, ListPageOf>(queries => queries.PageAsync(actor, wish, Cancel));

    private static ContributorCard Card(string name) =>
        new(0, null, name, null, "", null, [CreditRole.WritingOriginalDraft], IsCorresponding: false);
}
