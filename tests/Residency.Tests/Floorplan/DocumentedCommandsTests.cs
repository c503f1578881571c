using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Residency.Tests.Floorplan;

/// <summary>Keeps the documents honest: a command that a page shows must exist, with the options shown.</summary>
public sealed partial class DocumentedCommandsTests
{
    // Programs of others; nothing of ours can make their documentation wrong.
    private static readonly string[] OfOthers = ["git", "cd", "curl", "docker", "dotnet", "sudo", "open", "xdg-open"];

    private static readonly ConcurrentDictionary<string, Task<(int Code, string Text)>> Asked = new(StringComparer.Ordinal);

    public static TheoryData<string, int, string> Commands()
    {
        var commands = new TheoryData<string, int, string>();
        foreach (var page in new[] { "README.md", "CONTRIBUTING.md" })
        {
            foreach (var (line, command) in CommandsIn(File.ReadAllLines(Repository.PathOf(page))))
            {
                commands.Add(page, line, command);
            }
        }

        return commands;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_on_a_page_exists(string page, int line, string command) =>
        (await ComplaintAsync(command)).ShouldBeNull($"{page}, line {line}: {command}");

    [Theory]
    [InlineData("tools/dev test --filter Submit")]
    [InlineData("tools/dev run --demo   # then open http://localhost:5080")]
    [InlineData("RESIDENCY_FULL=1 tools/dev test")]
    [InlineData("git clone https://example.org/residency && cd residency")]
    [InlineData("bash .ci/run")]
    public async Task A_good_command_passes(string command) => (await ComplaintAsync(command)).ShouldBeNull();

    [Theory]
    [InlineData("tools/dev dance")]
    [InlineData("tools/dev test --quickly")]
    [InlineData("tools/develop test")]
    [InlineData("bench/nothing/run")]
    [InlineData("make")]
    public async Task A_wrong_command_is_found(string command) => (await ComplaintAsync(command)).ShouldNotBeNull();

    [Fact]
    public void Commands_are_read_from_sh_fences_only() =>
        CommandsIn(["tools/dev a", "```sh", "# first", "$ tools/dev b \\", "  --c", "", "```", "```json", "{}", "```"])
            .ShouldBe([(4, "tools/dev b --c")]);

    private static IEnumerable<(int Line, string Command)> CommandsIn(string[] lines)
    {
        var inside = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].Trim();
            if (text.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside && text is "```sh" or "```bash" or "```shell";
                continue;
            }

            if (!inside || text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            var start = i;
            while (text.EndsWith('\\') && i + 1 < lines.Length)
            {
                text = text[..^1].TrimEnd() + " " + lines[++i].Trim();
            }

            yield return (start + 1, text.StartsWith("$ ", StringComparison.Ordinal) ? text[2..] : text);
        }
    }

    private static async Task<string?> ComplaintAsync(string line)
    {
        foreach (var command in Comment().Replace(line, "").Split("&&", StringSplitOptions.TrimEntries))
        {
            var words = command
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .SkipWhile(word => Assignment().IsMatch(word) || word == "bash")
                .ToList();
            if (words.Count > 0 && await ComplaintAsync(words) is { } complaint)
            {
                return complaint;
            }
        }

        return null;
    }

    private static async Task<string?> ComplaintAsync(List<string> words)
    {
        var program = words[0].StartsWith("./", StringComparison.Ordinal) ? words[0][2..] : words[0];
        if (OfOthers.Contains(program, StringComparer.Ordinal))
        {
            return null;
        }

        if (program == "residency")
        {
            return await ProductComplaintAsync(words);
        }

        if (!program.Contains('/', StringComparison.Ordinal) || !File.Exists(Repository.PathOf(program)))
        {
            return $"there is no {program}";
        }

        return program == "tools/dev" ? await RunnerComplaintAsync(words) : null;
    }

    private static async Task<string?> RunnerComplaintAsync(List<string> words)
    {
        var (code, help) = await HelpAsync(Repository.PathOf("tools", "dev"), words.ElementAtOrDefault(1) ?? "--help");
        return code != 0 ? help : UnknownOption(words, help);
    }

    private static async Task<string?> ProductComplaintAsync(List<string> words)
    {
        var place = Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!; // always below artifacts/bin
        var product = Path.Combine(
            Path.GetDirectoryName(place)!,
            "Residency",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')),
            "residency"
        );
        var verb = words.Skip(1).FirstOrDefault(word => word[0] != '-');
        var (code, help) = await HelpAsync(product, verb);
        return code != 0 || (verb is not null && !help.Contains(verb, StringComparison.Ordinal))
            ? help
            : UnknownOption(words, help);
    }

    private static string? UnknownOption(List<string> words, string help)
    {
        var known = Option().Matches(help).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        return words
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) && word != "--" && word != "--help")
            .Select(word => word.Split('=')[0])
            .Where(option => !known.Contains(option))
            .Select(option => $"{option} is not in the help")
            .FirstOrDefault();
    }

    private static Task<(int Code, string Text)> HelpAsync(string program, string? verb) =>
        Asked.GetOrAdd($"{program} {verb}", _ => RunAsync(program, verb is null or "--help" ? ["--help"] : [verb, "--help"]));

    private static async Task<(int Code, string Text)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        try
        {
            var (output, errors) = (
                process.StandardOutput.ReadToEndAsync(limit.Token),
                process.StandardError.ReadToEndAsync(limit.Token)
            );
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"(?:^|\s)#.*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("^[A-Z_]+=", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex("--[a-z][a-z-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();
}
