using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Write;

/// <summary>Who writes, when, and how far they may go.</summary>
internal sealed record SectionWriter(LiveWriter Writer, DateTimeOffset At, LiveMode Mode);

/// <summary>Brings what was typed in the form of a section into the text as it is now.</summary>
internal sealed class SectionChange(SectionWish wish, SectionWriter who)
{
    /// <summary>The section as it stood before this change; null when the text has none of that id.</summary>
    public Section? Theirs { get; private set; }

    /// <summary>Whether both changed the same words; then nothing changes.</summary>
    public bool IsClash { get; private set; }

    /// <summary>Whether what was typed becomes suggestions.</summary>
    public bool IsSuggested => who.Mode == LiveMode.Suggest;

    /// <summary>The section as it is to stand; null until it was brought in.</summary>
    public Section? Became { get; private set; }

    /// <summary>The text with the section.</summary>
    /// <returns>Invalid for what cannot be read or may not stand there; Conflict when the section is gone or both changed the same words.</returns>
    public Result<Document> Apply(Document text)
    {
        (Theirs, IsClash, Became) = (text.Find(wish.Section), false, null);
        if (Theirs is not { } theirs)
        {
            return new Refusal.Conflict(
                "This section is no longer part of the text. Your words are kept as a draft; copy them to another section."
            );
        }

        var from = SectionStamp.Read(wish.From);
        var read = SectionMarkdown.Read(wish.Text, from ?? theirs);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        if (from is null || SectionMerge.Merge(from, read.Value, theirs) is not { } merged)
        {
            IsClash = true;
            return new Refusal.Conflict("Somebody else changed the same words.");
        }

        var changed = BlockNames.Unique(text.With(merged));
        if (IsSuggested)
        {
            changed = Suggestions.From(text, changed, who.Writer.Name, ToSecond(who.At), who.Writer.Id);
        }

        if (DocumentRules.Check(changed) is [var problem, ..])
        {
            return new Refusal.Invalid("Text", $"{problem.What} Mend the text and save again; it is kept as a draft.");
        }

        Became = changed.Find(wish.Section);
        return changed;
    }

    private static DateTimeOffset ToSecond(DateTimeOffset at) =>
        new(at.UtcDateTime.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
