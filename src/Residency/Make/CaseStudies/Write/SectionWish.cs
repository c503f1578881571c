namespace Residency.Make.CaseStudies.Write;

/// <summary>What a person sends from the form of a section.</summary>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Section">The id of the section.</param>
/// <param name="Text">What was typed, as Markdown.</param>
/// <param name="From">The section from which the typing began, as <see cref="SectionStamp"/> writes it.</param>
public sealed record SectionWish(CaseStudyId CaseStudy, string Section, string Text, string From)
{
    /// <summary>What changed, in the writer's words; may be empty.</summary>
    public string Message { get; init; } = "";
}

/// <summary>What became of a save.</summary>
/// <param name="From">The section as it stands now; what the next save must present.</param>
/// <param name="Revision">The number of the newest revision.</param>
/// <param name="Theirs">Null when the section was saved; else what somebody else wrote meanwhile in the same words, as Markdown.</param>
public sealed record SaveOutcome(string From, int Revision, string? Theirs)
{
    /// <summary>Whether the section was saved.</summary>
    public bool IsSaved => Theirs is null;

    /// <summary>Whether what was typed stands in the text as suggestions.</summary>
    public bool IsSuggested { get; init; }
}
