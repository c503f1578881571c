using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Assign;
using Residency.Make.CaseStudies.Compare;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Revisions;
using Residency.Make.CaseStudies.Write;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

public sealed class WriteTests
{
    private static CancellationToken Cancel => CaseStudyWorld.Cancel;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_typed_is_kept_and_becomes_the_text_only_when_saved(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        var desk = await DeskAsync(world, world.Expert, id);
        desk.Outline.Select(line => line.Title).ShouldBe(["Opening", "The story", "What we take from it"]);

        var wish = new SectionWish(id, desk.Section!.Id, "The tide turned **early**.\n\n- first\n- second", desk.From);
        (
            await world.AskAsync<WriteHandler, Result<DateTimeOffset>>(handler => handler.KeepAsync(world.Expert, wish, Cancel))
        ).IsDone.ShouldBeTrue();
        var kept = await DeskAsync(world, world.Expert, id);
        kept.Text.ShouldBe(wish.Text);
        kept.DraftAt.ShouldNotBeNull();
        kept.CaseStudy.LatestRevision.ShouldBe(1);

        var saved = await SaveAsync(world, world.Expert, wish);
        saved.IsSaved.ShouldBeTrue();
        saved.Revision.ShouldBe(2);
        var after = await DeskAsync(world, world.Expert, id);
        after.DraftAt.ShouldBeNull();
        after.From.ShouldBe(saved.From);
        after.Section!.Blocks.Count.ShouldBe(2);
        (await world.RowsAsync<Revision>()).Single(row => row.Number == 2).AuthorName.ShouldBe("Ebo Expert");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Two_people_who_save_one_section_lose_nothing(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await AssignAsync(world, id, world.Writer, Role.Writer);
        var empty = await DeskAsync(world, world.Expert, id);
        await SaveAsync(world, world.Expert, new SectionWish(id, empty.Section!.Id, "The tide is low.", empty.From));
        var first = await DeskAsync(world, world.Expert, id);
        var second = await DeskAsync(world, world.Writer, id);

        (
            await SaveAsync(world, world.Expert, new SectionWish(id, first.Section!.Id, "The tide is high.", first.From))
        ).IsSaved.ShouldBeTrue();
        var clash = await SaveAsync(
            world,
            world.Writer,
            new SectionWish(id, second.Section!.Id, "The tide is out.", second.From)
        );
        clash.IsSaved.ShouldBeFalse();
        clash.Theirs.ShouldBe("The tide is high.");
        (await world.RowsAsync<UnsavedDraft>()).Single().Text.ShouldBe("The tide is out.");
        var behind = await DeskAsync(world, world.Writer, id);
        behind.IsBehind.ShouldBeTrue();
        behind.Text.ShouldBe("The tide is out.");
        behind.Left.Single().Text.ShouldBe("The tide is out.");

        (
            await SaveAsync(world, world.Writer, new SectionWish(id, second.Section.Id, "Both.", clash.From))
        ).IsSaved.ShouldBeTrue();
        var texts = (await world.RowsAsync<Revision>())
            .OrderBy(row => row.Number)
            .Select(row => DocumentText.Of(row.Document()))
            .ToList();
        texts[2].ShouldContain("The tide is high.");
        texts[3].ShouldContain("Both.");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_two_people_changed_in_other_words_of_one_section_stands_in_it_together(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await AssignAsync(world, id, world.Writer, Role.Writer);
        var empty = await DeskAsync(world, world.Expert, id);
        const string Before = "The tide is low.\n\nWe wait here.";
        await SaveAsync(world, world.Expert, new SectionWish(id, empty.Section!.Id, Before, empty.From));
        var (first, second) = (await DeskAsync(world, world.Expert, id), await DeskAsync(world, world.Writer, id));

        const string Mine = "The tide is very low.\n\nWe wait here.\n\nBoats sleep.";
        await SaveAsync(world, world.Expert, new SectionWish(id, first.Section!.Id, Mine, first.From));
        const string Theirs = "The tide is low now.\n\nWe wait.";
        (
            await SaveAsync(world, world.Writer, new SectionWish(id, second.Section!.Id, Theirs, second.From))
        ).IsSaved.ShouldBeTrue();
        (await DeskAsync(world, world.Expert, id)).Text.ShouldBe("The tide is very low now.\n\nWe wait.\n\nBoats sleep.");
        (await world.RowsAsync<UnsavedDraft>()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_turn_is_shown_can_be_taken_over_and_ends_by_itself(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await AssignAsync(world, id, world.Writer, Role.Writer);
        var desk = await DeskAsync(world, world.Expert, id);
        var typed = new SectionWish(id, desk.Section!.Id, "Half a sentence", desk.From);
        await world.AskAsync<WriteHandler, Result<DateTimeOffset>>(handler => handler.KeepAsync(world.Expert, typed, Cancel));

        (await DeskAsync(world, world.Writer, id)).Other!.Name.ShouldBe("Ebo Expert");
        (
            await world.AskAsync<WriteHandler, Result>(handler =>
                handler.TakeOverAsync(world.Writer, id, desk.Section.Id, Cancel)
            )
        ).IsDone.ShouldBeTrue();
        (await DeskAsync(world, world.Writer, id)).Other.ShouldBeNull();
        var robbed = await DeskAsync(world, world.Expert, id);
        robbed.Other!.Name.ShouldBe("Wanda Writer");
        robbed.Text.ShouldBe("Half a sentence");

        world.Database.Clock.Advance(EditLease.Lifetime);
        (await DeskAsync(world, world.Expert, id)).Other.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Drafts_of_sections_that_never_were_do_not_pile_up_without_end(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        var section = (await DeskAsync(world, world.Expert, id)).Section!;
        await world.Database.DoAsync(
            (_, db) =>
            {
                for (var i = 1; i < UnsavedDraft.Most; i++)
                {
                    db.Add(UnsavedDraft.Begin(id, $"made-up-{i}", world.Expert.Person!.Value));
                }

                return db.SaveAsync(Cancel);
            }
        );

        (await KeepAsync("the-last-one")).IsDone.ShouldBeTrue();
        (await KeepAsync("one-too-many")).Refusal.ShouldBeOfType<Refusal.Conflict>().Reason.ShouldContain("Copy these words");
        (await KeepAsync("the-last-one")).IsDone.ShouldBeTrue();
        (
            await world.AskAsync<WriteHandler, Result<SaveOutcome>>(handler =>
                handler.SaveAsync(world.Expert, new SectionWish(id, "gone", "Words", "x"), Cancel)
            )
        )
            .Refusal.ShouldBeOfType<Refusal.Conflict>()
            .Reason.ShouldContain("Copy these words");
        (
            await SaveAsync(world, world.Expert, new SectionWish(id, section.Id, "Saved.", SectionStamp.Of(section)))
        ).IsSaved.ShouldBeTrue();
        (await world.RowsAsync<UnsavedDraft>()).Count.ShouldBe(UnsavedDraft.Most);
        (await world.RowsAsync<EditLease>())
            .Select(lease => lease.Section)
            .ShouldBe(["the-last-one", section.Id], ignoreOrder: true);

        Task<Result<DateTimeOffset>> KeepAsync(string name) =>
            world.AskAsync<WriteHandler, Result<DateTimeOffset>>(handler =>
                handler.KeepAsync(world.Expert, new SectionWish(id, name, "Words", "x"), Cancel)
            );
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Those_who_may_not_edit_are_told_and_change_nothing(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        var section = (await DeskAsync(world, world.Expert, id)).Section!;
        var wish = new SectionWish(id, section.Id, "Intruder", SectionStamp.Of(section));
        (
            await world.AskAsync<WriteHandler, Result<SaveOutcome>>(handler => handler.SaveAsync(world.Writer, wish, Cancel))
        ).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (
            await world.AskAsync<WriteHandler, Result<SaveOutcome>>(handler => handler.SaveAsync(Actor.Visitor, wish, Cancel))
        ).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (
            await world.AskAsync<WriteHandler, Result<DateTimeOffset>>(handler => handler.KeepAsync(world.Writer, wish, Cancel))
        ).IsDone.ShouldBeFalse();
        (await world.RowsAsync<Revision>()).Count.ShouldBe(1);
        (await world.RowsAsync<UnsavedDraft>()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task History_tells_who_wrote_what_and_brings_back(Engine engine)
    {
        await using var world = await CaseStudyWorld.OpenAsync(engine);
        var id = await world.BegunAsync();
        await AssignAsync(world, id, world.Writer, Role.Writer);
        var desk = await DeskAsync(world, world.Expert, id);
        var one = await SaveAsync(world, world.Expert, new SectionWish(id, desk.Section!.Id, "The tide is low.", desk.From));
        await SaveAsync(world, world.Writer, new SectionWish(id, desk.Section.Id, "The tide is very low.", one.From));

        var compared = await world.AskAsync<CompareHandler, Result<Comparison>>(handler =>
            handler.BetweenAsync(world.Expert, id, new Compared(3, 2), Cancel)
        );
        compared
            .Value.Pieces.Single(piece => piece.Change == Change.Inserted)
            .ShouldBe(new WovenPiece(Change.Inserted, "Wanda Writer", "very "));
        (
            await world.AskAsync<CompareHandler, Result<Comparison>>(handler =>
                handler.BetweenAsync(world.Expert, id, new Compared(1, 9), Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.NotFound>();

        var restored = await world.AskAsync<RestoreRevisionHandler, Result<int>>(handler =>
            handler.RestoreAsync(world.Expert, id, 2, Cancel)
        );
        restored.Value.ShouldBe(4);
        var rows = (await world.RowsAsync<Revision>()).OrderBy(row => row.Number).ToList();
        rows[3].Sha256.ShouldBe(rows[1].Sha256);
        (
            await world.AskAsync<RestoreRevisionHandler, Result<int>>(handler =>
                handler.RestoreAsync(world.Expert, id, 2, Cancel)
            )
        ).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    internal static async Task<WritingDesk> DeskAsync(CaseStudyWorld world, Actor actor, CaseStudyId id) =>
        (await world.AskAsync<WriteQueries, Result<WritingDesk>>(queries => queries.DeskAsync(actor, id, null, Cancel))).Value;

    private static async Task<SaveOutcome> SaveAsync(CaseStudyWorld world, Actor actor, SectionWish wish) =>
        (await world.AskAsync<WriteHandler, Result<SaveOutcome>>(handler => handler.SaveAsync(actor, wish, Cancel))).Value;

    private static async Task AssignAsync(CaseStudyWorld world, CaseStudyId id, Actor who, Role role) =>
        (
            await world.AskAsync<AssignHandler, Result>(handler =>
                handler.AssignAsync(world.Owner, id, new AssignmentCard(who.Person!.Value, role, null, null), Cancel)
            )
        ).Refusal.ShouldBeNull();
}
