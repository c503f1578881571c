using System.Net;
using Residency.Foundation.Actors;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Tests.Gather.People;

namespace Residency.Tests.Gather;

/// <summary>The pages of owners in a browser without script.</summary>
public sealed class PagesOfOwnersTests
{
    [Fact]
    public async Task The_hub_is_configured_and_an_error_keeps_what_was_typed()
    {
        await using var site = await Site.OpenAsync();
        using var browser = await site.SignedInAsync(site.Owner);
        var page = await browser.GetAsync("/harbour/hubs/configure");
        page.Status.ShouldBe(HttpStatusCode.OK);
        (string, string)[] typed =
        [
            ("Form.Name", "Quay hub"),
            ("Form.Host", "Quay office"),
            ("Form.Description", ""),
            ("Form.About", "## Who we are"),
            ("Form.Contact", "quay@example.org"),
            ("Form.Controller", ""),
            ("Form.Language", "en"),
            ("Form.TimeZone", "Europe/Atlantis"),
            ("Form.Licence", "CC0-1.0"),
            ("Form.LooksUpDois", "true"),
        ];
        var refused = await browser.PostAsync(page, "configure", typed);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Html.QuerySelector("#field-time-zone")?.GetAttribute("aria-invalid").ShouldBe("true");
        refused.Html.QuerySelector("#field-name")?.GetAttribute("value").ShouldBe("Quay hub");

        typed[7] = ("Form.TimeZone", "Europe/Oslo");
        var saved = await browser.PostAsync(refused, "configure", typed);
        saved.Status.ShouldBe(HttpStatusCode.OK);
        saved.Text.ShouldContain("Saved.");
        var hub = await site.AskAsync<IHubs, HubCard?>(hubs => hubs.FindAsync(site.Hub, CancellationToken.None));
        (hub?.Name, hub?.Licence, hub?.LooksUpDois).ShouldBe(("Quay hub", "CC0-1.0", true));

        var themed = await browser.PostAsync(saved, "theme", ("ThemeWish.Title", "Tides"));
        themed.Text.ShouldContain("Tides");
        var funded = await browser.PostAsync(
            themed,
            "funder",
            ("FunderWish.FunderName", "Sea trust"),
            ("FunderWish.Ror", ""),
            ("FunderWish.Statement", ""),
            ("FunderWish.Grants", "S-1\r\nS-2")
        );
        funded.Text.ShouldContain("S-1, S-2");
    }

