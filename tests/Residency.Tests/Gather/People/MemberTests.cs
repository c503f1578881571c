using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Gather.People;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Tests.Gather.People;

/// <summary>Who sees whom, and who may give and take roles.</summary>
public sealed class MemberTests : IAsyncLifetime
{
    private Site _site = null!; // opened before each test

    public async ValueTask InitializeAsync() => _site = await Site.OpenAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_list_shows_exactly_what_may_be_listed_one_by_one()
    {
        var people = new List<PersonId>();
        foreach (var role in Enum.GetValues<Role>())
        {
            people.Add(await _site.PersonAsync($"{role}-1@example.org", role, _site.Cohort));
            people.Add(await _site.PersonAsync($"{role}-2@example.org", role, _site.OtherCohort));
            people.Add(await _site.PersonAsync($"{role}-0@example.org", role));
        }

        var all = await _site.ReadAsync(db => db.Set<Membership>().AsNoTracking().ToListAsync());
        CohortId?[] cohorts = [null, _site.Cohort, _site.OtherCohort];
        var standings =
            from role in Gen.Elements(Enum.GetValues<Role>())
            from cohort in Gen.Elements(cohorts)
            select new Standing(_site.Hub, role, cohort, null);
        var actors =
            from person in Gen.Elements(people.ToArray())
            from held in standings.ListOf()
            select Actor.Of(person, [.. held]);
        Prop.ForAll(
                actors.ToArbitrary(),
                actor =>
                {
                    var listed = _site.ReadAsync(db =>
                        db.Set<Membership>().AsNoTracking().VisibleTo(actor, _site.Hub).Select(m => m.Id).ToListAsync()
                    );
                    var allowed = all.Where(m =>
                        PeopleAccess.Table.May(actor, PeopleActions.MemberList, m, _site.Time.GetUtcNow()).IsDone
                    );
#pragma warning disable xUnit1031 // a property is a synchronous function
                    return listed.GetAwaiter().GetResult().ToHashSet().SetEquals(allowed.Select(m => m.Id));
#pragma warning restore xUnit1031
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Addresses_are_shown_to_those_who_run_the_hub_only()
    {
        var expert = await _site.PersonAsync("expert@example.org", Role.Expert, _site.Cohort);
        await _site.PersonAsync("writer@example.org", Role.Writer, _site.Cohort);
        await _site.PersonAsync("elsewhere@example.org", Role.Writer, _site.OtherCohort);
        var manager = await _site.PersonAsync("manager@example.org", Role.ProgrammeManager, _site.Cohort);

        using var asExpert = await _site.SignedInAsync(expert);
        var seen = (await asExpert.GetAsync("/harbour/members")).Text;
        seen.ShouldContain("writer");
        seen.ShouldNotContain("writer@example.org");
        seen.ShouldNotContain("elsewhere");
        seen.ShouldContain("expert@example.org", customMessage: "one's own address");

        using var asManager = await _site.SignedInAsync(manager);
        var managed = (await asManager.GetAsync("/harbour/members")).Text;
        managed.ShouldContain("writer@example.org");
        managed.ShouldNotContain("elsewhere");
        var found = await asManager.GetAsync("/harbour/members?q=WRITE&role=Writer");
        found.Html.QuerySelectorAll("tbody tr").ShouldHaveSingleItem().TextContent.ShouldContain("writer@example.org");
    }

    [Fact]
    public async Task A_visitor_is_sent_to_sign_in_and_a_stranger_finds_nothing()
    {
        using var visitor = _site.NewBrowser();
        (await visitor.GetAsync("/harbour/members")).Path.ShouldBe("/sign-in?return=%2Fharbour%2Fmembers");
        var stranger = await _site.PersonAsync("stranger@example.org");
        using var browser = await _site.SignedInAsync(stranger);
        (await browser.GetAsync("/harbour/members")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/harbour/members/{_site.Owner.Value}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/harbour/members/invitations")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Giving_a_role_needs_a_fresh_proof_and_says_so()
    {
        var writer = await _site.PersonAsync("writer@example.org", Role.Writer, _site.Cohort);
        using var owner = await _site.SignedInAsync(_site.Owner, isProof: false);
        var page = await owner.GetAsync($"/harbour/members/{writer.Value}");
        page.Text.ShouldContain("Changing roles needs a fresh confirmation");
        var answer = await owner.PostWithoutFollowingAsync(page, "grant", ("Form.Role", "Reviewer"), ("Form.Cohort", ""));
        answer.Location.ShouldNotBeNull().ShouldContain("/confirm?return=");
        (await RolesAsync(writer)).ShouldBe([Role.Writer]);

        using var proved = await _site.SignedInAsync(_site.Owner);
        page = await proved.GetAsync($"/harbour/members/{writer.Value}");
        await proved.PostAsync(page, "grant", ("Form.Role", "Reviewer"), ("Form.Cohort", ""));
        (await RolesAsync(writer)).ShouldBe([Role.Writer, Role.Reviewer]);
    }

    [Fact]
    public async Task A_manager_makes_no_managers_and_touches_no_owner()
    {
        var manager = await _site.PersonAsync("manager@example.org", Role.ProgrammeManager);
        var writer = await _site.PersonAsync("writer@example.org", Role.Writer, _site.Cohort);
        using var browser = await _site.SignedInAsync(manager);
        var page = await browser.GetAsync($"/harbour/members/{writer.Value}");
        (await browser.PostAsync(page, "grant", ("Form.Role", "HubOwner"), ("Form.Cohort", ""))).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await browser.PostAsync(page, "grant", ("Form.Role", "ProgrammeManager"), ("Form.Cohort", ""))).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
        var suspend = await browser.GetAsync($"/harbour/members/{_site.Owner.Value}/suspend");
        suspend.Status.ShouldBe(HttpStatusCode.Forbidden, "a page without its form leaves nothing to send");
        (await RolesAsync(writer)).ShouldBe([Role.Writer]);
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        using var owner = await _site.SignedInAsync(_site.Owner);
        var membership = await _site.ReadAsync(db => db.Set<Membership>().SingleAsync(m => m.Person == _site.Owner));
        var page = await owner.GetAsync($"/harbour/members/{_site.Owner.Value}");
        (await owner.PostAsync(page, $"revoke-{membership.Id.Value}")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await RolesAsync(_site.Owner)).ShouldBe([Role.HubOwner]);
    }

    [Fact]
    public async Task Fields_that_a_form_does_not_have_change_nothing()
    {
        var writer = await _site.PersonAsync("writer@example.org", Role.Writer, _site.Cohort);
        using var browser = await _site.SignedInAsync(writer);
        var before = await RowAsync();
        string[] prefixes = ["Form.", "Place.", "Key.", ""];
        var hostile = typeof(Person)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Person).Namespace)
            .SelectMany(type => type.GetProperties())
            .Select(property => property.Name)
            .Except(["Name", "Orcid", "Biography"])
            .Distinct()
            .SelectMany(name => prefixes.Select(prefix => (prefix + name, "true")));
        var page = await browser.GetAsync("/account");
        await browser.PostAsync(page, "profile", [("Form.Name", "New name"), .. hostile]);
        (await RowAsync()).ShouldBe(before with { Name = "New name" });

        async Task<Row> RowAsync()
        {
            var person = await _site.ReadAsync(db => db.Set<Person>().SingleAsync(p => p.Id == writer));
            var role = await _site.ReadAsync(db => db.Set<Membership>().SingleAsync(m => m.Person == writer));
            return new Row(
                person.Name,
                person.Email,
                person.IsOperator,
                person.SuspendedAt,
                person.AddedAt,
                role.Role,
                role.Cohort,
                role.Version
            );
        }
    }

    [Fact]
    public async Task The_own_copy_holds_what_is_kept_and_no_secret()
    {
        var writer = await _site.PersonAsync("writer@example.org", Role.Writer, _site.Cohort);
        using var browser = await _site.SignedInAsync(writer);
        var copy = (await browser.GetWithoutFollowingAsync("/account/copy/residency.json")).Html.DocumentElement.TextContent;
        copy.ShouldContain("writer@example.org");
        copy.ShouldContain("Writer");
        copy.ShouldNotContain("owner@example.org");
        var stored = await _site.ReadAsync(db => db.Set<AccountSession>().SingleAsync(s => s.Person == writer));
        copy.ShouldNotContain(stored.SecretHash);
    }

    private sealed record Row(
        string Name,
        string Email,
        bool IsOperator,
        DateTimeOffset? SuspendedAt,
        DateTimeOffset AddedAt,
        Role Role,
        CohortId? Cohort,
        int Version
    );

    private async Task<List<Role>> RolesAsync(PersonId person) =>
        await _site.ReadAsync(db =>
            db.Set<Membership>()
                .Where(m => m.Person == person && m.RevokedAt == null)
                .OrderBy(m => m.Id)
                .Select(m => m.Role)
                .ToListAsync()
        );
}
