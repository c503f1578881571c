using System.Diagnostics;
using System.Text.Json;

namespace Residency.Tests.Servers;

/// <summary>A Node script that lives as long as the test and answers one line of JSON with one line of JSON.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly SemaphoreSlim _one = new(1);
    private readonly Queue<string> _complaints = new();

    private NodeProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Complain(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a script in its own folder.</summary>
    /// <param name="script">Relative to the root of the repository, such as <c>tests/oracles/schema.mjs</c>.</param>
    /// <param name="arguments">Handed on to the script.</param>
    public static NodeProcess Start(string script, params string[] arguments)
    {
        var path = Repository.PathOf(script.Split('/'));
        File.Exists(path).ShouldBeTrue($"{script} is missing; run 'tools/dev setup', which installs npm packages");
        var start = new ProcessStartInfo("node", [path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(path),
        };
        return new NodeProcess(Process.Start(start) ?? throw new InvalidOperationException("Node did not start."));
    }

    /// <summary>Asks and waits for the answer, one minute at most. Questions wait for each other.</summary>
    public async Task<T> AskAsync<T>(object question, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await _process.StandardInput.WriteLineAsync(
                JsonSerializer.Serialize(question, JsonSerializerOptions.Web).AsMemory(),
                cancel
            );
            await _process.StandardInput.FlushAsync(cancel);
            var answer = await ReadLineAsync(cancel);
            return JsonSerializer.Deserialize<T>(answer, JsonSerializerOptions.Web)
                ?? throw new InvalidOperationException($"The script answered null to {question}");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The next line that the script prints.</summary>
    public async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Limit);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(limited.Token)
                ?? throw new InvalidOperationException($"The script ended. It said:\n{Complaints()}");
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The script did not answer within {Limit}. It said:\n{Complaints()}", late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _one.Dispose();
    }

    private void Complain(string? line)
    {
        lock (_complaints)
        {
            _complaints.Enqueue(line ?? "");
            while (_complaints.Count > 40)
            {
                _complaints.Dequeue();
            }
        }
    }

    private string Complaints()
    {
        lock (_complaints)
        {
            return string.Join('\n', _complaints);
        }
    }
}
