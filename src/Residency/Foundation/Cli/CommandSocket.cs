using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Residency.Foundation.Results;

namespace Residency.Foundation.Cli;

/// <summary>
/// Lets a command that finds its data folder in use hand its words to the process that uses it. Only the owner of the
/// folder can open the socket; the words are as mighty as a command typed on the machine, and no more.
/// </summary>
/// <remarks>
/// One connection is one call. Up: one line of JSON. Down: lines that begin with <c>o</c> (output) or <c>e</c>
/// (errors), then one with <c>x</c> and the exit code. Closing the connection cancels the command.
/// </remarks>
public sealed class CommandSocket(IServiceScopeFactory scopes, StartOptions start, ILogger<CommandSocket> log) : BackgroundService
{
    private const int LongestCall = 1 << 20;
    private const int LongestPath = 100; // sun_path holds 108 bytes on Linux and 104 elsewhere

    /// <summary>Hands words to the process that uses the data folder.</summary>
    /// <returns>Its exit code; null when nobody answers.</returns>
    public static async Task<int?> HandOverAsync(
        StartOptions start,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancel
    )
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(AddressOf(start.DataFolder)), cancel);
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            return null;
        }

        await using var stream = new NetworkStream(socket);
        var call = JsonSerializer.Serialize(new Call([.. start.Words], Environment.CurrentDirectory));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(call + "\n"), cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancel) is { Length: > 0 } line)
        {
            switch (line[0])
            {
                case 'o':
                    await output.WriteLineAsync(line.AsMemory(1), cancel);
                    break;
                case 'e':
                    await errors.WriteLineAsync(line.AsMemory(1), cancel);
                    break;
                default:
                    return int.Parse(line.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        throw new OutsideException("waiting for the process that uses the data folder; it ended before the command did");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var address = AddressOf(start.DataFolder, isNew: true);
        File.Delete(address);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(address));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(address, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // Nobody can connect before this line, so nobody connects before the mode is set.
        listener.Listen(8);
        var calls = new List<Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var socket = await listener.AcceptAsync(stoppingToken);
                calls.RemoveAll(call => call.IsCompleted);
                calls.Add(AnswerAsync(socket, stoppingToken));
            }
        }
        catch (OperationCanceledException) { }

        await Task.WhenAll(calls);
        File.Delete(address);
    }

    // A path that is too long for a socket goes to a folder of our own under the temporary one; a file says where.
    private static string AddressOf(string folder, bool isNew = false)
    {
        var beside = Path.Combine(folder, "residency.sock");
        if (Encoding.UTF8.GetByteCount(beside) < LongestPath)
        {
            return beside;
        }

        var pointer = Path.Combine(folder, "residency.socket-path");
        if (isNew)
        {
            File.WriteAllText(pointer, Path.Combine(Directory.CreateTempSubdirectory("residency-").FullName, "s"));
        }

        return File.Exists(pointer) ? File.ReadAllText(pointer) : beside[..LongestPath];
    }

    private async Task AnswerAsync(Socket socket, CancellationToken stopping)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            if (await ReadCallAsync(stream, stopping) is not { } call)
            {
                return;
            }

            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var gone = WatchAsync(stream, cancelled);
            var lines = Channel.CreateBounded<string>(256);
            var sending = SendAsync(stream, lines.Reader);
            var code = await RunAsync(call, lines.Writer, cancelled.Token);
            await lines.Writer.WriteAsync($"x{code}", CancellationToken.None);
            lines.Writer.Complete();
            await sending;
            socket.Shutdown(SocketShutdown.Send);
            await gone;
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
        {
            Log.CallerGone(log, broken);
        }
    }

    private async Task<int> RunAsync(Call call, ChannelWriter<string> lines, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var output = new LineWriter(lines, 'o');
        await using var errors = new LineWriter(lines, 'e');
        var commands = scope.ServiceProvider.GetRequiredService<CommandLine>();
        return await commands.RunAsync(commands.Understand(call.Words, call.Folder), output, errors, cancel);
    }

    private static async Task<Call?> ReadCallAsync(NetworkStream stream, CancellationToken cancel)
    {
        var bytes = new List<byte>();
        var one = new byte[4096];
        while (bytes.Count < LongestCall)
        {
            var read = await stream.ReadAsync(one, cancel);
            bytes.AddRange(one.AsSpan(0, read));
            if (read == 0 || one[read - 1] == '\n')
            {
                break;
            }
        }

        try
        {
            return JsonSerializer.Deserialize<Call>(bytes.ToArray());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task SendAsync(NetworkStream stream, ChannelReader<string> lines)
    {
        await foreach (var line in lines.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), CancellationToken.None);
            }
            catch (IOException)
            {
                // Whoever asked has gone. The rest is read and dropped, so that the command can end.
            }
        }
    }

    // The caller sends nothing more; an end of its stream means that it was stopped.
    private static async Task WatchAsync(NetworkStream stream, CancellationTokenSource cancelled)
    {
        try
        {
            await stream.ReadExactlyAsync(new byte[1], cancelled.Token);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            await cancelled.CancelAsync();
        }
    }

    private sealed record Call(string[] Words, string Folder);

    /// <summary>Cuts what a command writes into lines.</summary>
    private sealed class LineWriter(ChannelWriter<string> lines, char kind) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value == '\n')
            {
                var whole = kind + _line.ToString();
                _line.Clear();
                if (!lines.TryWrite(whole))
                {
                    // Full: the caller reads slowly. The command waits as it would at a slow terminal.
                    lines.WriteAsync(whole).AsTask().GetAwaiter().GetResult();
                }
            }
            else if (value != '\r')
            {
                _line.Append(value);
            }
        }

        public override async ValueTask DisposeAsync()
        {
            if (_line.Length > 0)
            {
                await lines.WriteAsync(kind + _line.ToString());
                _line.Clear();
            }

            await base.DisposeAsync();
        }
    }
}

/// <summary>What the operator reads about commands.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 1400,
        Level = LogLevel.Information,
        Message = "A caller of the command socket went away before its command ended."
    )]
    public static partial void CallerGone(ILogger logger, Exception broken);
}
