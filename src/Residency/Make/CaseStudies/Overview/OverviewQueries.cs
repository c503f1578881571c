using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.Cohorts;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Overview;

/// <summary>All that the page of one case study shows.</summary>
internal sealed record OverviewOf(CaseStudyCard CaseStudy)
{
    public int Words { get; init; }
    public CohortCard? Cohort { get; init; }
    public OrganisationCard? Organisation { get; init; }
    public FrameworkDefinition? Framework { get; init; }
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public IReadOnlyList<ContributorCard> Contributors { get; init; } = [];
    public IReadOnlyList<TagCard> Tags { get; init; } = [];
    public IReadOnlyList<FigureCard> Figures { get; init; } = [];
    public IReadOnlyList<(PersonCard Person, AssignmentCard Part)> Team { get; init; } = [];

    /// <summary>The remarks that came with an imported file; empty for those who only read.</summary>
    public IReadOnlyList<ImportedComment> Comments { get; init; } = [];
    public IReadOnlyList<LedgerEntry> History { get; init; } = [];

    /// <summary>Names of those who act in the history.</summary>
    public IReadOnlyDictionary<PersonId, PersonCard> People { get; init; } = new Dictionary<PersonId, PersonCard>();

    /// <summary>Who wrote what the house itself cut into a revision, by the entry of the history that says so.</summary>
    public IReadOnlyDictionary<long, string> Writers { get; init; } = new Dictionary<long, string>();

    /// <summary>The actions that the actor may do now, of those that the page offers.</summary>
    public IReadOnlySet<string> May { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether the actor may ask that it be deleted for good.</summary>
    public bool MayPurge { get; init; }
}

/// <summary>Brings together what is known of one case study.</summary>
internal sealed class OverviewQueries(
    AppDb db,
    Ledger ledger,
    CheckQueries checks,
    FrameworkQueries frameworks,
    OverviewQueries.Doors doors,
    TimeProvider clock
)
{
    private const int LongestHistory = 20;

    private static readonly string s_cut = Fact.NameOf(typeof(RevisionCut));

    private static readonly string[] Offered =
    [
        CaseStudyActions.Edit,
        CaseStudyActions.Suggest,
        CaseStudyActions.Comment,
        CaseStudyActions.MetaEdit,
        CaseStudyActions.HistoryView,
        CaseStudyActions.Assign,
        CaseStudyActions.AudienceSet,
        CaseStudyActions.AttachmentUpload,
        CaseStudyActions.Export,
        CaseStudyActions.Delete,
        CaseStudyActions.Undelete,
        CaseStudyActions.Move,
    ];

    /// <summary>The rooms above that this page asks.</summary>
    internal sealed record Doors(IPeople People, ICohorts Cohorts);

    /// <summary>The page, when the actor may see the case study.</summary>
    public async Task<Result<OverviewOf>> OfAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.View, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var caseStudy = loaded.Value;
        var may = Allowed(actor, caseStudy, now);
        var history = may.Contains(CaseStudyActions.HistoryView)
            ? await ledger.AboutAsync(caseStudy.Hub, CaseStudyFact.SubjectOf(id), LongestHistory, cancel)
            : [];
        var people = await doors.People.CardsAsync(
            [
                .. caseStudy
                    .Assignments.Select(part => part.Person)
                    .Concat(history.Select(entry => entry.Actor).OfType<PersonId>())
                    .Distinct(),
            ],
            cancel
        );
        return new OverviewOf(caseStudy.Card())
        {
            Words = caseStudy.Words,
            Cohort = caseStudy.Cohort is { } cohort ? await doors.Cohorts.FindAsync(cohort, cancel) : null,
            Organisation = caseStudy.Organisation is { } organisation
                ? await doors.People.FindOrganisationAsync(organisation, cancel)
                : null,
            Framework = await frameworks.DefinitionAsync(caseStudy.Framework, cancel),
            Findings = await checks.RunAsync(caseStudy, cancel),
            Contributors = await db.ContributorsAsync(id, cancel),
            Tags = await db.TagsAsync(id, cancel),
            Figures = await db.FiguresAsync(id, cancel),
            Team =
            [
                .. caseStudy
                    .Assignments.Where(part => people.ContainsKey(part.Person))
                    .OrderBy(part => part.GivenAt)
                    .Select(part => (people[part.Person], new AssignmentCard(part.Person, part.Role, part.From, part.Until))),
            ],
            History = history,
            Writers = await WritersAsync(id, history, cancel),
            // Remarks are between those who work on the text, not for those who may only read a draft.
            // Once they are threads, the page of comments shows them.
            Comments =
                may.Contains(CaseStudyActions.Comment) && !await db.FromOutside(id).AnyAsync(cancel)
                    ? [.. (await db.LatestRevisionAsync(caseStudy, cancel))?.Document().Comments ?? []]
                    : [],
            People = people,
            May = may,
            // Whoever discarded it may still ask; the page says who may confirm.
            MayPurge =
                CaseStudyAccess
                    .Table.May(actor, CaseStudyActions.Purge, new PurgeSubject(caseStudy, AskedBy: null, now), now)
                    .Refusal
                    is null
                        or Refusal.StepUp,
        };
    }

    private async Task<IReadOnlyDictionary<long, string>> WritersAsync(
        CaseStudyId id,
        IReadOnlyList<LedgerEntry> history,
        CancellationToken cancel
    )
    {
        var cuts = history
            .Where(entry => entry.Actor is null && entry.Name == s_cut)
            .ToDictionary(entry => entry.Sequence, entry => NumberOf(entry.Payload));
        var numbers = cuts.Values.ToList();
        var names = await db.Set<Revision>()
            .AsNoTracking()
            .Where(row => row.CaseStudy == id && numbers.Contains(row.Number))
            .Select(row => new { row.Number, row.AuthorName })
            .ToDictionaryAsync(row => row.Number, row => row.AuthorName, cancel);
        return cuts.ToDictionary(cut => cut.Key, cut => names.GetValueOrDefault(cut.Value, ""));

        static int NumberOf(string payload)
        {
            using var fact = JsonDocument.Parse(payload);
            return fact.RootElement.GetProperty(nameof(RevisionCut.Number)).GetInt32();
        }
    }

    // A missing fresh proof is no reason to hide a button: the page asks for it.
    private static HashSet<string> Allowed(Actor actor, CaseStudy caseStudy, DateTimeOffset now) =>
        Offered
            .Where(action =>
                CaseStudyAccess.Table.May(actor, action, new CaseStudySubject(caseStudy, now), now).Refusal
                    is null
                        or Refusal.StepUp
            )
            .ToHashSet(StringComparer.Ordinal);
}
