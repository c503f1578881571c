using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Pandoc and LibreOffice: programs by others that write Word files, and one that reads them.</summary>
internal static class Pandoc
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Turns Markdown of pandoc into a file of another format.</summary>
    public static Task WriteAsync(string markdown, string file) =>
        RunAsync(
            "pandoc",
            ["--from", "markdown", "--output", file, "--resource-path", Path.Combine(Repository.Root, "samples")],
            markdown
        );

    /// <summary>Turns MyST or GitHub Markdown into a Word file.</summary>
    public static Task ConvertAsync(string source, string from, string file) =>
        RunAsync("pandoc", ["--from", from, "--output", file, "--resource-path", Path.GetDirectoryName(source)!, source], "");

    /// <summary>Lets LibreOffice turn files of any kind into Word files in another folder; all at once, since it starts slowly.</summary>
    public static async Task OfficeAsync(IEnumerable<string> files, string folder)
    {
        var profile = new Uri(Path.Combine(folder, "profile")).AbsoluteUri;
        await RunAsync(
            "soffice",
            [$"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir", folder, .. files],
            ""
        );
    }

    /// <summary>What pandoc sees in its own Markdown.</summary>
    public static async Task<PandocText> SourceAsync(string markdown) =>
        PandocText.Of(await RunAsync("pandoc", ["--from", "markdown", "--to", "json"], markdown));

    /// <summary>What pandoc sees in Word files; one call each.</summary>
    public static async Task<PandocText> ReadAsync(string file) =>
        PandocText.Of(await RunAsync("pandoc", ["--from", "docx", "--track-changes", "accept", "--to", "json", file], ""));

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start; run 'tools/dev setup'.");
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.ShouldBe(0, $"{program}: {await errors}");
        return await output;
    }
}

/// <summary>The words that pandoc sees, with signs where something else stands.</summary>
internal sealed class PandocText
{
    private readonly StringBuilder _notes = new();
    private StringBuilder _words = new();

    public string Words { get; private set; } = "";

    public string Notes { get; private set; } = "";

    public List<string> Alternatives { get; } = [];

    public List<string> Links { get; } = [];

    public List<int> Headings { get; } = [];

    public int Lists { get; private set; }

    public int Tables { get; private set; }

    public static PandocText Of(string json)
    {
        using var tree = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
        var text = new PandocText();
        foreach (var name in (string[])["title", "subtitle"])
        {
            if (tree.RootElement.GetProperty("meta").TryGetProperty(name, out var words))
            {
                text.Walk(words);
                text._words.Append('\n');
            }
        }

        text.Walk(tree.RootElement.GetProperty("blocks"));
        (text.Words, text.Notes) = (text._words.ToString(), text._notes.ToString());
        return text;
    }

    private void Walk(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in element.EnumerateArray())
            {
                Walk(child);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("t", out var kind))
        {
            One(kind.GetString()!, element.TryGetProperty("c", out var content) ? content : default);
        }
    }

    private void One(string kind, JsonElement content)
    {
        switch (kind)
        {
            case "Str":
                _words.Append(content.GetString());
                break;
            case "Space" or "SoftBreak" or "LineBreak" or "HorizontalRule":
                _words.Append(' ');
                break;
            case "Code" or "CodeBlock":
                _words.Append(content[1].GetString()).Append(kind == "Code" ? "" : "\n");
                break;
            case "Math":
                _words.Append(WordWords.Formula);
                break;
            case "Quoted" or "Cite" or "Span" or "Div":
                Walk(content[1]);
                break;
            case "Link":
                Links.Add(content[2][0].GetString()!);
                Walk(content[1]);
                break;
            case "Image":
                Alternatives.Add(WordWords.Plain(Inside(content[1])));
                _words.Append(WordWords.Picture);
                break;
            case "Note":
                _words.Append(WordWords.Sign);
                _notes.Append(Inside(content)).Append('\n');
                break;
            case "Header":
                Headings.Add(content[0].GetInt32());
                Walk(content[2]);
                _words.Append('\n');
                break;
            case "BulletList" or "OrderedList":
                Lists++;
                Walk(kind == "BulletList" ? content : content[1]);
                break;
            case "DefinitionList":
                foreach (var item in content.EnumerateArray())
                {
                    Walk(item[0]);
                    _words.Append('\n');
                    Walk(item[1]);
                }

                break;
            case "Table":
                Tables++;
                // The caption stands as a paragraph in Word files as well; what stands in the properties repeats it.
                Walk(content[3]);
                Walk(content[4]);
                Walk(content[5]);
                break;
            case "RawInline" or "RawBlock":
                break;
            case "Para" or "Plain":
                Walk(content);
                _words.Append('\n');
                break;
            default:
                Walk(content);
                break;
        }
    }

    private string Inside(JsonElement content)
    {
        var outer = _words;
        _words = new StringBuilder();
        Walk(content);
        var inside = _words.ToString();
        _words = outer;
        return inside;
    }
}
