using System.Text;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Gather.Cohorts;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Assign;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Purge;
using Residency.Make.Publishing;
using Residency.Make.Publishing.Withdraw;
using Residency.Share.Library;
using Residency.Share.Library.Model;

namespace Residency.Tests.Permissions;

/// <summary>A case study of the first hub's first cohort, about the ferry company.</summary>
/// <param name="Word">Stands in its text and everywhere in its record but title and credit, and nowhere else.</param>
internal sealed record Study(string Name, string Word, CaseStudyId Id, CaseStudyState State, Audience Audience)
{
    /// <summary>Stands in its title and in the name of its author, which a tombstone still shows.</summary>
    public string TitleWord => Backwards(Word);

    public static string Backwards(string word) => new([.. word.Reverse()]);

    public string Code { get; init; } = "";

    /// <summary>The code of its picture in the file store.</summary>
    public string Picture { get; init; } = "";

    /// <summary>Whether an edition is offered.</summary>
    public bool IsPublic { get; init; }
}

internal sealed partial class TwoHubs
{
    private readonly List<Study> _studies = [];

    public IReadOnlyList<Study> Studies => _studies;

    /// <summary>Files that were handed in for the first cohort; the job that reads them waits.</summary>
    public ImportId Import { get; private set; }

    private async Task TextsAsync()
    {
        await StudyAsync("draft", "zquartzfinch", CaseStudyState.Draft, Audience.Team);
        await StudyAsync("draft for the cohort", "zcobaltwren", CaseStudyState.Draft, Audience.Cohort);
        await StudyAsync("draft for the hub", "zumberlark", CaseStudyState.Draft, Audience.Hub);
        await StudyAsync("in review", "zochreheron", CaseStudyState.Review, Audience.Team);
        await StudyAsync("at sign-off", "zvermilionowl", CaseStudyState.SignOff, Audience.Team);
        await StudyAsync("published", "zambergrebe", CaseStudyState.Published, Audience.Team);
        await StudyAsync("withdrawn", "zsiennacrane", CaseStudyState.Withdrawn, Audience.Team);
        await StudyAsync("in the trash", "zcrimsonstork", CaseStudyState.Deleted, Audience.Team);
        await StudyAsync("about to be deleted", "zlilacplover", CaseStudyState.Deleted, Audience.Team);
        var asked = await Site.AskAsync<PurgeHandler, Result>(handler =>
            handler.AskAsync(Actor.System, _studies[^1].Id, "It names people.", default)
        );
        asked.IsDone.ShouldBeTrue($"{asked.Refusal}");
        await MoreOfTheDraftAsync(_studies[0]);
        var handedIn = await Site.AskAsync<HandInHandler, Result<ImportId>>(handler =>
            handler.TakeAsync(
                Actor.System,
                new ImportPlan(Harbour, CohortAt("one")),
                [new HandedInFile("notes.md", () => new MemoryStream("Words."u8.ToArray()))],
                default
            )
        );
        Import = handedIn.Value;
        await Site.AskAsync<ICohorts, bool>(async cohorts =>
        {
            var ferry = OrganisationAt(Harbour, "Ferry company");
            (await cohorts.TakePlaceAsync(Actor.System, CohortAt("one"), ferry, default)).IsDone.ShouldBeTrue();
            return true;
        });
    }

