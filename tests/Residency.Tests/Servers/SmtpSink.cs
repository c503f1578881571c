using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Residency.Tests.Servers;

/// <summary>One letter as it came over the wire.</summary>
/// <param name="From">The envelope's sender, without brackets.</param>
/// <param name="To">The envelope's recipients, in their order.</param>
/// <param name="Bytes">What was sent after DATA, with doubled dots made single, without the closing dot.</param>
public sealed record SunkLetter(string From, IReadOnlyList<string> To, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The bytes, one character for each.</summary>
    public string Text => Encoding.Latin1.GetString(Bytes.Span);
}

/// <summary>A mail server on a loopback port that takes everything, sends nothing on and remembers every byte.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<SunkLetter> _letters = Channel.CreateBounded<SunkLetter>(10_000);
    private readonly MemoryStream _received = new();
    private readonly Task _accepting;

    public SmtpSink()
    {
        _listener.Start();
        _accepting = AcceptAsync(_end.Token);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What to answer to a command instead of accepting it, such as <c>550 No such person</c>; null accepts.</summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    /// <summary>All bytes that clients sent so far, commands included.</summary>
    public byte[] Received
    {
        get
        {
            lock (_received)
            {
                return _received.ToArray();
            }
        }
    }

    /// <summary>The next letter; waits for it, 30 seconds at most.</summary>
    public async Task<SunkLetter> NextAsync(CancellationToken cancel) =>
        await _letters.Reader.ReadAsync(cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancel);

    /// <summary>A letter that has arrived already, or null.</summary>
    public SunkLetter? FindNext() => _letters.Reader.TryRead(out var letter) ? letter : null;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancel)
    {
        var talks = new List<Task>();
        while (!cancel.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(cancel);
            }
            catch (Exception gone) when (gone is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }

            talks.Add(TalkAsync(client, cancel));
        }

        await Task.WhenAll(talks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TalkAsync(TcpClient client, CancellationToken cancel)
    {
        using (client)
        await using (var stream = client.GetStream())
        {
            try
            {
                await new Conversation(this, stream).HoldAsync(cancel);
            }
            catch (IOException)
            {
                // The client hung up, which is its right.
            }
        }
    }

    private void Record(ReadOnlySpan<byte> line)
    {
        lock (_received)
        {
            _received.Write(line);
        }
    }

    private sealed class Conversation(SmtpSink sink, NetworkStream stream)
    {
        private readonly byte[] _buffer = new byte[16 * 1024];
        private int _from;
        private int _to;
        private string _sender = "";
        private List<string> _recipients = [];

        public async Task HoldAsync(CancellationToken cancel)
        {
            await SayAsync("220 sink.example ESMTP", cancel);
            while (await ReadLineAsync(cancel) is { } bytes)
            {
                var line = Encoding.UTF8.GetString(bytes).TrimEnd('\r', '\n');
                if (sink.Refuse(line) is { } refusal)
                {
                    await SayAsync(refusal, cancel);
                }
                else if (!await AnswerAsync(line, cancel))
                {
                    return;
                }
            }
        }

        private async Task<bool> AnswerAsync(string line, CancellationToken cancel)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync("250-sink.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN", cancel);
                    return true;
                case "AUTH":
                    await AuthenticateAsync(line, cancel);
                    return true;
                case "MAIL":
                    _sender = Address(line);
                    _recipients = [];
                    break;
                case "RCPT":
                    _recipients.Add(Address(line));
                    break;
                case "DATA":
                    await SayAsync("354 Go on", cancel);
                    await TakeLetterAsync(cancel);
                    break;
                case "QUIT":
                    await SayAsync("221 Goodbye", cancel);
                    return false;
                case "HELO" or "RSET" or "NOOP":
                    break;
                default:
                    await SayAsync("502 Unknown command", cancel);
                    return true;
            }

            await SayAsync("250 Fine", cancel);
            return true;
        }

        private async Task AuthenticateAsync(string line, CancellationToken cancel)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var questions = (words.ElementAtOrDefault(1)?.ToUpperInvariant(), words.Length) switch
            {
                ("LOGIN", 2) => ["VXNlcm5hbWU6", "UGFzc3dvcmQ6"],
                ("LOGIN", _) => ["UGFzc3dvcmQ6"],
                ("PLAIN", 2) => [""],
                _ => Array.Empty<string>(),
            };
            foreach (var question in questions)
            {
                await SayAsync("334 " + question, cancel);
                await ReadLineAsync(cancel);
            }

            await SayAsync("235 Welcome", cancel);
        }

        private async Task TakeLetterAsync(CancellationToken cancel)
        {
            using var letter = new MemoryStream();
            while (await ReadLineAsync(cancel) is { } line && !line.AsSpan().SequenceEqual(".\r\n"u8))
            {
                letter.Write(line.AsSpan(line[0] == '.' ? 1 : 0));
            }

            sink._letters.Writer.TryWrite(new SunkLetter(_sender, _recipients, letter.ToArray()))
                .ShouldBeTrue("too many letters");
        }

        private async Task<byte[]?> ReadLineAsync(CancellationToken cancel)
        {
            using var line = new MemoryStream();
            while (true)
            {
                if (_from == _to)
                {
                    (_from, _to) = (0, await stream.ReadAsync(_buffer, cancel));
                    if (_to == 0)
                    {
                        return null;
                    }
                }

                var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
                var length = end < 0 ? _to - _from : end + 1;
                line.Write(_buffer, _from, length);
                sink.Record(_buffer.AsSpan(_from, length));
                _from += length;
                if (end >= 0)
                {
                    return line.ToArray();
                }
            }
        }

        private async Task SayAsync(string text, CancellationToken cancel) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), cancel);

        private static string Address(string line)
        {
            var (open, close) = (line.IndexOf('<', StringComparison.Ordinal), line.IndexOf('>', StringComparison.Ordinal));
            return open >= 0 && close > open ? line[(open + 1)..close] : "";
        }
    }
}
