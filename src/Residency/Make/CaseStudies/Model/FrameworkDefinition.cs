using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>What a framework asks for: its sections, their prompts and their lengths.</summary>
public sealed record FrameworkDefinition
{
    public string Key { get; init; } = "";
    public string Title { get; init; } = "";
    public string Summary { get; init; } = "";

    /// <summary>What one text is about: organisation, theme, sector or meta.</summary>
    public string Unit { get; init; } = "organisation";
    public string Genre { get; init; } = "";
    public string Audience { get; init; } = "";
    public IReadOnlyList<string> Stages { get; init; } = [];
    public IReadOnlyList<FrameworkSection> Sections { get; init; } = [];

    /// <summary>Checks what a person or a file gives.</summary>
    /// <returns>The same; Invalid when there is no title, no section, or a key is missing, wrong or doubled.</returns>
    public Result<FrameworkDefinition> Checked()
    {
        if (string.IsNullOrWhiteSpace(Title))
        {
            return new Refusal.Invalid("Title", "Enter the framework's title.");
        }

        if (!IsKey(Key))
        {
            return new Refusal.Invalid("Key", "The key must be 2 to 80 lower-case letters, digits and hyphens.");
        }

        if (Sections.Count is 0 or > 40)
        {
            return new Refusal.Invalid("Sections", "A framework has at least one section and at most forty.");
        }

        foreach (var section in Sections)
        {
            if (!IsKey(section.Key) || string.IsNullOrWhiteSpace(section.Title))
            {
                return new Refusal.Invalid(
                    "Sections",
                    $"The section “{section.Title}” needs a title and a key of lower-case letters, digits and hyphens."
                );
            }

            if (section.Words.Min < 0 || (section.Words.Max > 0 && section.Words.Max < section.Words.Min))
            {
                return new Refusal.Invalid(
                    "Sections",
                    $"In “{section.Title}” the greatest number of words must not be less than the least."
                );
            }
        }

        return Sections.Select(section => section.Key).Distinct(StringComparer.Ordinal).Count() == Sections.Count
            ? this
            : new Refusal.Invalid("Sections", "Two sections have the same key. Give each a key of its own.");
    }

    private static bool IsKey(string key) =>
        key.Length is >= 2 and <= 80 && key.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-');
}

/// <summary>One section of a framework.</summary>
public sealed record FrameworkSection
{
    public string Key { get; init; } = "";
    public string Title { get; init; } = "";

    /// <summary>What the section asks of its writer.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>How to go about it.</summary>
    public string Guidance { get; init; } = "";

    /// <summary>Questions to think about; not part of the text.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];
    public WordRange Words { get; init; } = new();
    public bool Required { get; init; }

    /// <summary>Who usually writes it: expert, interviewee, liaison or writer.</summary>
    public string AnsweredBy { get; init; } = "";
    public string Audience { get; init; } = "";
}

/// <summary>How long a section should be, in words; both ends inclusive; a Max of 0 means no limit.</summary>
public sealed record WordRange
{
    public int Min { get; init; }
    public int Target { get; init; }
    public int Max { get; init; }
}
