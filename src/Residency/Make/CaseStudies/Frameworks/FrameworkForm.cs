using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Frameworks;

/// <summary>A framework as typed.</summary>
public sealed class FrameworkForm
{
    public int After { get; set; }
    public string? Title { get; set; }
    public string? Summary { get; set; }
    public List<SectionPart> Sections
    {
        get;
        set => field = value ?? [];
    } = [];

    internal void Fill(FrameworkDefinition definition)
    {
        (Title, Summary) = (definition.Title, definition.Summary);
        // An empty one at the end: the way to add a section without a script.
        Sections = [.. definition.Sections.Select(SectionPart.Of), new SectionPart()];
    }

    internal FrameworkDefinition Definition(FrameworkDefinition before) =>
        before with
        {
            Title = (Title ?? "").Trim(),
            Summary = (Summary ?? "").Trim(),
            Sections =
            [
                .. Sections
                    .Where(part => !part.Removed && !string.IsNullOrWhiteSpace(part.Title))
                    .Select(part => part.Section(before.Sections.FirstOrDefault(section => section.Key == part.Key))),
            ],
        };

    /// <summary>One section as typed.</summary>
    public sealed class SectionPart
    {
        public string? Key { get; set; }
        public string? Title { get; set; }
        public string? Prompt { get; set; }
        public string? Guidance { get; set; }
        public string? Questions { get; set; }
        public int Min { get; set; }
        public int Target { get; set; }
        public int Max { get; set; }
        public bool Required { get; set; }
        public bool Removed { get; set; }

        internal static SectionPart Of(FrameworkSection section) =>
            new()
            {
                Key = section.Key,
                Title = section.Title,
                Prompt = section.Prompt,
                Guidance = section.Guidance,
                Questions = string.Join("\n", section.Questions),
                Min = section.Words.Min,
                Target = section.Words.Target,
                Max = section.Words.Max,
                Required = section.Required,
            };

        internal FrameworkSection Section(FrameworkSection? before) =>
            (before ?? new FrameworkSection { AnsweredBy = "expert", Audience = "everyone" }) with
            {
                Key = string.IsNullOrEmpty(Key) ? KeyOf(Title ?? "") : Key,
                Title = (Title ?? "").Trim(),
                Prompt = (Prompt ?? "").Trim(),
                Guidance = (Guidance ?? "").Trim(),
                Questions = (Questions ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Words = new WordRange
                {
                    Min = Min,
                    Target = Target,
                    Max = Max,
                },
                Required = Required,
            };

        private static string KeyOf(string title) =>
            string.Join(
                '-',
                new string([.. title.ToLowerInvariant().Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : ' ')]).Split(
                    ' ',
                    StringSplitOptions.RemoveEmptyEntries
                )
            );
    }
}
