using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
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

/// <summary>All that the editor shows.</summary>
internal sealed record WritingDesk(CaseStudyCard CaseStudy, IReadOnlyList<OutlineLine> Outline)
{
    /// <summary>The section that is open; null when the text has none.</summary>
    public Section? Section { get; init; }
    public FrameworkSection? Asked { get; init; }

    /// <summary>What stands in the editor: the draft when there is one, else the section.</summary>
    public string Text { get; init; } = "";

    /// <summary>The hash that the next save must present.</summary>
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

/// <summary>Brings together what the editor shows.</summary>
internal sealed class WriteQueries(AppDb db, FrameworkQueries frameworks, IPeople people, TimeProvider clock)
{
    /// <summary>The desk with a section open: the asked one, else the first.</summary>
    public async Task<Result<WritingDesk>> DeskAsync(Actor actor, CaseStudyId id, string? section, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var caseStudy = loaded.Value;
        var framework = await frameworks.DefinitionAsync(caseStudy.Framework, cancel);
        var document = (await db.LatestRevisionAsync(caseStudy, cancel))?.Document() ?? SectionText.Empty(framework);
        var outline = document.Sections.Select(one => Line(one, framework)).ToList();
        var open = string.IsNullOrEmpty(section)
            ? document.Sections.Count > 0
                ? document.Sections[0]
                : null
            : document.FindAround(section);
        var desk = new WritingDesk(caseStudy.Card(), outline)
        {
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
        var draft = await db.Set<UnsavedDraft>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.CaseStudy == id && row.Section == open.Id && row.Person == actor.Person, cancel);
        var lease = await db.Set<EditLease>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.CaseStudy == id && row.Section == open.Id, cancel);
        OtherEditor? other = null;
        if (lease is not null && actor.Person is { } person && lease.IsHeldAgainst(person, now))
        {
            other = new OtherEditor((await people.FindAsync(lease.Person, cancel))?.Name ?? "", lease.Since);
        }

        var hash = SectionText.Hash(open);
        return desk with
        {
            Section = open,
            Asked = desk.Outline.First(line => line.Id == open.Id).Asked,
            Text = draft?.Text ?? SectionMarkdown.Write(open),
            From = draft?.From ?? hash,
            DraftAt = draft?.At,
            IsBehind = draft is not null && draft.From != hash,
            Other = other,
            Locked = SectionMarkdown.Locked(open),
        };
    }

    private static OutlineLine Line(Section section, FrameworkDefinition? framework)
    {
        var asked = framework?.Sections.FirstOrDefault(one => one.Key == section.Key);
        var title = DocumentText.Of(section.Title);
        return new OutlineLine(section.Id, title.Length > 0 ? title : asked?.Title ?? "", SectionText.Words(section), asked);
    }
}
