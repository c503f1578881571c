using System.Text.RegularExpressions;
using Residency.Tests.Servers;

[assembly: AssemblyFixture(typeof(S3Server))]

namespace Residency.Tests.Servers;

/// <summary>An object store that speaks S3, started when the first test asks for it.</summary>
public sealed partial class S3Server : IAsyncDisposable
{
    public const string AccessKey = "S3RVER";
    public const string SecretKey = "S3RVER";

    /// <summary>The bucket that is there from the start.</summary>
    public const string Bucket = "residency";

    private readonly SemaphoreSlim _one = new(1);
    private NodeProcess? _process;
    private Uri? _address;
    private string? _folder;

    /// <summary>Starts the server if it does not run yet.</summary>
    /// <returns>Where it listens.</returns>
    public async Task<Uri> StartAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return _address ??= await ListenAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }

        _one.Dispose();
    }

    private async Task<Uri> ListenAsync(CancellationToken cancel)
    {
        _folder ??= Directory.CreateTempSubdirectory("residency-s3-").FullName;
        _process ??= NodeProcess.Start(
            "tests/servers/node_modules/s3rver/bin/s3rver.js",
            ["--address", "127.0.0.1", "--port", "0", "--directory", _folder, "--no-vhost-buckets", "--configure-bucket", Bucket]
        );
        for (var line = 0; line < 50; line++)
        {
            var listening = Listening().Match(await _process.ReadLineAsync(cancel));
            if (listening.Success)
            {
                return new Uri("http://" + listening.Groups["place"].Value);
            }
        }

        throw new InvalidOperationException("s3rver did not say where it listens.");
    }

    [GeneratedRegex(@"listening on (?<place>[\d.]+:\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
