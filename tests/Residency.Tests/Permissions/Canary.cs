using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Gather.Cohorts.Model;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Gather.People.Invite;
using Residency.Gather.People.Model;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Frameworks;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;
using Residency.Make.Publishing.Revise;
using Residency.Share.Library.Model;
using Residency.Share.Library.Storage;

namespace Residency.Tests.Permissions;

/// <summary>A word that stands in one place that is not public, and nowhere else in the world.</summary>
internal sealed record Canary(string Word, string Where);

internal sealed partial class TwoHubs
{
    /// <summary>Puts a word of its own into everything of the first hub that is not public, and names them all.</summary>
    public async Task<IReadOnlyList<Canary>> PlantCanariesAsync()
    {
        var planted = new List<Canary>();
        foreach (var study in _studies.Where(study => !study.IsPublic))
        {
            planted.Add(new(study.Word, $"the {study.Name}"));
            if (study.State != CaseStudyState.Withdrawn)
            {
                planted.Add(new(study.TitleWord, $"title and author of the {study.Name}"));
            }
        }

        string Plant(string word, string where)
        {
            planted.Add(new(word, where));
            return word;
        }

        await PlantInDraftAsync(Plant);
        await PlantAfterEditionAsync(Plant);
        await PlantInHubAsync(Plant);
        await PlantPeopleAsync(Plant);
        await PlantTalkAsync(Plant);
        return planted;
    }

    private Task PlantInDraftAsync(Func<string, string, string> plant) =>
        Site.InAsync(
            async (_, db) =>
            {
                var draft = _studies.Single(study => study.Name == "draft");
                var row = await db.Set<CaseStudy>().SingleAsync(row => row.Id == draft.Id);
                var described = row.Describe(
                    row.Described() with
                    {
                        Subtitle = plant("zzsubtitle", "the subtitle of the draft"),
                        Acknowledgement = plant("zzacknowledged", "the acknowledgement of the draft"),
                        Takeaways = [plant("zztakeaway", "a takeaway of the draft")],
                        Genre = plant("zzgenre", "the genre of the draft"),
                    },
                    Site.Time.GetUtcNow()
                );
                described.IsDone.ShouldBeTrue($"{described.Refusal}");
                var credit = new ContributorCard(
                    9,
                    null,
                    plant("zzcontributor", "a contributor of the draft"),
                    null,
                    plant("zzaffiliation", "the affiliation of a contributor of the draft"),
                    null,
                    [],
                    IsCorresponding: false
                );
                db.Add(Contribution.Credit(draft.Id, credit).Value);
                // The section that the page shows first.
                var open = (await db.LatestRevisionAsync(row, default))!.Document().Sections[0]; // it was imported
                var unsaved = UnsavedDraft.Begin(draft.Id, open.Id, The("EX assigned").Person!.Value); // has an account
                unsaved.Keep(plant("zzunsaved", "words typed and not saved"), "", Site.Time.GetUtcNow());
                db.Add(unsaved);
                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );

    // What was written for the next edition while the first one stays public.
    private async Task PlantAfterEditionAsync(Func<string, string, string> plant)
    {
        var published = _studies.Single(study => study.IsPublic);
        var card = await Site.AskAsync<ICaseStudies, CaseStudyCard?>(all => all.FindAsync(published.Id, default));
        var opened = await Site.AskAsync<ReviseHandler, Result>(handler =>
            handler.ReviseAsync(Actor.System, published.Id, card!.Version, default) // published
        );
        opened.IsDone.ShouldBeTrue($"{opened.Refusal}");
        await ImportAsync(published.Word, $"A later {plant("zzlaterwords", "a revision after the edition")}.", 77);
        await Site.InAsync(
            async (_, db) =>
            {
                var row = await db.Set<CaseStudy>().SingleAsync(row => row.Id == published.Id);
                var described = row.Describe(
                    row.Described() with
                    {
                        Title = plant("zzlatertitle", "a title after the edition"),
                        Summary = plant("zzlatersummary", "a summary after the edition"),
                    },
                    Site.Time.GetUtcNow()
                );
                described.IsDone.ShouldBeTrue($"{described.Refusal}");
                var tag = Tag.Propose(published.Id, Facet.Keyword, plant("zzlatertag", "a tag after the edition"), "zzlatertag");
                db.Add(tag.Value);
                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );
    }

    private async Task PlantInHubAsync(Func<string, string, string> plant)
    {
        var essay = FrameworkYaml.BuiltIn.First(framework => framework.Key == "free-essay");
        var released = await Site.AskAsync<FrameworkHandler, Result>(handler =>
            handler.ReleaseAsync(
                Actor.System,
                Harbour,
                essay with
                {
                    Key = "zz-own",
                    Title = plant("zzframework", "the title of a framework"),
                    Summary = plant("zzpurpose", "the summary of a framework"),
                    Sections =
                    [
                        essay.Sections[0] with
                        {
                            Prompt = plant("zzprompt", "a prompt of a framework"),
                            Guidance = plant("zzguidance", "the guidance of a framework"),
                        },
                    ],
                },
                0,
                default
            )
        );
        released.IsDone.ShouldBeTrue($"{released.Refusal}");
        plant("zzcohort", "the name of a cohort that is only planned");
        await Site.InAsync(
            async (_, db) =>
            {
                await db.WriteAsync(
                    inner =>
                        db.Set<Cohort>()
                            .Where(row => row.Code == "two")
                            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, "zzcohort"), inner),
                    default
                );
                db.Add(
                    ReaderMessage
                        .Take(
                            Harbour,
                            MessageKind.Question,
                            new ReaderWords(
                                plant("zzmessage", "a message of a reader"),
                                plant("zzreader", "the name of a reader"),
                                plant("zzreply", "the address of a reader") + "@example.org",
                                ""
                            ),
                            Site.Time.GetUtcNow()
                        )
                        .Value
                );
                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );
    }

    private async Task PlantPeopleAsync(Func<string, string, string> plant)
    {
        var organisation = new NewOrganisation(Harbour, plant("zzorganisation", "an organisation without a public text"))
        {
            Aliases = [plant("zzalias", "another name of an organisation without a public text")],
            Sector = plant("zzsector", "the sector of an organisation without a public text"),
        };
        await Site.AskAsync<IPeople, OrganisationId>(async people =>
            (await people.AddOrganisationAsync(Actor.System, organisation, default)).Value
        );
        var member = new NewPerson(
            plant("zzmember", "the name of a member"),
            plant("zzmembermail", "the address of a member") + "@example.org"
        )
        {
            Biography = plant("zzbiography", "the biography of a member"),
        };
        var person = await Site.AskAsync<IPeople, PersonId>(async people =>
            (await people.AddAsync(Actor.System, member, default)).Value
        );
        await GrantAsync(person, new Part(Principal.ME, Harbour, CohortAt("one")));
        var hub = (await Site.AskAsync<IHubs, HubCard?>(hubs => hubs.FindAsync(Harbour, default)))!; // opened above
        var guest = plant("zzinvited", "the address of somebody invited") + "@example.org";
        var sent = await Site.AskAsync<InviteHandler, Result>(handler =>
            handler.SendAsync(
                Actor.Of(
                    The("HO").Person!.Value,
                    [new Standing(Harbour, Role.HubOwner, null, null)],
                    provedAt: Site.Time.GetUtcNow()
                ), // has an account
                hub,
                new NewInvitation(Harbour, guest, Role.Member) { Cohort = CohortAt("one") },
                default
            )
        );
        sent.IsDone.ShouldBeTrue($"{sent.Refusal}");
    }
}
