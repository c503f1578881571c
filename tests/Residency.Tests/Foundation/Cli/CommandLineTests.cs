using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Residency.Foundation.Cli;
using Residency.Foundation.Settings;

namespace Residency.Tests.Foundation.Cli;

/// <summary>The command line as an operator uses it: the built program in processes of its own.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private readonly string _folder = Directory.CreateTempSubdirectory("residency-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_empty_folder_becomes_a_data_folder_that_only_its_owner_reads()
    {
        var data = Path.Combine(_folder, "new");

        var (code, said, complained) = await RunAsync("migrate", "--data", data);

        (code, complained).ShouldBe((ExitCodes.Done, ""));
        said.ShouldContain("The database has the schema of this version.");
        File.GetUnixFileMode(data).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(data, "residency.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_command_hands_itself_to_the_process_that_uses_the_folder()
    {
        using var server = Start("--data", _folder, "--urls", "http://127.0.0.1:0");
        try
        {
            await UntilAsync(server, "Application started");
            File.GetUnixFileMode(Path.Combine(_folder, "residency.sock"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

            var (code, said, complained) = await RunAsync("migrate", "--data", _folder);
            (code, complained).ShouldBe((ExitCodes.Done, ""));
            said.ShouldBe("The database has the schema of this version.\n");

            (code, _, complained) = await RunAsync("migrate", "--data", _folder, "--as", "nobody@example.org");
            code.ShouldBe(ExitCodes.WrongUsage);
            complained.ShouldContain("nobody@example.org");

            (code, _, complained) = await RunAsync("--data", _folder, "--urls", "http://127.0.0.1:0");
            code.ShouldBe(ExitCodes.FailedOutside);
            complained.ShouldContain("Another process works on");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }

        // The lock ends with the process, however that ends.
        (await RunAsync("migrate", "--data", _folder)).Code.ShouldBe(ExitCodes.Done);
    }

    [Fact]
    public async Task What_is_not_understood_is_said_and_nothing_is_done()
    {
        var data = Path.Combine(_folder, "new");

        (await RunAsync("nonsense", "--data", data)).Code.ShouldBe(ExitCodes.WrongUsage);
        (await RunAsync("migrate", "--nonsense", "--data", data)).Code.ShouldBe(ExitCodes.WrongUsage);

        Directory.Exists(data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_setting_is_named_with_what_to_enter()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "residency.json"),
            """{ "Mail": { "Port": 70000, "Hots": "mail.example.org" }, "Mial": { "Host": "x" } }""",
            TestContext.Current.CancellationToken
        );

        var (code, _, complained) = await RunAsync("migrate", "--data", _folder);

        code.ShouldBe(ExitCodes.WrongUsage);
        complained.ShouldContain("'Mail:Port' cannot be '70000'. Enter a whole number from 1 to 65535; the default is 587.");
        complained.ShouldContain("There is no setting 'Mail:Hots'.");
        complained.ShouldContain("There is no section 'Mial'.");
    }

    [Fact]
    public async Task All_settings_are_listed_and_secrets_are_not_shown()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "residency.json"),
            """{ "Mail": { "Password": "hunter2", "Host": "mail.example.org" } }""",
            TestContext.Current.CancellationToken
        );

        var (code, said, _) = await RunAsync("settings", "--data", _folder);

        code.ShouldBe(ExitCodes.Done);
        said.ShouldContain("now      mail.example.org");
        said.ShouldNotContain("hunter2");
        foreach (var line in SettingsReader.Lines)
        {
            said.ShouldContain(line.Key + "  (environment: " + line.Variable + ")");
            line.About.Effect.ShouldEndWith(".");
        }
    }

    [Fact]
    public void Every_default_can_be_entered_as_it_is_listed()
    {
        var entered = SettingsReader
            .Lines.Where(line => line.DefaultText != "(none)")
            .ToDictionary(line => line.Key, line => (string?)line.DefaultText);
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(entered).Build());

        reader.Mistakes(file: null).ShouldBeEmpty();
        foreach (var line in SettingsReader.Lines)
        {
            var record = reader.Read(line.Property.DeclaringType!); // a property is declared by a type
            line.Show(line.Property.GetValue(record)).ShouldBe(line.DefaultText);
        }
    }

    private static Process Start(params string[] words)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "residency.exe" : "residency");
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }

    private static async Task<(int Code, string Said, string Complained)> RunAsync(params string[] words)
    {
        using var process = Start(words);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Limit);
        var said = process.StandardOutput.ReadToEndAsync(late.Token);
        var complained = process.StandardError.ReadToEndAsync(late.Token);
        await process.WaitForExitAsync(late.Token);
        return (process.ExitCode, await said, await complained);
    }

    private static async Task UntilAsync(Process process, string words)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Limit);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            said.Add(line);
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException(
            $"The program ended: {string.Join('\n', said)}\n{await process.StandardError.ReadToEndAsync(late.Token)}"
        );
    }
}
