using System.Text;
using Microsoft.Playwright;
using static Residency.Journeys.EveryPage.PageState;
using static Residency.Journeys.EveryPage.WritingStates;

namespace Residency.Journeys.EveryPage;

/// <summary>What those see who run a hub.</summary>
internal static class HostStates
{
    private const string Configure = "/{Hub}/hubs/configure";

    public static IReadOnlyList<PageState> All { get; } =
    [
        At(Configure, Who.Owner, "/harbour/hubs/configure"),
        At(Configure, Who.Founder, "/meadow/hubs/configure", "asked to confirm first"),
        At(Configure, Who.Expert, "/harbour/hubs/configure", "of an expert", 404),
        Refused(Configure, "/harbour/hubs/configure", "^Save the settings$", "without a name", Who.Owner),
        Refused(Configure, "/harbour/hubs/configure", "^Add the theme$", "with a theme without a name", Who.Owner),
        Refused(Configure, "/harbour/hubs/configure", "^Record the funder$", "with a funder without a name", Who.Owner),
        At("/{Hub}/cohorts/manage", Who.Owner, "/harbour/cohorts/manage"),
        At("/{Hub}/cohorts/plan", Who.Owner, "/harbour/cohorts/plan"),
        Refused("/{Hub}/cohorts/plan", "/harbour/cohorts/plan", "^Plan the cohort$", "with nothing written", Who.Owner),
        At("/{Hub}/cohorts/{Code}/edit", Who.Owner, "/harbour/cohorts/h1/edit"),
        Refused("/{Hub}/cohorts/{Code}/edit", "/harbour/cohorts/h1/edit", "^Save the description$", "without a name", Who.Owner),
        Refused(
            "/{Hub}/cohorts/{Code}/edit",
            "/harbour/cohorts/h1/edit",
            "^Give the place$",
            "with a place for nobody",
            Who.Owner,
            stay => stay.FillAsync("Give a place to", "Tarn Walley Watr")
        ),
        At("/{Hub}/members", Who.Owner, "/harbour/members"),
        At("/{Hub}/members", Who.Expert, "/harbour/members", "of an expert"),
        At("/{Hub}/members", Who.Owner, "/harbour/members?q=zzzz", "without result"),
        At("/{Hub}/members/invitations", Who.Founder, "/meadow/members/invitations", "empty"),
        Refused(
            "/{Hub}/members/invitations",
            "/harbour/members/invitations",
            "^Send the invitation$",
            "without an address",
            Who.Owner
        ),
        new(
            "/{Hub}/members/invitations",
            "sent",
            Who.Owner,
            async stay =>
            {
                await stay.OpenAsync("/harbour/members/invitations");
                await stay.FillAsync("E-mail address", $"{Fresh.Name("guest")}@example.org");
                await stay.Page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Reviewer");
                await stay.SendAsync("^Send the invitation$", 302);
            }
        ),
        At("/{Hub}/members/{Person:guid}", Who.Owner, "/harbour/members/{member}"),
        At("/{Hub}/members/{Person:guid}", Who.Owner, "/harbour/members/{suspended}", "suspended"),
        At("/{Hub}/members/{Person:guid}/suspend", Who.Owner, "/harbour/members/{member}/suspend"),
        At("/{Hub}/messages", Who.Owner, "/harbour/messages"),
        At("/{Hub}/messages", Who.Founder, "/meadow/messages", "empty"),
        At("/{Hub}/messages", Who.Expert, "/harbour/messages", "without the right", 403),
        At("/{Hub}/jobs", Who.Owner, "/harbour/jobs"),
        At("/operator/jobs", Who.Owner, "/operator/jobs", "without the right", 404),
        At("/{Hub}/organisations/add", Who.Owner, "/harbour/organisations/add"),
        Refused("/{Hub}/organisations/add", "/harbour/organisations/add", "^Add the organisation$", "without a name", Who.Owner),
        At("/{Hub}/organisations/manage", Who.Owner, "/harbour/organisations/manage"),
        At("/{Hub}/organisations/manage", Who.Owner, "/harbour/organisations/manage?words=zzzz", "without result"),
        At("/{Hub}/organisations/{Code}/edit", Who.Owner, "/harbour/organisations/{organisation}/edit"),
        Refused(
            "/{Hub}/organisations/{Code}/edit",
            "/harbour/organisations/{organisation}/edit",
            "^Save the organisation$",
            "without a name",
            Who.Owner
        ),
        At("/{Hub}/organisations/{Code}/merge", Who.Owner, "/harbour/organisations/{organisation}/merge"),
        At(
            "/{Hub}/organisations/{Code}/merge",
            Who.Owner,
            "/harbour/organisations/{organisation}/merge?words=zzzz",
            "without result"
        ),
        new(
            "/{Hub}/organisations/{Code}/merge",
            "with both sides",
            Who.Owner,
            async stay =>
            {
                await stay.OpenAsync("/harbour/organisations/{organisation}/merge?words=skar");
                await stay.Page.GetByRole(AriaRole.Link, new() { Name = "Choose" }).First.ClickAsync();
                await stay.Page.WaitForURLAsync("**/merge?into=*");
            }
        ),
        At("/{Hub}/library/elsewhere/edit", Who.Owner, "/harbour/library/elsewhere/edit"),
        At("/{Hub}/library/elsewhere/edit", Who.Founder, "/meadow/library/elsewhere/edit", "empty"),
        Refused(
            "/{Hub}/library/elsewhere/edit",
            "/harbour/library/elsewhere/edit",
            "^Add the work$",
            "with nothing written",
            Who.Owner
        ),
        At("/{Hub}/case-studies/import", Who.Owner, "/harbour/case-studies/import"),
        Refused("/{Hub}/case-studies/import", "/harbour/case-studies/import", "^Import$", "without files", Who.Owner),
        new(
            "/{Hub}/case-studies/import/{Import:guid}",
            "with its report",
            Who.Founder,
            async stay =>
            {
                await stay.OpenAsync("/meadow/case-studies/import");
                await stay
                    .Page.Locator("input[type=file]")
                    .SetInputFilesAsync([
                        Text("good.md", "# A count of birds\n\n## What we did\n\nWe counted.\n\n<div>raw</div>\n"),
                        Text("broken.docx", "This is no Word file."),
                    ]);
                await stay.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
                await stay.Page.WaitForURLAsync("**/case-studies/import/*");
                await stay.Page.GetByRole(AriaRole.Heading, new() { Name = "What became of the files" }).WaitForAsync();
                await stay.UnfoldAsync();
            }
        ),
    ];

    private static FilePayload Text(string name, string text) =>
        new()
        {
            Name = name,
            MimeType = "text/plain",
            Buffer = Encoding.UTF8.GetBytes(text),
        };
}