    // What an import alone does not bring: a second revision, a proposal, a cited work, a message of a reader.
    private async Task MoreOfTheDraftAsync(Study draft)
    {
        await ImportAsync(draft.Word, $"An earlier {draft.Word} was shorter.", 0);
        await Site.InAsync(
            async (_, db) =>
            {
                var now = Site.Time.GetUtcNow();
                db.Add(Tag.Propose(draft.Id, Facet.Keyword, $"a {draft.Word} tag", $"The word {draft.Word} stands in it.").Value);
                db.Add(
                    OutsideReference
                        .Add(draft.Id, new ReferenceCard("key1843", $"On {draft.Word}", ["Ada"], 1843, "", "", null, null))
                        .Value
                );
                foreach (var hub in (HubId[])[Harbour, Island])
                {
                    db.Add(
                        ReaderMessage
                            .Take(hub, MessageKind.Question, new ReaderWords("What is this?", "A reader", "", ""), now)
                            .Value
                    );
                    db.Add(OutsideWork.Of(hub, new OutsideRecord("A work of others", 2023, "10.5281/zenodo.1")).Value);
                }

                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );
    }

    private async Task StudyAsync(string name, string word, CaseStudyState state, Audience audience)
    {
        var id = await ImportAsync(word, $"A {word} and *a {word} in emphasis*.", _studies.Count);
        await AssignAsync(id);
        var isPublished = state is CaseStudyState.Published or CaseStudyState.Withdrawn;
        if (isPublished)
        {
            var edition = await Site.AskAsync<IReleaseEditions, Result<EditionCard>>(editions =>
                editions.ReleaseAsync(Actor.System, id, "", Site.Time.GetUtcNow(), default)
            );
            edition.IsDone.ShouldBeTrue($"{name}: {edition.Refusal}");
        }

        if (state == CaseStudyState.Withdrawn)
        {
            await WithdrawAsync(id);
        }

        var ferry = OrganisationAt(Harbour, "Ferry company");
        await Site.InAsync(
            (_, db) =>
                db.WriteAsync(
                    inner =>
                        db.Set<CaseStudy>()
                            .Where(row => row.Id == id)
                            .ExecuteUpdateAsync(
                                set =>
                                    set.SetProperty(row => row.State, state)
                                        .SetProperty(row => row.Audience, audience)
                                        .SetProperty(row => row.Organisation, ferry),
                                inner
                            ),
                    default
                )
        );
        _studies.Add(
            await Site.ReadAsync(async db =>
            {
                var row = await db.Set<CaseStudy>().AsNoTracking().SingleAsync(row => row.Id == id);
                var picture = await db.Set<FigureAsset>().AsNoTracking().SingleAsync(figure => figure.CaseStudy == id);
                return new Study(name, word, id, state, audience)
                {
                    Code = row.Code.Value,
                    Picture = picture.File.Value,
                    IsPublic = state == CaseStudyState.Published,
                };
            })
        );
    }

    private async Task<CaseStudyId> ImportAsync(string word, string paragraph, int pixel)
    {
        var text = $"""
            ---
            title: A study of {Study.Backwards(word)}
            abstract: What {word} is about.
            license: CC-BY-4.0
            authors:
              - name: Ada {Study.Backwards(word)}
            ---

            ## The {word}

            {paragraph}

            :::{"{"}figure{"}"} {word}.gif
            :alt: A {word} in grey

            The {word} as seen by us.
            :::
            """;
        var imported = await Site.AskAsync<IImportCaseStudies, Result<CaseStudyId>>(imports =>
            imports.ImportAsync(
                Actor.System,
                Harbour,
                CohortAt("one"),
                new FileForImport($"{word}.md", $"{word}.md", Encoding.UTF8.GetBytes(text), _ => PixelOf(pixel)),
                default
            )
        );
        imported.IsDone.ShouldBeTrue($"{word}: {imported.Refusal}");
        return imported.Value;
    }

    private async Task AssignAsync(CaseStudyId id)
    {
        foreach (var who in _everybody.Where(who => who.IsAssigned))
        {
            var part = new AssignmentCard(
                who.Person!.Value, // whoever is assigned has an account
                RoleOf(who.Parts[0].Principal),
                null,
                who.IsWindowOpen ? null : Site.Time.GetUtcNow().AddMinutes(-1)
            );
            var assigned = await Site.AskAsync<AssignHandler, Result>(handler =>
                handler.AssignAsync(Actor.System, id, part, default)
            );
            assigned.IsDone.ShouldBeTrue($"{who}: {assigned.Refusal}");
        }
    }

    private async Task WithdrawAsync(CaseStudyId id)
    {
        var card = await Site.AskAsync<ICaseStudies, CaseStudyCard?>(all => all.FindAsync(id, default));
        var withdrawn = await Site.AskAsync<WithdrawHandler, Result>(handler =>
            handler.WithdrawAsync(Actor.System, id, (card!.Version, "Asked for by the partner."), default) // imported above
        );
        withdrawn.IsDone.ShouldBeTrue($"{withdrawn.Refusal}");
    }

    // The smallest picture there is, in a colour of its own: the file store keeps equal pictures once.
    private static byte[] PixelOf(int number) =>
        [
            .. "GIF89a"u8,
            1,
            0,
            1,
            0,
            0x80,
            0,
            0,
            (byte)number,
            80,
            80,
            0,
            0,
            0,
            0x2C,
            0,
            0,
            0,
            0,
            1,
            0,
            1,
            0,
            0,
            2,
            2,
            0x44,
            1,
            0,
            0x3B,
        ];
}
