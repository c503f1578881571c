namespace Residency.Foundation.Cli;

/// <summary>How the program was called.</summary>
/// <remarks>
/// Without a verb it serves the web: <c>residency --data folder --urls address --demo</c>. With one it does one thing
/// and ends.
/// </remarks>
public sealed record StartOptions
{
    /// <summary>The words as typed.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Database, files, keys and settings; absolute. Default: <c>data</c> under the present folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Whether an invented hub is wanted on first start.</summary>
    public required bool IsDemo { get; init; }

    /// <summary>Whether a verb was typed, or help was asked for.</summary>
    public required bool IsCommand { get; init; }

    /// <summary>What the web host is given: options with values only.</summary>
    public required string[] ForHost { get; init; }

    /// <summary>Reads the words; never fails, since the command line says later what it did not understand.</summary>
    public static StartOptions Read(IReadOnlyList<string> words)
    {
        var data = "data";
        var isDemo = false;
        var forHost = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == "--demo")
            {
                isDemo = true;
            }
            else if (words[i].StartsWith("--data=", StringComparison.Ordinal))
            {
                data = words[i]["--data=".Length..];
            }
            else if (words[i] == "--data" && i + 1 < words.Count)
            {
                data = words[++i];
            }
            else
            {
                forHost.Add(words[i]);
            }
        }

        var isCommand =
            forHost.Count > 0 && (!forHost[0].StartsWith('-') || forHost[0] is "--help" or "-h" or "-?" or "--version");
        return new StartOptions
        {
            Words = words,
            DataFolder = Path.GetFullPath(data),
            IsDemo = isDemo,
            IsCommand = isCommand,
            ForHost = isCommand ? [] : [.. forHost],
        };
    }
}
