using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Write;

/// <summary>Lets a person write one section without script: keep what is typed, save it into the live text, say that they write here.</summary>
internal sealed class WriteHandler(AppDb db, LiveDraft draft, FrameworkQueries frameworks, WriterNames names, TimeProvider clock)
{
    /// <summary>Keeps what was typed, outside the text, and prolongs the person's turn.</summary>
    /// <returns>When it was kept; the refusals of editing.</returns>
    public async Task<Result<DateTimeOffset>> KeepAsync(Actor actor, SectionWish wish, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await LoadAsync(actor, wish.CaseStudy, now, cancel);
        if (!loaded.IsDone || Refuse(actor, wish) is { } refusal)
        {
            return loaded.Refusal ?? Refuse(actor, wish)!; // one of the two, see above
        }

        if (actor.Person is null)
        {
            return new Refusal.Conflict("Drafts are kept for people with an account. Save your words into the text.");
        }

        if (await KeepDraftAsync(actor, wish, now, cancel) is { } full)
        {
            return full;
        }

        await TakeTurnAsync(actor, wish, force: false, now, cancel);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? now : saved.Refusal;
    }

    /// <summary>
    /// Puts what was typed into the live text, beside what others wrote meanwhile; of those who may only suggest as
    /// suggestions. A revision is cut.
    /// </summary>
    /// <returns>
    /// What became of it: when somebody else changed the same words nothing is lost, the words stay as a draft; the
    /// refusals of suggesting.
    /// </returns>
    public async Task<Result<SaveOutcome>> SaveAsync(Actor actor, SectionWish wish, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await LoadAsync(actor, wish.CaseStudy, now, cancel);
        if (!loaded.IsDone || Refuse(actor, wish) is { } refusal)
        {
            return loaded.Refusal ?? Refuse(actor, wish)!; // one of the two, see above
        }

        var (caseStudy, mode) = loaded.Value;
        var section = new SectionChange(wish, new SectionWriter(await names.OfAsync(actor, cancel), now, mode));
        var saved = await SaveAsync(actor, caseStudy, (wish, section), cancel);
        if (saved.IsDone || section is { Theirs: not null, IsClash: false })
        {
            return saved;
        }

        // Loaded anew: a refused change leaves nothing behind.
        if (actor.Person is not null && await KeepDraftAsync(actor, wish, now, cancel) is { } full)
        {
            return full;
        }

        var kept = await db.SaveAsync(cancel);
        return !kept.IsDone ? kept.Refusal
            : section.Theirs is { } theirs
                ? new SaveOutcome(SectionStamp.Of(theirs), caseStudy.LatestRevision, SectionMarkdown.Write(theirs))
            : saved.Refusal;
    }

    /// <summary>Takes the turn from somebody else, whose unsaved words stay as their draft.</summary>
    public async Task<Result> TakeOverAsync(Actor actor, CaseStudyId caseStudy, string section, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var loaded = await LoadAsync(actor, caseStudy, now, cancel);
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

        var framework = await frameworks.DefinitionAsync(loaded.Value.Framework, cancel);
        var section = new Section(BlockIds.New(), [new Run(line)], [])
        {
            Key = framework?.Sections.Any(asked => asked.Key == key) == true ? key : null,
        };
        var wish = new DraftChange(
            text => SectionText.Insert(text, section, framework),
            RevisionSource.Written,
            $"Section “{line}” added"
        );
        var added = await draft.ChangeAsync(actor, loaded.Value, wish, cancel);
        return added.IsDone ? section.Id : added.Refusal;
    }

    /// <summary>Drops the person's own unsaved words of a section.</summary>
    public async Task<Result> DropAsync(Actor actor, CaseStudyId caseStudy, string section, CancellationToken cancel)
    {
        // Whoever can see the case study, also when nothing may be written any more: these are their own words.
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.View, caseStudy, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.WithoutValue();
        }

        await DropDraftAsync(actor, caseStudy, section, cancel);
        return await db.SaveAsync(cancel);
    }

    private async Task<Result<(CaseStudy CaseStudy, LiveMode Mode)>> LoadAsync(
        Actor actor,
        CaseStudyId id,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.Suggest, id, now, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var mode = LiveModes.Of(actor, loaded.Value, now);
        return mode >= LiveMode.Suggest
            ? (loaded.Value, mode)
            : new Refusal.Conflict(
                "The text has left the desk: nobody writes in it now. Reload the page to see where it stands."
            );
    }

    private async Task<Result<SaveOutcome>> SaveAsync(
        Actor actor,
        CaseStudy caseStudy,
        (SectionWish Wish, SectionChange Section) typed,
        CancellationToken cancel
    )
    {
        var (wish, section) = typed;
        var change = new DraftChange(section.Apply, RevisionSource.Written, wish.Message);
        var changed = await draft.ChangeAsync(actor, caseStudy, change, cancel);
        if (!changed.IsDone)
        {
            return changed.Refusal;
        }

        await DropDraftAsync(actor, caseStudy.Id, wish.Section, cancel);
        await TakeTurnAsync(actor, wish, force: false, clock.GetUtcNow(), cancel);
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone
            ? new SaveOutcome(SectionStamp.Of(section.Became!), caseStudy.LatestRevision, Theirs: null) // brought in above
            {
                IsSuggested = section.IsSuggested,
            }
            : saved.Refusal;
    }

    private static Refusal? Refuse(Actor actor, SectionWish wish) =>
        actor is { Person: null, Link: null } ? new Refusal.Forbidden("Sign in as a person to write.")
        : wish.Text.Length > UnsavedDraft.Longest
            ? new Refusal.Invalid("Text", "This section is too long. Keep it under 200,000 characters.")
        : wish.Section.Length is 0 or > 64 ? new Refusal.Invalid("Section", "Choose a section of the text.")
        : null;

    // Refuses when nothing more is kept; the words are still in the sender's form.
    private async Task<Refusal?> KeepDraftAsync(Actor actor, SectionWish wish, DateTimeOffset now, CancellationToken cancel)
    {
        var person = actor.Person!.Value; // refused above when nobody
        var kept = await db.Set<UnsavedDraft>()
            .SingleOrDefaultAsync(
                row => row.CaseStudy == wish.CaseStudy && row.Section == wish.Section && row.Person == person,
                cancel
            );
        if (kept is null)
        {
            var waiting = await db.Set<UnsavedDraft>()
                .CountAsync(row => row.CaseStudy == wish.CaseStudy && row.Person == person, cancel);
            if (waiting >= UnsavedDraft.Most)
            {
                return new Refusal.Conflict(
                    $"You have {waiting} unsaved drafts in this case study. Copy these words, then save or drop some of the drafts."
                );
            }

            kept = UnsavedDraft.Begin(wish.CaseStudy, wish.Section, person);
            db.Add(kept);
        }

        kept.Keep(wish.Text, wish.From, now);
        return null;
    }

    private async Task DropDraftAsync(Actor actor, CaseStudyId caseStudy, string section, CancellationToken cancel)
    {
        var kept = await db.Set<UnsavedDraft>()
            .SingleOrDefaultAsync(
                row => row.CaseStudy == caseStudy && row.Section == section && row.Person == actor.Person,
                cancel
            );
        if (kept is not null)
        {
            db.Remove(kept);
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
