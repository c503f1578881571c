using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Acknowledge;
using Residency.Make.CaseStudies.Assign;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Preview;
using Residency.Make.CaseStudies.Revisions;
using Residency.Make.CaseStudies.Settle;
using Residency.Make.CaseStudies.Storage;
using Residency.Make.CaseStudies.Write;
using Residency.Make.Publishing;
using Residency.Make.Publishing.Release;
using Residency.Make.Publishing.Storage;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

public sealed class LiveDraftTests
{
    private static CancellationToken Cancel => CaseStudyWorld.Cancel;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_way_of_changing_the_text_changes_the_live_text_and_the_newest_revision_alike(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await AlikeAsync(world, id, 1);
        await TypeAsync(world, world.Expert, id, "The tide turned **early**.\n\n- first\n- second");
        await AlikeAsync(world, id, 2);
        await world.AskAsync<WriteHandler, Result<string>>(handler =>
            handler.AddSectionAsync(world.Expert, id, "An afterword", null, Cancel)
        );
        await AlikeAsync(world, id, 3);
        var restored = await world.AskAsync<RestoreRevisionHandler, Result<int>>(handler =>
            handler.RestoreAsync(world.Expert, id, 2, Cancel)
        );
        restored.Value.ShouldBe(4);
        await AlikeAsync(world, id, 4);

        var imported = (await world.ImportAsync("/a.md", "# Tide\n\nFirst words.\n")).CaseStudy!.Value;
        await AlikeAsync(world, imported, 1);
        await world.ImportAsync("/a.md", "# Tide\n\nFirst words, changed.\n\n## More\n\nA [link](https://example.org).\n");
        await AlikeAsync(world, imported, 2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_people_write_live_becomes_a_revision_under_their_names_once(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await LiveAsync(world, id, LiveWriter.Of(world.Expert.Person!.Value, "Ebo Expert"), "Low tide.");
        await LiveAsync(world, id, LiveWriter.Of(world.Writer.Person!.Value, "Wanda Writer"), "High tide.");
        (await world.RowsAsync<Revision>()).Count.ShouldBe(1);

        await BringUpToDateAsync(world, id);
        await BringUpToDateAsync(world, id);
        var revision = (await world.RowsAsync<Revision>()).Single(row => row.Number == 2);
        revision.AuthorName.Split(", ").ShouldBe(["Ebo Expert", "Wanda Writer"], ignoreOrder: true);
        revision.Writers.ShouldBe(
            [world.Expert.Person.Value.Value.ToString("D"), world.Writer.Person.Value.Value.ToString("D")],
            ignoreOrder: true
        );
        revision.Source.ShouldBe(RevisionSource.Written);
        (await world.RowsAsync<Revision>()).Count.ShouldBe(2);
        await AlikeAsync(world, id, 2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task When_nobody_has_written_for_half_an_hour_a_revision_is_cut_by_itself(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        (await world.AskAsync<OpenHandler, Result>(handler => handler.OpenAsync(world.Expert, id, Cancel))).IsDone.ShouldBeTrue();
        (await world.AskAsync<OpenHandler, Result>(handler => handler.OpenAsync(world.Expert, id, Cancel))).IsDone.ShouldBeTrue();
        world.Database.Clock.Advance(TimeSpan.FromMinutes(20));
        await LiveAsync(world, id, LiveWriter.Of(world.Expert.Person!.Value, "Ebo Expert"), "Low tide.");
        world.Database.Clock.Advance(TimeSpan.FromMinutes(12));
        await world.Database.RunJobsAsync();
        (await world.RowsAsync<Revision>()).Count.ShouldBe(1, "the writing may go on");
        world.Database.Clock.Advance(TimeSpan.FromMinutes(32));
        await world.Database.RunJobsAsync();
        (await world.RowsAsync<Revision>()).Single(row => row.Number == 2).AuthorName.ShouldBe("Ebo Expert");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_others_wrote_before_a_save_stands_under_their_names(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await LiveAsync(world, id, LiveWriter.Of(world.Writer.Person!.Value, "Wanda Writer"), "Low tide.");
        await TypeAsync(world, world.Expert, id, "Low tide.\n\nBoats sleep.");
        var rows = (await world.RowsAsync<Revision>()).OrderBy(row => row.Number).ToList();
        rows.Select(row => row.AuthorName).ShouldBe(["Ebo Expert", "Wanda Writer", "Ebo Expert"]);
        await AlikeAsync(world, id, 3);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Only_exactly_what_was_shown_is_published(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await LiveAsync(world, id, LiveWriter.Of(world.Expert.Person!.Value, "Ebo Expert"), "Shown words.");
        var shown = (
            await world.AskAsync<ReleaseHandler, Result<Prepared>>(handler => handler.PrepareAsync(world.Owner, id, Cancel))
        ).Value;
        DocumentText.Of(shown.Content.Text).ShouldContain("Shown words.");
        await LiveAsync(world, id, LiveWriter.Of(world.Expert.Person.Value, "Ebo Expert"), "A word more.");
        var wish = new ReleaseWish(shown.Card.Version, shown.Text.Revision.Sha256, "");
        (
            await world.AskAsync<ReleaseHandler, Result<EditionCard>>(handler =>
                handler.PublishAsync(world.Owner, id, wish, Cancel)
            )
        )
            .Refusal.ShouldBeOfType<Refusal.Conflict>()
            .Reason.ShouldContain("changed since you opened this page");

        var stamp = new RevisionStamp(shown.Text.Revision.Number, shown.Text.Revision.Sha256);
        await LiveAsync(world, id, LiveWriter.Of(world.Expert.Person.Value, "Ebo Expert"), "And another.");
        var card = (await world.AskAsync<ICaseStudies, CaseStudyCard?>(door => door.FindAsync(id, Cancel)))!;
        var newest = (await world.RowsAsync<Revision>()).MaxBy(row => row.Number)!;
        (
            await world.AskAsync<IPublishCaseStudies, Result>(door =>
                door.PublishAsync(world.Owner, id, card.Version, new RevisionStamp(newest.Number, newest.Sha256), Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Conflict>("the live text is ahead of the newest revision");
        stamp.ShouldNotBe(new RevisionStamp(newest.Number, newest.Sha256));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Those_who_may_only_suggest_write_suggestions_without_script(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await TypeAsync(world, world.Expert, id, "The tide is low.\n\nWe wait here.");
        await AssignAsync(world, id, world.Adviser, Role.Adviser);
        var before = await DocumentAsync(world, id);
        var desk = await WriteTests.DeskAsync(world, world.Adviser, id);
        desk.Mode.ShouldBe(LiveMode.Suggest);
        const string Typed = "The tide is high.\n\nWe wait here.\n\nBoats <ins data-author=\"Olga Owner\">sleep</ins>.";
        var saved = (
            await world.AskAsync<WriteHandler, Result<SaveOutcome>>(handler =>
                handler.SaveAsync(world.Adviser, new SectionWish(id, desk.Section!.Id, Typed, desk.From), Cancel)
            )
        ).Value;
        saved.IsSuggested.ShouldBeTrue();

        var after = await DocumentAsync(world, id);
        Suggestions.Reject(after).ShouldBe(before);
        DocumentText.Of(Suggestions.Accept(after)).ShouldContain("The tide is high.");
        Suggestions.Authors(after).ShouldBe(["Ada Adviser"]);
        Suggestions.All(after).ShouldAllBe(one => one.Person == world.Adviser.Person!.Value.Value.ToString("D"));
        var findings = await world.AskAsync<ICaseStudies, IReadOnlyList<Finding>>(door => door.ChecksAsync(id, Cancel));
        findings.Single(finding => finding.Kind == CheckKind.SuggestionsOpen).Weight.ShouldBe(Weight.Blocks);

        var seen = (
            await world.AskAsync<SettleHandler, Result<TextToSettle>>(handler => handler.LoadAsync(world.Expert, id, Cancel))
        ).Value;
        (
            await world.AskAsync<SettleHandler, Result<int>>(handler =>
                handler.AcceptAsync(world.Expert, id, seen.Sha256, Cancel)
            )
        ).IsDone.ShouldBeTrue();
        Suggestions.Count(await DocumentAsync(world, id)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_suggested_block_alone_forbids_publishing(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await ChangeAsync(
            world,
            id,
            LiveWriter.Of(world.Adviser.Person!.Value, "Ada Adviser"),
            text =>
                WithBlock(
                    text,
                    new ThematicBreak(BlockIds.New())
                    {
                        Suggested = new SuggestedBlock(SuggestedChange.Insert, "Ada Adviser", null),
                    }
                )
        );
        (await world.AskAsync<ICaseStudies, IReadOnlyList<Finding>>(door => door.ChecksAsync(id, Cancel))).ShouldContain(
            finding => finding.Kind == CheckKind.SuggestionsOpen
        );
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_moment_gets_a_name_and_sessions_authors_and_shares_are_told_in_the_order_of_names(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await AssignAsync(world, id, world.Writer, Role.Writer);
        await LiveAsync(world, id, LiveWriter.Of(world.Writer.Person!.Value, "Wanda Writer"), "A good many words by one person.");
        world.Database.Clock.Advance(TimeSpan.FromHours(3));
        await LiveAsync(world, id, LiveWriter.Of(world.Expert.Person!.Value, "Ebo Expert"), "Few.");
        (await NameAsync(world, id, "Sent to the partner")).Value.ShouldBe(2);
        (await NameAsync(world, id, "Sent to the partner")).Value.ShouldBe(2);
        (await NameAsync(world, id, "Another name")).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await NameAsync(world, id, " ")).Refusal.ShouldBeOfType<Refusal.Invalid>().Field.ShouldBe("Title");

        var history = (
            await world.AskAsync<HistoryQueries, Result<HistoryView>>(queries => queries.ReadAsync(world.Expert, id, Cancel))
        ).Value;
        history.Revisions[^1].Title.ShouldBe("Sent to the partner");
        history.Sessions.Select(session => session.Names.Single()).ShouldBe(["Ebo Expert", "Wanda Writer"]);
        history.Sessions[1].Words.ShouldBe(7);

        var authored = (
            await world.AskAsync<AuthorsQueries, Result<AuthoredText>>(queries => queries.ReadAsync(world.Expert, id, Cancel))
        ).Value;
        authored
            .Authors.Select(author => (author.Sign, author.Name))
            .ShouldBe([("A", "Ebo Expert"), ("B", "Wanda Writer"), ("C", "")]);
        authored.Blocks.SelectMany(block => block.Words).Single(words => words.Author.Name == "Ebo Expert").Text.ShouldBe("Few.");
        var shares = (
            await world.AskAsync<ShareQueries, Result<IReadOnlyList<WritingShare>>>(queries =>
                queries.ReadAsync(world.Expert, id, Cancel)
            )
        ).Value;
        shares.Select(share => share.Name).ShouldBe(["Ebo Expert", "Wanda Writer", ""], "never by how much they wrote");
        shares.Sum(share => share.Percent).ShouldBeInRange(98, 102);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_gate_opens_as_far_as_the_access_table_goes_now(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        (await GrantAsync(world, world.Expert, id)).Mode.ShouldBe(LiveMode.Edit);
        (await GrantAsync(world, world.Owner, id)).Mode.ShouldBe(LiveMode.Edit);
        (await GrantAsync(world, world.Adviser, id)).Mode.ShouldBe(LiveMode.None);
        await AssignAsync(world, id, world.Adviser, Role.Adviser);
        var grant = await GrantAsync(world, world.Adviser, id);
        grant.Mode.ShouldBe(LiveMode.Suggest);
        grant.Writer.ShouldBe(new LiveWriter(world.Adviser.Person!.Value.Value.ToString("D"), "Ada Adviser"));
        (await GrantAsync(world, world.Writer, id)).ShouldBe(LiveGrant.Nothing);
        (await GrantAsync(world, world.Expert, new CaseStudyId(Guid.CreateVersion7()))).ShouldBe(LiveGrant.Nothing);

        await world.Database.TamperAsync($"update casestudies_case_studies set state = 'Published'");
        (await GrantAsync(world, world.Expert, id)).Mode.ShouldBe(LiveMode.Comment);
        (await GrantAsync(world, world.Adviser, id)).Mode.ShouldBe(LiveMode.Comment);
    }

    private static Task<LiveGrant> GrantAsync(CaseStudyWorld world, Actor who, CaseStudyId id) =>
        world.Database.DoAsync(
            (services, _) =>
                services
                    .GetServices<ILiveGate>()
                    .Single(gate => gate.Kind == "case-study")
                    .GrantAsync(LiveCaller.Of(who.Person!.Value), new LiveTextId(id.Value), Cancel)
        );

    private static Task<Result<int>> NameAsync(CaseStudyWorld world, CaseStudyId id, string title) =>
        world.AskAsync<NameHandler, Result<int>>(handler => handler.NameAsync(world.Expert, id, title, Cancel));

    private static async Task BringUpToDateAsync(CaseStudyWorld world, CaseStudyId id) =>
        (await world.AskAsync<ICaseStudies, Result>(door => door.BringUpToDateAsync(id, Cancel))).IsDone.ShouldBeTrue();

    // The live text, the newest revision, and what the case study says of it.
    private static async Task AlikeAsync(CaseStudyWorld world, CaseStudyId id, int number)
    {
        var caseStudy = (await world.RowsAsync<CaseStudy>()).Single(row => row.Id == id);
        var revision = (await world.RowsAsync<Revision>()).Single(row => row.CaseStudy == id && row.Number == number);
        caseStudy.LatestRevision.ShouldBe(number);
        caseStudy.LatestHash.ShouldBe(revision.Sha256);
        (await DocumentAsync(world, id)).ShouldBe(revision.Document());
    }

    private static async Task<Document> DocumentAsync(CaseStudyWorld world, CaseStudyId id) =>
        (await world.AskAsync<ILiveTexts, LiveTextState>(texts => texts.ReadAsync(new LiveTextId(id.Value), Cancel))).Document;

    /// <summary>A paragraph more in the first section, as if typed in an editor.</summary>
    internal static Task LiveAsync(CaseStudyWorld world, CaseStudyId id, LiveWriter writer, string words) =>
        ChangeAsync(world, id, writer, text => WithBlock(text, new Paragraph(BlockIds.New(), [new Run(words)])));

    private static async Task ChangeAsync(
        CaseStudyWorld world,
        CaseStudyId id,
        LiveWriter writer,
        Func<Document, Document> change
    ) =>
        (
            await world.AskAsync<ILiveTexts, Result>(texts =>
                texts.ChangeAsync(new LiveTextId(id.Value), text => change(text), writer, Cancel)
            )
        ).Refusal.ShouldBeNull();

    private static Document WithBlock(Document text, Block block) =>
        text with
        {
            Sections = [text.Sections[0] with { Blocks = [.. text.Sections[0].Blocks, block] }, .. text.Sections.Skip(1)],
        };

    /// <summary>Saves the first section by the form.</summary>
    internal static async Task TypeAsync(CaseStudyWorld world, Actor actor, CaseStudyId id, string words)
    {
        var desk = await WriteTests.DeskAsync(world, actor, id);
        var saved = await world.AskAsync<WriteHandler, Result<SaveOutcome>>(handler =>
            handler.SaveAsync(actor, new SectionWish(id, desk.Section!.Id, words, desk.From), Cancel)
        );
        saved.Value.IsSaved.ShouldBeTrue();
    }

    internal static async Task AssignAsync(CaseStudyWorld world, CaseStudyId id, Actor who, Role role) =>
        (
            await world.AskAsync<AssignHandler, Result>(handler =>
                handler.AssignAsync(world.Owner, id, new AssignmentCard(who.Person!.Value, role, null, null), Cancel)
            )
        ).Refusal.ShouldBeNull();
}
