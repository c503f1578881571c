using Residency.Foundation.Results;
using Residency.Make.CaseStudies.Model;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Frameworks as YAML files: those that come with the product and those that hubs exchange.</summary>
internal static class FrameworkYaml
{
    private const string Folder = "Residency.Make.CaseStudies.Frameworks.";

    /// <summary>The frameworks that come with the product, by title.</summary>
    public static IReadOnlyList<FrameworkDefinition> BuiltIn { get; } = ReadBuiltIn();

    /// <summary>Reads a framework.</summary>
    /// <returns>Invalid with the line of the fault, or with what is missing.</returns>
    public static Result<FrameworkDefinition> Read(string yaml)
    {
        try
        {
            var file = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .IgnoreUnmatchedProperties()
                .Build()
                .Deserialize<FrameworkFile?>(yaml);
            return file is null ? new Refusal.Invalid("File", "The file is empty.") : file.Definition().Checked();
        }
        catch (YamlException broken)
        {
            return new Refusal.Invalid(
                "File",
                $"The file cannot be read at line {broken.Start.Line}: {broken.InnerException?.Message ?? broken.Message}"
            );
        }
    }

    /// <summary>Writes a framework so that another hub can read it.</summary>
    public static string Write(FrameworkDefinition definition, int version) =>
        new SerializerBuilder()
            .WithNamingConvention(CamelCaseNamingConvention.Instance)
            .Build()
            .Serialize(FrameworkFile.Of(definition, version));

    private static List<FrameworkDefinition> ReadBuiltIn()
    {
        var assembly = typeof(FrameworkYaml).Assembly;
        var definitions = new List<FrameworkDefinition>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!); // listed above
            definitions.Add(Read(reader.ReadToEnd()).Value);
        }

        return [.. definitions.OrderBy(definition => definition.Title, StringComparer.Ordinal)];
    }

    // YamlDotNet fills properties with setters and lists that it can make itself; the noun has neither.
    private sealed class FrameworkFile
    {
        public string Key { get; set; } = "";
        public int Version { get; set; } = 1;
        public string Title { get; set; } = "";
        public string Summary { get; set; } = "";
        public string Unit { get; set; } = "organisation";
        public string Genre { get; set; } = "";
        public string Audience { get; set; } = "";
        public List<string> Stages { get; set; } = [];
        public List<SectionPart> Sections { get; set; } = [];

        public FrameworkDefinition Definition() =>
            new()
            {
                Key = Key,
                Title = Title.Trim(),
                Summary = Summary.Trim(),
                Unit = Unit,
                Genre = Genre,
                Audience = Audience,
                Stages = Stages,
                Sections = [.. Sections.Select(section => section.Section())],
            };

        public static FrameworkFile Of(FrameworkDefinition definition, int version) =>
            new()
            {
                Key = definition.Key,
                Version = version,
                Title = definition.Title,
                Summary = definition.Summary,
                Unit = definition.Unit,
                Genre = definition.Genre,
                Audience = definition.Audience,
                Stages = [.. definition.Stages],
                Sections = [.. definition.Sections.Select(SectionPart.Of)],
            };
    }

    private sealed class SectionPart
    {
        public string Key { get; set; } = "";
        public string Title { get; set; } = "";
        public string Prompt { get; set; } = "";
        public string Guidance { get; set; } = "";
        public List<string> Questions { get; set; } = [];
        public WordsPart Words { get; set; } = new();
        public bool Required { get; set; }
        public string AnsweredBy { get; set; } = "";
        public string Audience { get; set; } = "";

        public FrameworkSection Section() =>
            new()
            {
                Key = Key,
                Title = Title.Trim(),
                Prompt = Prompt.Trim(),
                Guidance = Guidance.Trim(),
                Questions = Questions,
                Words = new WordRange
                {
                    Min = Words.Min,
                    Target = Words.Target,
                    Max = Words.Max,
                },
                Required = Required,
                AnsweredBy = AnsweredBy,
                Audience = Audience,
            };

        public static SectionPart Of(FrameworkSection section) =>
            new()
            {
                Key = section.Key,
                Title = section.Title,
                Prompt = section.Prompt,
                Guidance = section.Guidance,
                Questions = [.. section.Questions],
                Words = new WordsPart
                {
                    Min = section.Words.Min,
                    Target = section.Words.Target,
                    Max = section.Words.Max,
                },
                Required = section.Required,
                AnsweredBy = section.AnsweredBy,
                Audience = section.Audience,
            };
    }

    private sealed class WordsPart
    {
        public int Min { get; set; }
        public int Target { get; set; }
        public int Max { get; set; }
    }
}
