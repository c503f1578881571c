using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Residency.Tests.Floorplan;

/// <summary>The rules of ARCHITECTURE.md that hold for names, files and the root of the repository.</summary>
public sealed class NamesAndSizesTests
{
    private const int LongestFile = 400;
    private const int LongestMethod = 60;

    private static readonly string[] ForbiddenEndings =
    [
        "Manager",
        "Helper",
        "Helpers",
        "Utils",
        "Utilities",
        "Common",
        "Base",
        "Impl",
        "Dto",
        "Service",
        "Info",
        "Data",
        "Misc",
    ];

    private static readonly string[] Root =
    [
        ".ci",
        ".config",
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        ".csharpierignore",
        "ARCHITECTURE.md",
        "BannedSymbols.txt",
        "CITATION.cff",
        "CONTRIBUTING.md",
        "Directory.Build.props",
        "Directory.Packages.props",
        "LICENSE",
        "LICENSE-docs",
        "README.md",
        "Residency.slnx",
        "SECURITY.md",
        "STYLE.md",
        "bench",
        "docs",
        "global.json",
        "package-lock.json",
        "package.json",
        "samples",
        "src",
        "tests",
        "tools",
        "tsconfig.json",
        "nuget.config",
        ".csharpierrc.json",
    ];

    // Folder and type of one name, with the reason.
    private static readonly Dictionary<string, string> NamedAlike = new()
    {
        ["Ledger"] = "The folder is the tool and the type is all of it that handlers ever name.",
    };

    // Left by tools and ignored by git.
    private static readonly string[] Unversioned = [".git", "artifacts", "data", "node_modules", ".vs", ".idea"];

    // Longer than the rule, with the reason. The list may only shrink.
    private static readonly Dictionary<string, string> LongFiles = new()
    {
        ["src/Residency/Foundation/Ui/DocumentMarkup.cs"] = "One branch for each kind of block; the list of kinds is closed.",
    };
    private static readonly Dictionary<string, string> LongMethods = new()
    {
        ["Residency.Make.CaseStudies.Model.CaseStudyChecks/<OfRecord>d__1.MoveNext"] = "A list of checks, one after the other.",
        ["Residency.Make.CaseStudies.Model.CaseStudyStates..cctor"] = "A table, not a method.",
        ["Residency.Make.CaseStudies.Import.ImportRecord/<FiguresAsync>d__12.MoveNext"] =
            "One way for each thing that can be wrong with a picture.",
        ["Residency.Gather.People.ExportMine.MyCopyHandler/<OfThisRoomAsync>d__6.MoveNext"] =
            "A list of everything that the room keeps of a person.",
        ["Residency.Foundation.Text.Myst.LineReader.Walk"] = "One branch for each kind of inline.",
    };

    [Fact]
    public void A_folder_is_a_namespace()
    {
        var wrong = new List<string>();
        foreach (var file in Building.SourceFiles(".cs").Where(file => file.Count(c => c == '/') > 2))
        {
            var expected = "Residency." + Path.GetDirectoryName(file)!["src/Residency/".Length..].Replace('/', '.'); // inside a folder
            var declared = Regex.Match(Read(file), @"^namespace ([\w.]+)", RegexOptions.Multiline).Groups[1].Value;
            if (declared.Length > 0 && declared != expected)
            {
                wrong.Add($"{file} says {declared}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Names_say_something()
    {
        var empty = Building
            .Types.Where(pair => !pair.Type.Name.Contains('<', StringComparison.Ordinal))
            .Select(pair => pair.Type.Name.Split('`')[0])
            .Where(name => ForbiddenEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)))
            .Distinct()
            .ToList();
        empty.ShouldBeEmpty();
    }

    [Fact]
    public void No_folder_bears_the_name_of_a_type()
    {
        var types = Building.Types.Select(pair => pair.Type.Name).ToHashSet(StringComparer.Ordinal);
        var folders = Building.SourceFiles(".cs", ".razor").SelectMany(file => file.Split('/').SkipLast(1)).Distinct();
        folders.Where(folder => types.Contains(folder) && !NamedAlike.ContainsKey(folder)).ToList().ShouldBeEmpty();
    }

    [Fact]
    public void A_page_with_an_address_ends_in_Page()
    {
        var wrong = Building
            .SourceFiles(".razor")
            .Where(file => Regex.IsMatch(Read(file), @"^@page\s", RegexOptions.Multiline))
            .Where(file => !file.EndsWith("Page.razor", StringComparison.Ordinal))
            .ToList();
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_is_a_boulder()
    {
        var boulders = Building
            .SourceFiles(".cs", ".razor", ".ts")
            .Select(file => (file, Lines: Read(file).Split('\n').Length - 1))
            .Where(pair => pair.Lines > LongestFile && !LongFiles.ContainsKey(pair.file))
            .Select(pair => $"{pair.file}: {pair.Lines} lines")
            .ToList();
        boulders.ShouldBeEmpty();
    }

    [Fact]
    public void No_method_is_a_boulder()
    {
        var boulders = Building
            .Types.SelectMany(pair => pair.Type.Methods)
            .Where(method => method.Name != "BuildRenderTree" && method.DebugInformation.HasSequencePoints)
            .Select(method => (Name: $"{method.DeclaringType.FullName}.{method.Name}", Lines: Length(method)))
            .Where(method => method.Lines > LongestMethod && !LongMethods.ContainsKey(method.Name))
            .Select(method => $"{method.Name}: {method.Lines} lines")
            .ToList();
        boulders.ShouldBeEmpty();
    }

    [Fact]
    public void The_root_is_clean() =>
        Directory
            .EnumerateFileSystemEntries(Building.Root)
            .Select(Path.GetFileName)
            .Where(name => !Root.Contains(name) && !Unversioned.Contains(name))
            .ToList()
            .ShouldBeEmpty("the root is for what a stranger looks for first");

    [Fact]
    public void The_lists_of_exceptions_name_only_what_exists() =>
        LongFiles.Keys.Where(file => !File.Exists(Path.Combine(Building.Root, file))).ShouldBeEmpty();

    private static int Length(MethodDefinition method)
    {
        var lines = method.DebugInformation.SequencePoints.Where(point => !point.IsHidden).ToList();
        var file = lines.FirstOrDefault()?.Document.Url;
        var own = lines
            .Where(point => point.Document.Url == file && !point.Document.Url.EndsWith(".g.cs", StringComparison.Ordinal))
            .ToList();
        return own.Count == 0 ? 0 : own.Max(point => point.EndLine) - own.Min(point => point.StartLine) + 1;
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Building.Root, file));
}
