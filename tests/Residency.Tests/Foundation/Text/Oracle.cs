using System.Diagnostics;

namespace Residency.Tests.Foundation.Text;

/// <summary>Programs of others, in <c>tests/oracles</c>, whose reading is compared with ours.</summary>
internal static class Oracle
{
    /// <summary>Hands lines to a script that stands on an npm package; installs what the lock file names when it is missing.</summary>
    internal static async Task<string> AskAsync(string package, string script, IEnumerable<string> lines)
    {
        var folder = Repository.PathOf("tests", "oracles");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", package)))
        {
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, []);
        }

        return await RunAsync("node", [script], folder, lines);
    }

    private static async Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string folder,
        IEnumerable<string> input
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!; // Start only gives null for a document that an open program takes
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        foreach (var line in input)
        {
            await process.StandardInput.WriteLineAsync(line);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
