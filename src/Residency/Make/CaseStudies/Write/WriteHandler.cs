using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Write;

/// <summary>What a person sends from the editor.</summary>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Section">The id of the section.</param>
/// <param name="Text">What was typed, as Markdown.</param>
/// <param name="From">The hash of the section from which the typing began.</param>
public sealed record SectionWish(CaseStudyId CaseStudy, string Section, string Text, string From)
{
    /// <summary>What changed, in the writer's words; may be empty.</summary>
    public string Message { get; init; } = "";
}

/// <summary>What became of a save.</summary>
/// <param name="Hash">The hash of the section as it stands now.</param>
/// <param name="Revision">The number of the newest revision.</param>
/// <param name="Theirs">Null when the section was saved; else what somebody else saved meanwhile, as Markdown.</param>
public sealed record SaveOutcome(string Hash, int Revision, string? Theirs)
{
    /// <summary>Whether the section was saved.</summary>
    public bool IsSaved => Theirs is null;
}

/// <summary>Lets a person write one section: keep what is typed, save it into the text, take the turn.</summary>
internal sealed class WriteHandler(AppDb db, Ledger ledger, FrameworkQueries frameworks, IPeople people, TimeProvider clock)
{
    /// <summary>Keeps what was typed, outside the text, and prolongs the person's turn.</summary>
    /// <returns>When it was kept; the refusals of editing.</returns>
    public async Task<Result<DateTimeOffset>> KeepAsync(Actor actor, SectionWish wish, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, wish.CaseStudy, now, cancel);
        if (!loaded.IsDone || Refuse(actor, wish) is { } refusal)
        {
            return loaded.Refusal ?? Refuse(actor, wish)!; // one of the two, see above
        }

        if (await KeepDraftAsync(actor, wish, now, cancel) is { } full)
        {
            return full;
        }

