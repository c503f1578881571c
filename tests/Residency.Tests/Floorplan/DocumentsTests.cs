using System.Reflection;
using System.Text.RegularExpressions;
using Residency.Foundation.Cli;

namespace Residency.Tests.Floorplan;

/// <summary>What the documents of the repository promise is there: files, code, commands.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string[] Folders = ["docs", "src", "tests", "bench", "samples"];

    public static TheoryData<string> All => [.. Documents()];

    [Theory, MemberData(nameof(All))]
    public void Every_link_to_a_file_leads_to_one(string document)
    {
        var here = Path.GetDirectoryName(Repository.PathOf(document))!; // a file has a folder
        var broken = Links()
            .Matches(File.ReadAllText(Repository.PathOf(document)))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.GetFullPath(target, here)));
        broken.ShouldBeEmpty($"{document} links to what is not there");
    }

    [Theory, MemberData(nameof(All))]
    public void Every_path_that_is_named_exists(string document)
    {
        var missing = Paths()
            .Matches(File.ReadAllText(Repository.PathOf(document)))
            .Select(match => match.Groups["path"].Value)
            .Where(path => !path.Contains('…', StringComparison.Ordinal) && !path.Contains('*', StringComparison.Ordinal))
            .Where(path => !path.Contains('{', StringComparison.Ordinal) && !path.Contains('<', StringComparison.Ordinal))
            .Where(path => !Path.Exists(Repository.PathOf(path)));
        missing.ShouldBeEmpty($"{document} names what is not there");
    }

    [Theory, MemberData(nameof(All))]
    public void Quoted_code_stands_in_the_file_named_above_it(string document)
    {
        foreach (Match quote in Quotes().Matches(File.ReadAllText(Repository.PathOf(document))))
        {
            var file = quote.Groups["file"].Value;
            File.Exists(Repository.PathOf(file)).ShouldBeTrue($"{document} quotes {file}");
            WithoutMargins(File.ReadAllText(Repository.PathOf(file)))
                .ShouldContain(WithoutMargins(quote.Groups["code"].Value), Case.Sensitive, $"{document} quotes {file}");
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Every_command_is_one_that_exists(string document)
    {
        var verbs = Verbs();
        var tools = Regex
            .Matches(File.ReadAllText(Repository.PathOf("tools/dev")), @"^  ([a-z]+)  +\S", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var line in CommandLines(File.ReadAllText(Repository.PathOf(document))))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "tools/dev")
            {
                (words is [_, var verb, ..] && (tools.Contains(verb) || verb == "--help")).ShouldBeTrue($"{document}: {line}");
            }
            else if (words[0] == "residency" && words is [_, var first, ..] && !first.StartsWith('-'))
            {
                verbs.ShouldContain(first, $"{document}: {line}");
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public void A_filter_that_is_shown_finds_tests(string document)
    {
        var words = Regex
            .Matches(File.ReadAllText(Repository.PathOf(document)), @"tools/dev test --filter (\w+)")
            .Select(match => match.Groups[1].Value);
        foreach (var word in words)
        {
            typeof(DocumentsTests)
                .Assembly.GetTypes()
                .ShouldContain(type => type.FullName!.Contains(word, StringComparison.Ordinal), $"{document}: {word}"); // types of an assembly have names
        }
    }

    [Fact]
    public void Every_decision_is_in_the_list_of_decisions()
    {
        var list = File.ReadAllText(Repository.PathOf("docs/decisions/README.md"));
        var missing = Directory
            .EnumerateFiles(Repository.PathOf("docs/decisions"), "0*.md")
            .Select(Path.GetFileName)
            .Where(name => !list.Contains($"({name})", StringComparison.Ordinal));
        missing.ShouldBeEmpty();
    }

    private static IEnumerable<string> Documents() =>
        Directory
            .EnumerateFiles(Repository.Root, "*.md")
            .Concat(
                Folders
                    .Select(folder => Repository.PathOf(folder))
                    .Where(Directory.Exists)
                    .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories))
            )
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal))
            .Where(file =>
                !file.Contains("/texts/", StringComparison.Ordinal)
                && !file.Contains("/Statements/", StringComparison.Ordinal)
                && !file.StartsWith("samples/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    private static HashSet<string> Verbs() =>
        typeof(ICommandVerb)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICommandVerb)))
            .Select(NameOf)
            .Append("serve")
            .ToHashSet(StringComparer.Ordinal);

    // A verb describes itself without its tools, so that it can be asked before any of them exists.
    private static string NameOf(Type verb)
    {
        var constructor = verb.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();
        return ((ICommandVerb)constructor.Invoke(new object?[constructor.GetParameters().Length])).Describe().Name;
    }

    private static IEnumerable<string> CommandLines(string text) =>
        Shells()
            .Matches(text)
            .SelectMany(match => match.Groups["lines"].Value.Split('\n'))
            .Select(line => line.Trim().Replace("dotnet run --project src/Residency --", "residency", StringComparison.Ordinal))
            .Where(line => line.Length > 0 && line[0] != '#');

    private static string WithoutMargins(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim())).Trim();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex(
        @"`(?<path>(src|tests|tools|docs|bench|samples)/[^`\s]+)`",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Paths();

    [GeneratedRegex(
        @"^`(?<file>[^`]+)`:\n\n```\w+\n(?<code>.*?)\n```",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Quotes();

    [GeneratedRegex(
        @"^```sh\n(?<lines>.*?)^```",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Shells();
}