    [Fact]
    public async Task Without_a_fresh_proof_the_settings_are_shown_but_not_changed()
    {
        await using var site = await Site.OpenAsync();
        using var browser = await site.SignedInAsync(site.Owner, isProof: false);
        var page = await browser.GetAsync("/harbour/hubs/configure");
        page.Text.ShouldContain("Confirm and come back");
        page.Html.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task A_cohort_is_planned_gets_a_partner_and_is_opened()
    {
        await using var site = await Site.OpenAsync();
        using var browser = await site.SignedInAsync(site.Owner);
        var plan = await browser.GetAsync("/harbour/cohorts/plan");
        var refused = await browser.PostAsync(plan, "plan", Planned("manage", "2026-10-31"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused = await browser.PostAsync(plan, "plan", Planned("autumn", ""));
        refused.Html.QuerySelector("#field-end")?.GetAttribute("aria-invalid").ShouldBe("true");

        var cohort = await browser.PostAsync(plan, "plan", Planned("autumn", "2026-10-31"));
        (cohort.Title, cohort.Path).ShouldBe(("Autumn", "/harbour/cohorts/autumn/edit"));
        cohort.Html.QuerySelector("#field-end")?.GetAttribute("value").ShouldBe("2026-10-31");
        var near = await browser.PostAsync(cohort, "place", ("Place.Organisation", "Ferr"));
        near.Text.ShouldContain("Did you mean one of these? Ferry company");
        var placed = await browser.PostAsync(cohort, "place", ("Place.Organisation", "the ferry company"));
        placed.Text.ShouldContain("Take the place of Ferry company back");
        var opened = await browser.PostAsync(placed, "move-Open");
        opened.Text.ShouldContain("Complete the cohort");

        var list = await browser.GetAsync("/harbour/cohorts/manage");
        list.Text.ShouldContain("Autumn Open 1 September 2026 31 October 2026 1");
        using var manager = await site.SignedInAsync(
            await site.PersonAsync("manager@example.org", Role.ProgrammeManager, site.Cohort)
        );
        (await manager.GetAsync("/harbour/cohorts/autumn/edit")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetAsync("/harbour/cohorts/plan")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetAsync("/harbour/cohorts/one/edit")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_organisations_are_added_merged_and_separated()
    {
        await using var site = await Site.OpenAsync();
        using var browser = await site.SignedInAsync(site.Owner);
        var add = await browser.GetAsync("/harbour/organisations/add");
        var list = await browser.PostAsync(add, "organisation", Recorded("Ferry Ltd & Sons", "FLS"));
        list.Text.ShouldContain("1 organisation Organisations by name");
        var taken = await browser.PostAsync(add, "organisation", Recorded("Boats", "fls"));
        taken.Html.QuerySelector("#field-aliases")?.GetAttribute("aria-invalid").ShouldBe("true");

        var link = list.Html.QuerySelector("main a[href$='/merge']")?.GetAttribute("href").ShouldNotBeNull();
        var choose = await browser.GetAsync($"{link}?words=company");
        choose.Text.ShouldContain("No other organisation"); // a small word alone says nothing
        choose = await browser.GetAsync($"{link}?words=ferry");
        var chosen = choose.Html.QuerySelector("main a[href*='into=']")?.GetAttribute("href").ShouldNotBeNull();
        var preview = await browser.GetAsync(chosen!); // asserted in the line before
        preview.Text.ShouldContain("will lead to Ferry company");
        var merged = await browser.PostAsync(preview, "merge");
        merged.Text.ShouldContain("Ferry company · Undo");
        var edit = await browser.PostAsync(await browser.GetAsync(link!), "separate"); // asserted above
        edit.Title.ShouldBe("Ferry Ltd & Sons");

        var saved = await browser.PostAsync(edit, "organisation", Recorded("Ferry and sons", "FLS"));
        saved.Text.ShouldContain("Saved.");
        var stale = await browser.PostAsync(edit, "organisation", Recorded("Other", ""));
        stale.Status.ShouldBe(HttpStatusCode.Conflict);
        (
            await site.AskAsync<IPeople, OrganisationCard?>(people =>
                people.FindOrganisationAsync(site.Hub, "Other", CancellationToken.None)
            )
        ).ShouldBeNull();
    }

    [Fact]
    public async Task Visitors_are_sent_to_the_sign_in_and_members_see_nothing()
    {
        await using var site = await Site.OpenAsync();
        using var visitor = site.NewBrowser();
        using var member = await site.SignedInAsync(await site.PersonAsync("member@example.org", Role.Member));
        foreach (
            var path in (string[])
                [
                    "hubs/configure",
                    "cohorts/plan",
                    "cohorts/manage",
                    "cohorts/one/edit",
                    "organisations/manage",
                    "organisations/add",
                ]
        )
        {
            (await visitor.GetWithoutFollowingAsync($"/harbour/{path}"))
                .Location.ShouldNotBeNull(path)
                .ShouldStartWith("/sign-in");
            (await member.GetAsync($"/harbour/{path}")).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        }
    }

    private static (string, string)[] Planned(string code, string last) =>
        [
            ("Form.Name", "Autumn"),
            ("Form.Code", code),
            ("Form.Programme", "Residency programme"),
            ("Form.Start", "2026-09-01"),
            ("Form.End", last),
            ("Form.Summary", ""),
        ];

    private static (string, string)[] Recorded(string name, string alias) =>
        [
            ("Form.Name", name),
            ("Form.Aliases", alias),
            ("Form.Sector", ""),
            ("Form.Country", "gb"),
            ("Form.Size", "Small"),
            ("Form.Website", ""),
            ("Form.Ror", ""),
        ];
}