        await TakeTurnAsync(actor, wish, force: false, now, cancel);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? now : saved.Refusal;
    }

    /// <summary>Puts what was typed into the text as a new revision, when nobody changed the section meanwhile.</summary>
    /// <returns>What became of it: on a clash nothing is lost, the words stay as a draft; the refusals of editing.</returns>
    public async Task<Result<SaveOutcome>> SaveAsync(Actor actor, SectionWish wish, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, wish.CaseStudy, now, cancel);
        if (!loaded.IsDone || Refuse(actor, wish) is { } refusal)
        {
            return loaded.Refusal ?? Refuse(actor, wish)!; // one of the two, see above
        }

        var caseStudy = loaded.Value;
        var newest = (await db.LatestRevisionAsync(caseStudy, cancel))?.Document();
        if (newest?.Find(wish.Section) is not { } section)
        {
            if (await KeepDraftAsync(actor, wish, now, cancel) is { } full)
            {
                return full;
            }

            await db.SaveAsync(cancel);
            return new Refusal.Conflict(
                "This section is no longer part of the text. Your words are kept as a draft; copy them to another section."
            );
        }

        if (SectionText.Hash(section) != wish.From)
        {
            if (await KeepDraftAsync(actor, wish, now, cancel) is { } full)
            {
                return full;
            }

            var kept = await db.SaveAsync(cancel);
            return kept.IsDone
                ? new SaveOutcome(SectionText.Hash(section), caseStudy.LatestRevision, SectionMarkdown.Write(section))
                : kept.Refusal;
        }

        var read = SectionMarkdown.Read(wish.Text, section);
        return read.IsDone ? await CutAsync(actor, wish, caseStudy, newest.With(read.Value), cancel) : read.Refusal;
    }

    /// <summary>Takes the turn from somebody else, whose unsaved words stay as their draft.</summary>
    public async Task<Result> TakeOverAsync(Actor actor, CaseStudyId caseStudy, string section, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, caseStudy, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        await TakeTurnAsync(actor, new SectionWish(caseStudy, section, "", ""), force: true, now, cancel);
        return await db.SaveAsync(cancel);
    }

    /// <summary>Adds a section: one that the framework asks for at its place, one of the writer's own at the end.</summary>
    /// <param name="key">The key of the framework's section; null for one of the writer's own.</param>
    /// <returns>Its id; Invalid for a bad title; the refusals of editing.</returns>
    public async Task<Result<string>> AddSectionAsync(
        Actor actor,
        CaseStudyId id,
        string title,
        string? key,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var line = Description.OneLine(title);
        if (line.Length is 0 or > 200)
        {
            return new Refusal.Invalid("Title", "Enter a title of up to 200 characters.");
        }

        var document = (await db.LatestRevisionAsync(loaded.Value, cancel))?.Document() ?? new Document([]);
        var framework = await frameworks.DefinitionAsync(loaded.Value.Framework, cancel);
        var section = new Section(BlockIds.New(), [new Run(line)], [])
        {
            Key = framework?.Sections.Any(asked => asked.Key == key) == true ? key : null,
        };
        var name = actor.Person is { } author ? (await people.FindAsync(author, cancel))?.Name ?? "" : "";
        var wish = new RevisionWish(
            SectionText.Insert(document, section, framework),
            actor.Person,
            name,
            now,
            RevisionSource.Written
        )
        {
            Message = $"Section “{line}” added",
        };
        db.Cut(ledger, actor, loaded.Value, wish, now);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? section.Id : saved.Refusal;
    }

    /// <summary>Drops the person's own unsaved words of a section.</summary>
    public async Task<Result> DropAsync(Actor actor, CaseStudyId caseStudy, string section, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Edit, caseStudy, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        await DropDraftAsync(actor, caseStudy, section, cancel);
        return await db.SaveAsync(cancel);
    }

    private async Task<Result<SaveOutcome>> CutAsync(
        Actor actor,
        SectionWish wish,
        CaseStudy caseStudy,
        Document document,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var text = BlockNames.Unique(document);
        if (DocumentRules.Check(text) is [var problem, ..])
        {
            return new Refusal.Invalid("Text", $"{problem.What} Mend the text and save again; it is kept as a draft.");
        }

        var name = actor.Person is { } author ? (await people.FindAsync(author, cancel))?.Name ?? "" : "";
        db.Cut(
            ledger,
            actor,
            caseStudy,
            new RevisionWish(text, actor.Person, name, now, RevisionSource.Written) { Message = wish.Message },
            now
        );
        await DropDraftAsync(actor, caseStudy.Id, wish.Section, cancel);
        await TakeTurnAsync(actor, wish, force: false, now, cancel);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone
            ? new SaveOutcome(SectionText.Hash(text.Find(wish.Section)!), caseStudy.LatestRevision, Theirs: null) // replaced above
            : saved.Refusal;
    }

    private static Refusal? Refuse(Actor actor, SectionWish wish) =>
        actor.Person is null ? new Refusal.Forbidden("Sign in as a person to write.")
        : wish.Text.Length > UnsavedDraft.Longest
            ? new Refusal.Invalid("Text", "This section is too long. Keep it under 200,000 characters.")
        : wish.Section.Length is 0 or > 64 ? new Refusal.Invalid("Section", "Choose a section of the text.")
        : null;

    // Refuses when nothing more is kept; the words are still in the sender's form.
    private async Task<Refusal?> KeepDraftAsync(Actor actor, SectionWish wish, DateTimeOffset now, CancellationToken cancel)
    {
        var person = actor.Person!.Value; // refused above when nobody
        var draft = await db.Set<UnsavedDraft>()
            .SingleOrDefaultAsync(
                row => row.CaseStudy == wish.CaseStudy && row.Section == wish.Section && row.Person == person,
                cancel
            );
        if (draft is null)
        {
            var waiting = await db.Set<UnsavedDraft>()
                .CountAsync(row => row.CaseStudy == wish.CaseStudy && row.Person == person, cancel);
            if (waiting >= UnsavedDraft.Most)
            {
                return new Refusal.Conflict(
                    $"You have {waiting} unsaved drafts in this case study. Copy these words, then save or drop some of the drafts."
                );
            }

            draft = UnsavedDraft.Begin(wish.CaseStudy, wish.Section, person);
            db.Add(draft);
        }

        draft.Keep(wish.Text, wish.From, now);
        return null;
    }

    private async Task DropDraftAsync(Actor actor, CaseStudyId caseStudy, string section, CancellationToken cancel)
    {
        var draft = await db.Set<UnsavedDraft>()
            .SingleOrDefaultAsync(
                row => row.CaseStudy == caseStudy && row.Section == section && row.Person == actor.Person,
                cancel
            );
        if (draft is not null)
        {
            db.Remove(draft);
        }
    }

    private async Task TakeTurnAsync(Actor actor, SectionWish wish, bool force, DateTimeOffset now, CancellationToken cancel)
    {
        if (actor.Person is not { } person)
        {
            return;
        }

        var lease = await db.Set<EditLease>()
            .SingleOrDefaultAsync(row => row.CaseStudy == wish.CaseStudy && row.Section == wish.Section, cancel);
        if (lease is null)
        {
            db.Add(EditLease.Take(wish.CaseStudy, wish.Section, person, now));
        }
        else if (force || !lease.IsHeldAgainst(person, now))
        {
            lease.Give(person, now);
        }
    }
}
