using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Tests.World;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>The pages around a live text, as people see them.</summary>
public sealed class CoWritingPagesTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_revision_is_brought_back_after_a_question_and_the_page_says_what_was_done_and_how_to_undo_it(
        Engine engine
    )
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        using var expert = await world.Site.SignedInAsync(world.Expert);
        var first = await expert.GetAsync(world.Home + "/revisions");
        await world.WriteAsync(("paragraph1", "Nothing sails today."));
        var page = await expert.GetAsync(world.Home + "/revisions");
        var rows = page.Html.QuerySelectorAll("tr[id^=revision-]").Length;
        rows.ShouldBe(first.Html.QuerySelectorAll("tr[id^=revision-]").Length + 1);
        var (earlier, newest) = (rows - 1, rows);
        var question = page.Html.QuerySelector($"#revision-{earlier} details").ShouldNotBeNull();
        question.HasAttribute("open").ShouldBeFalse("nothing is brought back by one press alone");
        question.TextContent.ShouldContain($"The text becomes what it said in revision {earlier}");
        question.QuerySelector("form[method=post]").ShouldNotBeNull();

        var done = await expert.PostAsync(page, $"restore-{earlier}");
        done.Text.ShouldContain($"Revision {earlier} is brought back");
        done.Text.ShouldContain($"What the text said before is kept as revision {newest}. To undo this, bring that one back.");
        done.Html.QuerySelector($"#revision-{newest} details form").ShouldNotBeNull();
        (await expert.GetAsync(world.Home + "/preview")).Text.ShouldContain(TalkWorld.Words);
        foreach (var other in (string[])[$"restored={newest}&from=1", $"restored={newest + 1}&from={newest}"])
        {
            (await expert.GetAsync(world.Home + $"/revisions?{other}")).Text.ShouldNotContain(
                "is brought back",
                Case.Sensitive,
                other
            );
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Of_two_who_wrote_in_one_session_the_comparison_names_for_each_change_who_it_was(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        using var expert = await world.Site.SignedInAsync(world.Expert);
        await expert.GetAsync(world.Home + "/revisions");
        await world.WriteAsAsync(LiveWriter.Of(world.Expert, "ebo"), ("paragraph1", TalkWorld.Words + " Gulls cry."));
        await world.WriteAsAsync(
            LiveWriter.Of(world.Writer, "wanda"),
            ("paragraph1", TalkWorld.Words + " Gulls cry."),
            ("paragraph2", "Nets dry.")
        );
        await expert.GetAsync(world.Home + "/revisions");
        var inserted = (await expert.GetAsync(world.Home + "/compare"))
            .Html.QuerySelectorAll(".compare ins")
            .Where(ins =>
                ins.TextContent.Contains("cry", StringComparison.Ordinal)
                || ins.TextContent.Contains("Nets", StringComparison.Ordinal)
            )
            .Select(ins => ins.GetAttribute("title"));
        inserted.ShouldBe(["inserted by ebo", "inserted by wanda"]);

        // Before the newest revision somebody else may have moved the words since.
        await world.WriteAsAsync(LiveWriter.Of(world.Expert, "ebo"), ("paragraph1", TalkWorld.Words + " Gulls cry. Again."));
        var rows = (await expert.GetAsync(world.Home + "/revisions")).Html.QuerySelectorAll("tr[id^=revision-]").Length;
        var earlier = await expert.GetAsync(world.Home + $"/compare?from={rows - 2}&to={rows - 1}");
        earlier.Text.ShouldContain("it is not known which of those who wrote");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Comparing_without_numbers_shows_the_newest_revision_beside_the_one_before(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        using var expert = await world.Site.SignedInAsync(world.Expert);
        await expert.GetAsync(world.Home + "/revisions");
        await world.WriteAsync(("paragraph1", TalkWorld.Words), ("paragraph2", "They sleep in winter."));
        var rows = (await expert.GetAsync(world.Home + "/revisions")).Html.QuerySelectorAll("tr[id^=revision-]").Length;
        var page = await expert.GetAsync(world.Home + "/compare");
        page.Title.ShouldBe($"Revisions {rows - 1} and {rows}");
        page.Html.QuerySelectorAll(".compare ins")
            .Select(ins => ins.TextContent)
            .ShouldHaveSingleItem()
            .ShouldContain("They sleep in winter.");
        page.Html.QuerySelector(".compare").ShouldNotBeNull().TextContent.ShouldNotContain("#");
        page.Html.QuerySelector(".compare-title").ShouldNotBeNull().TextContent.Trim().ShouldBe("The harbour");

        var alone = $"/harbour/case-studies/{world.Other.Value:D}/compare";
        using var owner = await world.Site.SignedInAsync(world.Site.Owner);
        (await owner.GetAsync(alone)).Text.ShouldContain("There is only one revision");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_page_counts_suggestions_alike_and_names_who_made_them(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        using var owner = await world.Site.SignedInAsync(world.Site.Owner);
        await owner.GetAsync(world.Home + "/revisions");
        await SuggestAsync(world, LiveWriter.Of(world.Expert, "Ada"));
        (await owner.GetAsync(world.Home)).Text.ShouldContain("This text still has 2 suggested changes.");
        (await owner.GetAsync(world.Home + "/take-to-word")).Text.ShouldContain("2 suggestions go along");
        var settle = await owner.GetAsync(world.Home + "/settle");
        settle.Text.ShouldContain("2 changes are suggested.");
        settle.Text.ShouldContain("“three times” for “twice”");
        settle.Text.ShouldContain("Put in: “They sleep.”");
        settle.Text.ShouldNotContain("take out what shall go");

        var written = await owner.GetAsync(world.Home + "/preview?authors=1");
        written.Html.QuerySelectorAll(".written del").ShouldHaveSingleItem().TextContent.ShouldContain("twice");
        written.Text.ShouldContain("(Ada suggests taking it out)");
        written.Text.ShouldContain("(suggested by Ada)");

        await owner.GetAsync(world.Home + "/revisions");
        var compared = await owner.GetAsync(world.Home + "/compare");
        compared.Html.QuerySelectorAll(".compare del.is-suggested").ShouldHaveSingleItem().TextContent.ShouldContain("twice");
        compared
            .Html.QuerySelectorAll(".compare ins:not(.is-suggested), .compare del:not(.is-suggested)")
            .ShouldBeEmpty(compared.Html.QuerySelector(".compare")?.InnerHtml);
        compared.Text.ShouldContain("2 changes in revision");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_owner_of_a_hub_finds_the_way_back_from_Word_and_reads_who_brings_revisions_back(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        using var owner = await world.Site.SignedInAsync(world.Site.Owner);
        foreach (var page in (string[])["", "/write"])
        {
            (await owner.GetAsync(world.Home + page))
                .Html.QuerySelectorAll("main a")
                .ShouldContain(link => link.GetAttribute("href") == world.Home + "/bring-back-from-word", page);
        }

        (await owner.GetAsync(world.Home + "/bring-back-from-word")).Title.ShouldBe("Bring a file back from Word");
        await owner.GetAsync(world.Home + "/revisions");
        var history = await owner.GetAsync(world.Home + "/revisions");
        history.Html.QuerySelectorAll("main details form").ShouldBeEmpty();
        history.Text.ShouldContain("An earlier revision is brought back by the Expert in Residence of this case study");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_session_says_how_much_longer_the_text_became_and_not_what_came_and_went(Engine engine)
    {
        await using var world = await TalkWorld.OpenAsync(engine);
        world.Site.Time.Pass(TimeSpan.FromHours(2));
        using var expert = await world.Site.SignedInAsync(world.Expert);
        await world.WriteAsync(("paragraph1", TalkWorld.Words + string.Concat(Enumerable.Repeat(" pasted words", 200))));
        await world.WriteAsync(("paragraph1", TalkWorld.Words + " Four words more here."));
        var sessions = (await expert.GetAsync(world.Home + "/revisions")).Html.QuerySelector(
            "section[aria-labelledby=sessions] li"
        );
        sessions.ShouldNotBeNull().TextContent.ShouldMatch("about [345] words longer");
    }

    // What one person suggests: other words for some, and a paragraph more.
    private static async Task SuggestAsync(TalkWorld world, LiveWriter ada)
    {
        var (goes, comes) = (new Deleted("Ada", null) { Person = ada.Id }, new Inserted("Ada", null) { Person = ada.Id });
        var section = new Section(
            "section1",
            [new Run("The harbour")],
            [
                new Paragraph(
                    "paragraph1",
                    [
                        new Run("Ferries cross the zquartz harbour "),
                        new Run("twice") { Marks = [goes] },
                        new Run("three times") { Marks = [comes] },
                        new Run(" a day."),
                    ]
                ),
                new Paragraph("paragraph2", [new Run("They sleep.") { Marks = [comes] }])
                {
                    Suggested = new SuggestedBlock(SuggestedChange.Insert, "Ada", null) { Person = ada.Id },
                },
            ]
        );
        (
            await world.AskAsync<ILiveTexts, Result>(live =>
                live.ChangeAsync(new LiveTextId(world.Study.Value), _ => new Document([section]), ada, TalkWorld.Cancel)
            )
        ).IsDone.ShouldBeTrue();
    }
}
