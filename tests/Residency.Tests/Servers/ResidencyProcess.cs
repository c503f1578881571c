using System.Diagnostics;

namespace Residency.Tests.Servers;

/// <summary>The built program in a process of its own, which a test may end without warning.</summary>
internal sealed class ResidencyProcess : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);
    private readonly Process _process;

    private ResidencyProcess(Process process) => _process = process;

    /// <summary>Starts the program with these words.</summary>
    public static ResidencyProcess Start(params string[] words)
    {
        // The tests stand in artifacts/bin/Residency.Tests/<configuration>, the program beside them.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Residency", here.Name, "residency"); // always three deep
        File.Exists(program).ShouldBeTrue($"{program} is missing: build the product first");
        var start = new ProcessStartInfo(program, words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ResidencyProcess(Process.Start(start) ?? throw new InvalidOperationException("The program did not start."));
    }

    /// <summary>Reads what it says, line by line, until it ends or the lines suffice.</summary>
    public async Task<List<string>> ReadAsync(Func<string, bool> isEnough, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_limit);
        var lines = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            lines.Add(line);
            if (isEnough(line))
            {
                break;
            }
        }

        return lines;
    }

    /// <summary>Ends it as a power cut would: no handler of it runs.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, and what it complained of.</returns>
    public async Task<(int Code, string Errors)> EndAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_limit);
        var errors = await _process.StandardError.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
