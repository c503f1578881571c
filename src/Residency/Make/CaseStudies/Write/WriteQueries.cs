using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Write;

/// <summary>One line of the editor's outline.</summary>
/// <param name="Id">The section.</param>
/// <param name="Title">Its title; the framework's or the text's.</param>
/// <param name="Words">How many there are.</param>
/// <param name="Asked">What the framework asks; null for a section of the writer's own.</param>
internal sealed record OutlineLine(string Id, string Title, int Words, FrameworkSection? Asked);

/// <summary>Somebody else who is editing the section.</summary>
internal sealed record OtherEditor(string Name, DateTimeOffset Since);

/// <summary>Words that a person typed into a section and that are not in the text.</summary>
public sealed record LeftWords(string Section, string Title, string Text, DateTimeOffset At);

/// <summary>All that the page for writing shows.</summary>
internal sealed record WritingDesk(CaseStudyCard CaseStudy, IReadOnlyList<OutlineLine> Outline)
{
    /// <summary>What the person may do with the text now.</summary>
    public LiveMode Mode { get; init; }

    /// <summary>Who they are beside the text.</summary>
    public LiveWriter Writer { get; init; } = LiveWriter.House;

    /// <summary>The whole text as it is now.</summary>
    public Document Document { get; init; } = new([]);

    /// <summary>What the framework asks for, in its order; empty without one.</summary>
    public IReadOnlyList<FrameworkSection> AskedFor { get; init; } = [];

    /// <summary>The person's own words that are not in the text, the newest first.</summary>
    public IReadOnlyList<LeftWords> Left { get; init; } = [];

    /// <summary>Whether the person may invite readers, or see who was.</summary>
    public bool MayListReaders { get; init; }

    /// <summary>Whether the hub asks the registry of DOIs.</summary>
    public bool LooksUpDois { get; init; }

    /// <summary>The section that is open; null when the text has none.</summary>
    public Section? Section { get; init; }
    public FrameworkSection? Asked { get; init; }

    /// <summary>What stands in the editor: the draft when there is one, else the section.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the next save must present, see <see cref="SectionStamp"/>.</summary>
    public string From { get; init; } = "";
    public DateTimeOffset? DraftAt { get; init; }

    /// <summary>Whether the section was changed by somebody after the draft was begun.</summary>
    public bool IsBehind { get; init; }
    public OtherEditor? Other { get; init; }

    /// <summary>Sections that the framework asks for and the text does not have.</summary>
    public IReadOnlyList<FrameworkSection> Missing { get; init; } = [];
    public IReadOnlyList<Block> Locked { get; init; } = [];
    public IReadOnlyList<FigureCard> Figures { get; init; } = [];
    public IReadOnlyList<ReferenceCard> References { get; init; } = [];
}

/// <summary>Brings together what the page for writing shows.</summary>
internal sealed class WriteQueries(
    AppDb db,
    LiveDraft draft,
    FrameworkQueries frameworks,
    WriteQueries.Doors doors,
    TimeProvider clock
)
{
    /// <summary>The doors that it asks.</summary>
    internal sealed record Doors(IPeople People, IHubs Hubs, WriterNames Names);

    /// <summary>The desk with a section open: the asked one, else the first.</summary>
    public async Task<Result<WritingDesk>> DeskAsync(Actor actor, CaseStudyId id, string? section, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.View, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var caseStudy = loaded.Value;
        var framework = await frameworks.DefinitionAsync(caseStudy.Framework, cancel);
        var document = await draft.ReadAsync(caseStudy, cancel);
        var outline = document.Sections.Select(one => Line(one, framework)).ToList();
        var open = string.IsNullOrEmpty(section)
            ? document.Sections.Count > 0
                ? document.Sections[0]
                : null
            : document.FindAround(section);
        var desk = new WritingDesk(caseStudy.Card(), outline)
        {
            Mode = LiveModes.Of(actor, caseStudy, now),
            Writer = await doors.Names.OfAsync(actor, cancel),
            Document = document,
            AskedFor = framework?.Sections ?? [],
            MayListReaders = CaseStudyAccess
                .Table.May(actor, CaseStudyActions.ReaderList, new CaseStudySubject(caseStudy, now), now)
                .IsDone,
            Left = await LeftAsync(actor, id, document, cancel),
            LooksUpDois = (await doors.Hubs.FindAsync(caseStudy.Hub, cancel))?.LooksUpDois == true,
            Figures = await db.FiguresAsync(id, cancel),
            References = await db.ReferencesAsync(id, cancel),
            Missing = [.. (framework?.Sections ?? []).Where(asked => document.Sections.All(one => one.Key != asked.Key))],
        };
        return open is null
            ? string.IsNullOrEmpty(section)
                ? desk
                : new Refusal.NotFound("This section is no longer part of the text.")
            : await OpenAsync(actor, desk, open, now, cancel);
    }

    private async Task<WritingDesk> OpenAsync(
        Actor actor,
        WritingDesk desk,
        Section open,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var id = desk.CaseStudy.Id;
        var kept = await db.Set<UnsavedDraft>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.CaseStudy == id && row.Section == open.Id && row.Person == actor.Person, cancel);
        var lease = await db.Set<EditLease>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.CaseStudy == id && row.Section == open.Id, cancel);
        OtherEditor? other = null;
        if (lease is not null && actor.Person is { } person && lease.IsHeldAgainst(person, now))
        {
            other = new OtherEditor((await doors.People.FindAsync(lease.Person, cancel))?.Name ?? "", lease.Since);
        }

        var stamp = SectionStamp.Of(open);
        return desk with
        {
            Section = open,
            Asked = desk.Outline.First(line => line.Id == open.Id).Asked,
            Text = kept?.Text ?? SectionMarkdown.Write(open),
            From = kept?.From ?? stamp,
            DraftAt = kept?.At,
            IsBehind = kept is not null && kept.From != stamp,
            Other = other,
            Locked = SectionMarkdown.Locked(open),
        };
    }

    private async Task<IReadOnlyList<LeftWords>> LeftAsync(
        Actor actor,
        CaseStudyId id,
        Document document,
        CancellationToken cancel
    ) =>
        actor.Person is not { } person
            ? []
            :
            [
                .. (
                    await db.Set<UnsavedDraft>()
                        .AsNoTracking()
                        .Where(row => row.CaseStudy == id && row.Person == person)
                        .OrderByDescending(row => row.At)
                        .ToListAsync(cancel)
                ).Select(row => new LeftWords(
                    row.Section,
                    document.Find(row.Section) is { } section ? DocumentText.Of(section.Title) : "",
                    row.Text,
                    row.At
                )),
            ];

    private static OutlineLine Line(Section section, FrameworkDefinition? framework)
    {
        var asked = framework?.Sections.FirstOrDefault(one => one.Key == section.Key);
        var title = DocumentText.Of(section.Title);
        return new OutlineLine(section.Id, title.Length > 0 ? title : asked?.Title ?? "", SectionText.Words(section), asked);
    }
}
