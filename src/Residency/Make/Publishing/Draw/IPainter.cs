using System.ComponentModel;
using System.Diagnostics;
using Residency.Foundation.Results;

namespace Residency.Make.Publishing.Draw;

/// <summary>Turns drawings into pictures.</summary>
public interface IPainter
{
    /// <summary>Why there is none on this machine, in words for the operator; null when it paints.</summary>
    Task<string?> MissingAsync(CancellationToken cancel);

    /// <summary>Paints one drawing.</summary>
    /// <returns>A PNG.</returns>
    /// <exception cref="OutsideException">It failed or took too long.</exception>
    Task<byte[]> PaintAsync(string svg, CancellationToken cancel);
}

/// <summary>Paints with resvg in a Node process that sees the drawing and our fonts, and nothing else.</summary>
internal sealed class ResvgPainter(DrawingSettings settings) : IPainter
{
    private const string Blank = """<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>""";
    private const int NotInstalled = 3;
    private const int LargestPicture = 4 << 20;

    /// <summary>The folder with the script, its fonts and resvg.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "drawing");

    public async Task<string?> MissingAsync(CancellationToken cancel)
    {
        if (settings.Node.Length == 0)
        {
            return "Drawing:Node is empty.";
        }

        try
        {
            var (code, _) = await RunAsync(Blank, cancel);
            return code == NotInstalled
                ? $"the package @resvg/resvg-js for this machine is not in {Path.Combine(Folder, "node_modules")}."
                : null;
        }
        catch (Win32Exception)
        {
            return $"there is no program '{settings.Node}' (setting Drawing:Node).";
        }
    }

    public async Task<byte[]> PaintAsync(string svg, CancellationToken cancel)
    {
        try
        {
            var (code, picture) = await RunAsync(svg, cancel);
            return code == 0
                ? picture
                : throw new OutsideException($"drawing a link preview: the drawing process ended with {code}");
        }
        catch (Win32Exception broken)
        {
            throw new OutsideException("drawing a link preview: the drawing process did not start", broken);
        }
    }

    private async Task<(int Code, byte[] Picture)> RunAsync(string svg, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(settings.MostSeconds));
        using var node = Process.Start(Begin()) ?? throw new UnreachableException("A new process was asked for.");
        try
        {
            var painted = ReadAsync(node.StandardOutput.BaseStream, limit.Token);
            var said = node.StandardError.ReadToEndAsync(limit.Token);
            await node.StandardInput.WriteAsync(svg.AsMemory(), limit.Token);
            node.StandardInput.Close();
            var picture = await painted;
            await said;
            await node.WaitForExitAsync(limit.Token);
            return (node.ExitCode, picture);
        }
        catch (IOException broken)
        {
            throw new OutsideException("drawing a link preview: the drawing process broke off", broken);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new OutsideException($"drawing a link preview: no picture after {settings.MostSeconds} seconds");
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }

    private ProcessStartInfo Begin()
    {
        var start = new ProcessStartInfo(settings.Node, [Path.Combine(Folder, "draw.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = Folder,
        };
        // Secrets of the product stand in its environment; the drawing needs none of it.
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        return start;
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancel)
    {
        using var picture = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await output.ReadAsync(buffer, cancel)) > 0)
        {
            if (picture.Length + read > LargestPicture)
            {
                throw new OutsideException("drawing a link preview: the picture is too large");
            }

            picture.Write(buffer, 0, read);
        }

        return picture.ToArray();
    }
}
