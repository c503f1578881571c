using System.Reflection;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Residency.Welcome.Demo;

/// <summary>The demonstration world as its file describes it.</summary>
public sealed class DemoWorld
{
    public List<DemoHub> Hubs { get; init; } = [];
    public List<DemoReference> OutsideReferences { get; init; } = [];

    /// <summary>Reads the file that is part of the program.</summary>
    public static DemoWorld Read()
    {
        var yaml = new DeserializerBuilder()
            .WithNamingConvention(CamelCaseNamingConvention.Instance)
            .IgnoreUnmatchedProperties()
            .Build();
        using var reader = new StreamReader(DemoFiles.Open("demo.yaml"));
        return yaml.Deserialize<DemoWorld>(reader);
    }
}

public sealed class DemoHub
{
    public string Slug { get; init; } = "";
    public string Name { get; init; } = "";
    public string Host { get; init; } = "";
    public string Contact { get; init; } = "";
    public string Controller { get; init; } = "";
    public string Description { get; init; } = "";
    public string About { get; init; } = "";
    public List<string> Themes { get; init; } = [];
    public List<DemoFunder> Funders { get; init; } = [];
    public List<DemoProgramme> Programmes { get; init; } = [];
    public List<DemoOrganisation> Organisations { get; init; } = [];
    public List<DemoPerson> People { get; init; } = [];
    public List<DemoCaseStudy> CaseStudies { get; init; } = [];
}

public sealed class DemoFunder
{
    public string Name { get; init; } = "";
    public string Statement { get; init; } = "";
    public List<string> Grants { get; init; } = [];
}

public sealed class DemoProgramme
{
    public string Name { get; init; } = "";
    public List<DemoCohort> Cohorts { get; init; } = [];
}

public sealed class DemoCohort
{
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string Start { get; init; } = "";
    public string End { get; init; } = "";
    public string Summary { get; init; } = "";
}

public sealed class DemoOrganisation
{
    public string Name { get; init; } = "";
    public List<string> Aliases { get; init; } = [];
    public string Sector { get; init; } = "";
    public string SizeBand { get; init; } = "";
    public string Country { get; init; } = "";
    public string? Website { get; init; }
}

public sealed class DemoPerson
{
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public string? Organisation { get; init; }
    public string Biography { get; init; } = "";
    public List<DemoRole> Roles { get; init; } = [];
}

public sealed class DemoRole
{
    public string Role { get; init; } = "";
    public string? Cohort { get; init; }
}

public sealed class DemoCaseStudy
{
    public string File { get; init; } = "";
    public string Cohort { get; init; } = "";
    public string State { get; init; } = "";
    public string? PublishedOn { get; init; }
    public int? Version { get; init; }

    /// <summary>What people changed since, in the order of time.</summary>
    public List<DemoChange> Changes { get; init; } = [];
}

public sealed class DemoChange
{
    public string By { get; init; } = "";

    /// <summary>Day and time, UTC.</summary>
    public string At { get; init; } = "";
    public string Passage { get; init; } = "";
    public string Instead { get; init; } = "";
    public bool Suggested { get; init; }
}

public sealed class DemoReference
{
    public string Title { get; init; } = "";
    public List<string> Creators { get; init; } = [];
    public int Year { get; init; }
    public string Doi { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Note { get; init; } = "";
}

/// <summary>The files of the demonstration, which are part of the program.</summary>
internal static class DemoFiles
{
    private const string Prefix = "Residency.Welcome.Demo/";

    /// <summary>Opens a file by its path within the demonstration.</summary>
    /// <exception cref="InvalidOperationException">It is not part of the build.</exception>
    public static Stream Open(string path) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + path)
        ?? throw new InvalidOperationException($"The demonstration file '{path}' is not part of the build.");

    /// <summary>The bytes of a file, or null when there is none.</summary>
    public static byte[]? Find(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + path);
        if (stream is null)
        {
            return null;
        }

        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
