using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Discard;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Move;
using Residency.Make.CaseStudies.Purge;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>What owners alone do to a case study: give it to another cohort, delete it for good.</summary>
public sealed class MoveAndPurgeTests
{
    private const string Secret = "zsaffronibis";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_case_study_moves_within_its_hub_and_its_address_stays(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = (
            await world.ImportAsync(
                "/a.md",
                "---\ntitle: Tides\nabstract: On tides.\nlicense: CC-BY-4.0\nauthors:\n  - name: Ada\n---\n\n## Part\n\nWords."
            )
        )
            .CaseStudy!
            .Value;
        await PublishAsync(world, id);
        var before = await AddressesAsync(world);
        var autumn = await CohortAsync(world, world.Hub, "autumn", CohortState.Open);

        (await MoveAsync(world, world.Owner, id, autumn)).Refusal.ShouldBeNull();

        (await world.RowsAsync<CaseStudy>()).Single().Cohort.ShouldBe(autumn);
        (await AddressesAsync(world)).ShouldBe(before);
        (await FactsAsync(world)).ShouldContain("case-study.cohort-changed");
        (await MoveAsync(world, world.Owner, id, autumn))
            .Refusal.ShouldBeOfType<Refusal.Invalid>()
            .Reason.ShouldContain("already");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task It_moves_to_no_ended_cohort_to_no_other_hub_not_out_of_the_trash_and_not_for_others(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        var ended = await CohortAsync(world, world.Hub, "ended", CohortState.Completed);
        var open = await CohortAsync(world, world.Hub, "open", CohortState.Open);
        var elsewhere = (
            await world.AskAsync<IHubs, Result<HubId>>(hubs =>
                hubs.OpenAsync(Actor.System, new NewHub("moor", "Moor hub", "Host", "", ""), CaseStudyWorld.Cancel)
            )
        ).Value;
        var foreign = await CohortAsync(world, elsewhere, "open", CohortState.Open);

        (await MoveAsync(world, world.Owner, id, ended)).Refusal.ShouldBeOfType<Refusal.Invalid>().Reason.ShouldContain("ended");
        (await MoveAsync(world, world.Owner, id, foreign)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await MoveAsync(world, world.Expert, id, open)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await MoveAsync(world, Actor.Visitor, id, open)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        var unproved = Actor.Of(world.Owner.Person!.Value, [.. world.Owner.Standings], provedAt: null);
        (await MoveAsync(world, unproved, id, open)).Refusal.ShouldBeOfType<Refusal.StepUp>();
        await DiscardAsync(world, id);
        (await MoveAsync(world, world.Owner, id, open)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.RowsAsync<CaseStudy>()).Single().Cohort.ShouldBe(world.Cohort);
        (await FactsAsync(world)).ShouldNotContain("case-study.cohort-changed");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task One_owner_asks_another_confirms_and_nothing_of_it_is_left_but_facts(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var second = await SecondOwnerAsync(world);
        var picture = await File.ReadAllBytesAsync(
            Directory.EnumerateFiles(Repository.PathOf("samples", "figures"), "*.png").First()
        );
        var others = Directory
            .EnumerateFiles(Repository.PathOf("samples", "figures"), "*.png")
            .Skip(1)
            .Select(File.ReadAllBytes)
            .First();
        var (id, stays) = await TwoTextsAsync(world, picture, others);
        var hashes = (await world.RowsAsync<FigureAsset>()).ToLookup(figure => figure.CaseStudy, figure => figure.FileHash);
        var (alone, shared) = (hashes[id].Except(hashes[stays]).Single(), hashes[stays].Single());
        hashes[id].ShouldContain(shared);

        (await AskAsync(world, world.Owner, id)).Refusal.ShouldBeOfType<Refusal.Conflict>().Text.ShouldContain("trash");
        await DiscardAsync(world, id);
        (await AskAsync(world, world.Owner, id, " ")).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await AskAsync(world, world.Expert, id)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await ConfirmAsync(world, second, id)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await AskAsync(world, world.Owner, id)).Refusal.ShouldBeNull();
        (await AskAsync(world, second, id)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await ConfirmAsync(world, world.Owner, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await ConfirmAsync(world, second, id)).Refusal.ShouldBeNull();

        (await world.RowsAsync<CaseStudy>()).ShouldHaveSingleItem().Id.ShouldBe(stays);
        (await world.RowsAsync<Revision>()).ShouldAllBe(row => row.CaseStudy == stays);
        (await world.RowsAsync<PurgeRequest>()).ShouldBeEmpty();
        (await world.RowsAsync<Tag>()).ShouldAllBe(row => row.CaseStudy == stays);
        (await world.RowsAsync<StoredFile>()).ShouldAllBe(file => file.Hash == shared);
        var facts = await world.RowsAsync<LedgerEntry>();
        facts.Select(fact => fact.Name).ShouldContain("case-study.purged");
        facts.ShouldContain(fact => fact.Name == "case-study.begun" && fact.Subject == CaseStudyFact.SubjectOf(id));
        facts.ShouldAllBe(fact => !fact.Payload.Contains(Secret, StringComparison.OrdinalIgnoreCase));
        (await world.RowsAsync<ImportedFile>()).ShouldAllBe(file => file.CaseStudy != id);

        world.Database.Clock.Advance(IFileStore.Quarantine + TimeSpan.FromMinutes(2));
        await world.Database.RunJobsAsync();
        var blobs = Directory
            .EnumerateFiles(Path.Combine(world.Database.Settings.DataFolder, "files"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .ToList();
        blobs.ShouldContain(shared);
        blobs.ShouldNotContain(alone);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_was_published_is_never_deleted_and_what_is_wanted_back_is_no_longer_asked_for(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var second = await SecondOwnerAsync(world);
        var id = (
            await world.ImportAsync(
                "/a.md",
                "---\ntitle: Tides\nabstract: On tides.\nlicense: CC-BY-4.0\nauthors:\n  - name: Ada\n---\n\n## Part\n\nWords."
            )
        )
            .CaseStudy!
            .Value;
        await DiscardAsync(world, id);
        (await AskAsync(world, world.Owner, id)).IsDone.ShouldBeTrue();
        (
            await world.AskAsync<DiscardHandler, Result>(handler => handler.RestoreAsync(world.Owner, id, CaseStudyWorld.Cancel))
        ).IsDone.ShouldBeTrue();
        await DiscardAsync(world, id);
        (await ConfirmAsync(world, second, id)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await AskAsync(world, world.Owner, id)).IsDone.ShouldBeTrue();
        (
            await world.AskAsync<PurgeHandler, Result>(handler => handler.DeclineAsync(second, id, CaseStudyWorld.Cancel))
        ).IsDone.ShouldBeTrue();
        (await ConfirmAsync(world, second, id)).Refusal.ShouldBeOfType<Refusal.Conflict>();

        var other = (
            await world.ImportAsync(
                "/b.md",
                "---\ntitle: Ebb\nabstract: On ebb.\nlicense: CC-BY-4.0\nauthors:\n  - name: Ada\n---\n\n## Part\n\nMore words."
            )
        )
            .CaseStudy!
            .Value;
        await PublishAsync(world, other);
        (await AskAsync(world, world.Owner, other)).Refusal.ShouldBeOfType<Refusal.Conflict>().Text.ShouldContain("Withdraw");
        (await world.RowsAsync<Revision>()).Count.ShouldBe(2);
    }

    // Two texts share one picture; the first has another one for itself, a tag, an author and an earlier state.
    private static async Task<(CaseStudyId Goes, CaseStudyId Stays)> TwoTextsAsync(
        CaseStudyWorld world,
        byte[] alone,
        byte[] shared
    )
    {
        var text =
            $"---\ntitle: About {Secret}\nauthors:\n  - name: {Secret}\nkeywords: [{Secret}]\n---\n\n## Part\n\n{Secret} said it.\n\n";
        const string Pictures = "![One](alone.png)\n\n![Two](shared.png)\n";
        Stream? Beside(string name) => new MemoryStream(name == "alone.png" ? alone : shared);
        var handedIn = await world.AskAsync<HandInHandler, Result<ImportId>>(handler =>
            handler.TakeAsync(
                world.Owner,
                new ImportPlan(world.Hub, world.Cohort),
                [
                    new HandedInFile($"{Secret}.md", () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text + Pictures))),
                    new HandedInFile("alone.png", () => new MemoryStream(alone)),
                    new HandedInFile("shared.png", () => new MemoryStream(shared)),
                ],
                CaseStudyWorld.Cancel
            )
        );
        handedIn.IsDone.ShouldBeTrue();
        await world.Database.RunJobsAsync();
        var goes = (await world.RowsAsync<CaseStudy>()).Single().Id;
        var stays = await world.ImportAsync("/stays.md", "# Stays\n\n![Two](shared.png)\n", Beside);
        return (goes, stays.CaseStudy!.Value);
    }

    private static Task<Result> MoveAsync(CaseStudyWorld world, Actor actor, CaseStudyId id, CohortId to) =>
        world.AskAsync<MoveHandler, Result>(handler => handler.MoveAsync(actor, id, to, CaseStudyWorld.Cancel));

    private static Task<Result> AskAsync(
        CaseStudyWorld world,
        Actor actor,
        CaseStudyId id,
        string reason = "It names a person."
    ) => world.AskAsync<PurgeHandler, Result>(handler => handler.AskAsync(actor, id, reason, CaseStudyWorld.Cancel));

    private static Task<Result> ConfirmAsync(CaseStudyWorld world, Actor actor, CaseStudyId id) =>
        world.AskAsync<PurgeHandler, Result>(handler => handler.ConfirmAsync(actor, id, CaseStudyWorld.Cancel));

    private static async Task DiscardAsync(CaseStudyWorld world, CaseStudyId id) =>
        (
            await world.AskAsync<DiscardHandler, Result>(handler => handler.DiscardAsync(world.Owner, id, CaseStudyWorld.Cancel))
        ).Refusal.ShouldBeNull();

    private static async Task<CohortId> CohortAsync(CaseStudyWorld world, HubId hub, string code, CohortState state) =>
        (
            await world.AskAsync<ICohorts, Result<CohortId>>(cohorts =>
                cohorts.PlanAsync(
                    Actor.System,
                    new NewCohort(hub, code, code, new DateOnly(2026, 3, 1), new DateOnly(2026, 9, 1)) { State = state },
                    CaseStudyWorld.Cancel
                )
            )
        ).Value;

    private static async Task<Actor> SecondOwnerAsync(CaseStudyWorld world)
    {
        var person = (
            await world.AskAsync<IPeople, Result<PersonId>>(people =>
                people.AddAsync(Actor.System, new NewPerson("Sia Second", "sia@example.org"), CaseStudyWorld.Cancel)
            )
        ).Value;
        (
            await world.AskAsync<IPeople, Result>(people =>
                people.GrantAsync(Actor.System, new NewMembership(person, world.Hub, Role.HubOwner), CaseStudyWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();
        return Actor.Of(person, [new Standing(world.Hub, Role.HubOwner, null, null)], provedAt: world.Database.Clock.Now);
    }

    private static async Task PublishAsync(CaseStudyWorld world, CaseStudyId id)
    {
        var card = (await world.AskAsync<ICaseStudies, CaseStudyCard?>(door => door.FindAsync(id, CaseStudyWorld.Cancel)))!; // just made
        var newest = (await world.RowsAsync<Revision>()).Last(row => row.CaseStudy == id && row.Number == card.LatestRevision);
        var stamp = new RevisionStamp(newest.Number, newest.Sha256);
        (
            await world.AskAsync<IPublishCaseStudies, Result>(door =>
                door.PublishAsync(Actor.System, id, card.Version, stamp, CaseStudyWorld.Cancel)
            )
        ).Refusal.ShouldBeNull();
    }

    // Editions stand under the code for ever, so it may not change, nor that it is public.
    private static async Task<List<string>> AddressesAsync(CaseStudyWorld world) =>
        [.. (await world.RowsAsync<CaseStudy>()).Select(row => $"{row.Code} {row.State} {row.PublishedAt} {row.LatestHash}")];

    private static async Task<List<string>> FactsAsync(CaseStudyWorld world) =>
        [.. (await world.RowsAsync<LedgerEntry>()).Select(row => row.Name)];
}
