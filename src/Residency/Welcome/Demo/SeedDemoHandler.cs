using System.Globalization;
using System.Text;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing;
using Residency.Share.Library;

namespace Residency.Welcome.Demo;

/// <summary>Brings the demonstration world into an empty installation, through the same doors that people use.</summary>
public sealed class SeedDemoHandler(
    AppDb db,
    IHubs hubs,
    IPeople people,
    ICohorts cohorts,
    IImportCaseStudies imports,
    IReleaseEditions releases,
    ILibrary library
)
{
    private static readonly Actor Seeder = Actor.System;

    /// <summary>Seeds what is not there yet; doing it again changes nothing.</summary>
    /// <param name="say">Told of each step, for the console.</param>
    /// <param name="cancel">Stops between two things.</param>
    /// <exception cref="InvalidOperationException">The demonstration's own data is refused: a bug.</exception>
    public async Task SeedAsync(Action<string> say, CancellationToken cancel)
    {
        var world = DemoWorld.Read();
        foreach (var hub in world.Hubs)
        {
            if (await hubs.FindAsync(hub.Slug, cancel) is null)
            {
                say($"Seeding {hub.Name} …");
                // A hub in one transaction: killed in the middle, the next start finds none and begins it anew.
                await db.WriteAsync(inner => SeedAsync(hub, hub == world.Hubs[0] ? world.OutsideReferences : [], inner), cancel);
            }
        }
    }

    private async Task OutsideAsync(HubId hub, IEnumerable<DemoReference> references, CancellationToken cancel)
    {
        foreach (var reference in references)
        {
            var record = new OutsideRecord(reference.Title, reference.Year, reference.Doi)
            {
                Creators = reference.Creators,
                Kind = Enum.Parse<OutsideKind>(reference.Kind.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
                Note = reference.Note,
            };
            Sure(await library.ListOutsideAsync(Seeder, hub, record, cancel));
        }
    }

    private async Task SeedAsync(DemoHub demo, IEnumerable<DemoReference> outside, CancellationToken cancel)
    {
        var hub = Sure(
            await hubs.OpenAsync(
                Seeder,
                new NewHub(demo.Slug, demo.Name, demo.Host, demo.Description, demo.Contact)
                {
                    About = demo.About,
                    Controller = demo.Controller,
                },
                cancel
            )
        );
        foreach (var theme in demo.Themes)
        {
            Sure(await hubs.AddThemeAsync(Seeder, hub, theme, cancel));
        }

        foreach (var funder in demo.Funders)
        {
            Sure(
                await hubs.AddFunderAsync(Seeder, hub, new FunderCard(funder.Name, null, funder.Statement, funder.Grants), cancel)
            );
        }

        var dated = await CohortsAsync(hub, demo, cancel);
        await OrganisationsAsync(hub, demo, cancel);
        await PeopleAsync(hub, demo, dated, cancel);
        foreach (var text in demo.CaseStudies)
        {
            await TextAsync(hub, dated[text.Cohort], text, cancel);
        }

        await OutsideAsync(hub, outside, cancel);
    }

    private async Task<Dictionary<string, CohortId>> CohortsAsync(HubId hub, DemoHub demo, CancellationToken cancel)
    {
        var dated = new Dictionary<string, CohortId>(StringComparer.Ordinal);
        foreach (var programme in demo.Programmes)
        {
            foreach (var cohort in programme.Cohorts)
            {
                var wish = new NewCohort(hub, cohort.Code, cohort.Name, Day(cohort.Start), Day(cohort.End).AddDays(1))
                {
                    Programme = programme.Name,
                    Summary = cohort.Summary,
                    State =
                        cohort == programme.Cohorts[0] && programme.Cohorts.Count > 1 ? CohortState.Completed : CohortState.Open,
                };
                dated[cohort.Code] = Sure(await cohorts.PlanAsync(Seeder, wish, cancel));
            }
        }

        return dated;
    }

    private async Task OrganisationsAsync(HubId hub, DemoHub demo, CancellationToken cancel)
    {
        foreach (var organisation in demo.Organisations)
        {
            Sure(
                await people.AddOrganisationAsync(
                    Seeder,
                    new NewOrganisation(hub, organisation.Name)
                    {
                        Aliases = organisation.Aliases,
                        Sector = organisation.Sector,
                        Country = organisation.Country,
                        Size = SizeOf(organisation.SizeBand),
                        Website = organisation.Website,
                    },
                    cancel
                )
            );
        }
    }

    private async Task PeopleAsync(HubId hub, DemoHub demo, Dictionary<string, CohortId> dated, CancellationToken cancel)
    {
        foreach (var demoPerson in demo.People)
        {
            var person = Sure(
                await people.AddAsync(
                    Seeder,
                    new NewPerson(demoPerson.Name, demoPerson.Email) { Biography = demoPerson.Biography },
                    cancel
                )
            );
            var organisation = demoPerson.Organisation is { } name
                ? (await people.FindOrganisationAsync(hub, name, cancel))?.Id
                : null;
            foreach (var role in demoPerson.Roles)
            {
                CohortId? cohort = role.Cohort is { } code ? dated[code] : null;
                Sure(
                    await people.GrantAsync(
                        Seeder,
                        new NewMembership(person, hub, RoleOf(role.Role)) { Cohort = cohort, Organisation = organisation },
                        cancel
                    )
                );
                if (cohort is { } inCohort && organisation is { } represented && RoleOf(role.Role) == Role.Expert)
                {
                    Sure(await cohorts.TakePlaceAsync(Seeder, inCohort, represented, cancel));
                }
            }
        }
    }

    private async Task TextAsync(HubId hub, CohortId cohort, DemoCaseStudy text, CancellationToken cancel)
    {
        var whole =
            DemoFiles.Find("texts/" + text.File) ?? throw new InvalidOperationException($"No demonstration text {text.File}.");
        if (text.State != "published" || text.PublishedOn is null)
        {
            var draft = Sure(await imports.ImportAsync(Seeder, hub, cohort, FileOf(text.File, whole), cancel));
            await ChangesAsync(draft, text, cancel);
            return;
        }

        var at = new DateTimeOffset(Day(text.PublishedOn).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
        if (text.Version > 1)
        {
            // The first edition had no table, so that there is something to compare.
            var before = Sure(await imports.ImportAsync(Seeder, hub, cohort, FileOf(text.File, Earlier(whole)), cancel));
            Sure(await releases.ReleaseAsync(Seeder, before, "", at.AddDays(-21), cancel));
            Sure(await releases.ReviseAsync(Seeder, before, cancel));
        }

        var caseStudy = Sure(await imports.ImportAsync(Seeder, hub, cohort, FileOf(text.File, whole), cancel));
        var changed =
            text.Version > 1 ? "A paragraph of the introduction and the closing section were added after a second reading." : "";
        Sure(await releases.ReleaseAsync(Seeder, caseStudy, changed, at, cancel));
    }

    // So that the history of a text shows who wrote when, and something waits for a decision.
    private async Task ChangesAsync(CaseStudyId caseStudy, DemoCaseStudy text, CancellationToken cancel)
    {
        foreach (var change in text.Changes)
        {
            var person =
                await people.FindByEmailAsync(change.By, cancel)
                ?? throw new InvalidOperationException($"{change.By} is nobody of the demonstration.");
            var at = DateTimeOffset.Parse(change.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            var brought = new BroughtChange(person.Id, at, change.Passage, change.Instead) { IsSuggested = change.Suggested };
            Sure(await imports.BringAsync(caseStudy, brought, cancel));
        }
    }

    private static FileForImport FileOf(string name, byte[] content) =>
        new($"demonstration/{name}", name, content, beside => DemoFiles.Find("texts/" + beside.TrimStart('.', '/')));

    // The text without its last paragraph.
    private static byte[] Earlier(byte[] whole)
    {
        var text = Encoding.UTF8.GetString(whole).TrimEnd();
        var cut = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text[..cut] + "\n");
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static SizeBand? SizeOf(string text) =>
        text switch
        {
            "micro" => SizeBand.Micro,
            "small" => SizeBand.Small,
            "medium" => SizeBand.Medium,
            "large" => SizeBand.Large,
            "public" => SizeBand.PublicBody,
            _ => null,
        };

    private static Role RoleOf(string text) =>
        Enum.Parse<Role>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static T Sure<T>(Result<T> result) =>
        result.IsDone
            ? result.Value
            : throw new InvalidOperationException($"The demonstration was refused: {result.Refusal.Text}");

    private static void Sure(Result result)
    {
        if (!result.IsDone)
        {
            throw new InvalidOperationException($"The demonstration was refused: {result.Refusal.Text}");
        }
    }
}
