using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Make.CaseStudies.Model;

/// <summary>What a person typed into a section and has not saved into the text. Kept until they save or drop it.</summary>
public sealed class UnsavedDraft
{
    /// <summary>The longest text of one section, in characters.</summary>
    public const int Longest = 200_000;

    /// <summary>How many of a person's drafts wait in one case study at most: more than any text has sections.</summary>
    public const int Most = 200;

    private UnsavedDraft() { }

    public DraftId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }
    public string Section { get; private set; } = "";
    public PersonId Person { get; private set; }

    /// <summary>What was typed, as Markdown.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The hash of the section from which the typing began.</summary>
    public string From { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    /// <summary>Begins a draft.</summary>
    public static UnsavedDraft Begin(CaseStudyId caseStudy, string section, PersonId person) =>
        new()
        {
            Id = TypedId.New<DraftId>(),
            CaseStudy = caseStudy,
            Section = section,
            Person = person,
        };

    /// <summary>Keeps what was typed last.</summary>
    public void Keep(string text, string from, DateTimeOffset now) => (Text, From, At) = (text, from, now);
}
