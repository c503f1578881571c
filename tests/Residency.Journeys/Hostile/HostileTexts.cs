using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Residency.Journeys.Hostile;

/// <summary>Keeps a busy journey apart, so that the others do not wait for the processor longer than a person would.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A product of its own, into which hostile texts were brought by every form, by files, and past all checks.</summary>
public sealed class HostileTexts(Site site) : IAsyncLifetime
{
    /// <summary>Who looks; the first is a visitor.</summary>
    internal static readonly string[] People = ["", "amara@merrowport.example", "precious@calderbridge.example"];

    private static readonly string[] From =
    [
        "/",
        "/harbour",
        "/harbour/library",
        "/harbour/case-studies",
        "/account",
        "/dev/mailbox",
    ];
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _pages = new(StringComparer.Ordinal);
    private readonly HashSet<int> _used = [];
    private int _last;
    private Product? _product;

    public Product Product => _product ?? throw new InvalidOperationException("The product has not started.");

    /// <summary>How many forms were sent, and which payloads none of them carried.</summary>
    public int Sent { get; private set; }

    public IReadOnlyList<int> Unused => [.. Enumerable.Range(0, Payloads.All.Count).Except(_used)];

    /// <summary>What was wrong with an answer: markup that a text brought along, or an error of the server.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>What was brought into a live text past the editor.</summary>
    internal LiveIntrusion Intrusion { get; } = new();

    /// <summary>Values of the database that were replaced past all checks.</summary>
    public int Poisoned { get; private set; }

    /// <summary>The pages that somebody reaches by links, one of each kind, or two in a full run.</summary>
    public IReadOnlyList<string> PagesOf(string email) => _pages[email];

    /// <summary>The browser of somebody, with or without the content security policy.</summary>
    public async Task<Visit> VisitAsync(string email, bool withPolicy)
    {
        var options = Look.Light.Options(Product.Address);
        options.StorageState = _states.GetValueOrDefault(email);
        options.BypassCSP = !withPolicy;
        var visit = await site.VisitAsync(options, Look.Light, Product.Address, Product.Said);
        await visit.Context.AddInitScriptAsync("window.zz = (number) => { (window.zzRan ??= []).push(number) }");
        return visit;
    }

    public async ValueTask InitializeAsync()
    {
        _product = await Product.StartAsync(TestContext.Current.CancellationToken);
        foreach (var email in People.Where(email => email.Length > 0))
        {
            await using var visit = await site.VisitAsync(Look.Light, Product.Address, Product.Said);
            await visit.SignInAsync(email);
            _states[email] = await visit.Context.StorageStateAsync();
        }

        await Product.ProveAsync(People[1], ago: TimeSpan.Zero);
        await ImportAsync();
        await using (var intruder = await VisitAsync(People[1], withPolicy: true))
        {
            await Intrusion.IntrudeAsync(intruder, Product);
        }

        foreach (var email in Effort.IsFull ? People : People[..2])
        {
            await WalkAsync(email, posts: true);
        }

        Poisoned = await PoisonAsync();
        foreach (var email in Effort.IsFull ? People : People[..2])
        {
            await WalkAsync(email, posts: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }
    }

    private async Task WalkAsync(string email, bool posts)
    {
        await using var visit = await VisitAsync(email, withPolicy: true);
        await visit.GoAsync("/harbour");
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Hostile", "spider.js"));
        var found = await visit.Page.EvaluateAsync<JsonElement>(
            script,
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["from"] = From,
                ["each"] = Effort.IsFull ? 2 : 1,
                ["texts"] = Payloads.All,
                ["start"] = _last,
                ["posts"] = posts,
            }
        );
        visit.Forgive(); // refusals are logged by the browser
        _pages[email] = Words(found, "pages");
        Wrong.AddRange(Words(found, "wrong").Select(line => $"{(email.Length > 0 ? email : "visitor")}: {line}"));
        if (posts)
        {
            _last = found.GetProperty("last").GetInt32();
            Sent += found.GetProperty("sent").GetInt32();
            _used.UnionWith(found.GetProperty("used").EnumerateArray().Select(number => number.GetInt32()));
        }
    }

    private static List<string> Words(JsonElement found, string name) =>
        [.. found.GetProperty(name).EnumerateArray().Select(word => word.GetString() ?? "")];

    private async Task ImportAsync()
    {
        var folder = Directory.CreateTempSubdirectory("residency-hostile-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "markdown.md"), Markdown());
            WriteWord(Path.Combine(folder, "word.docx"));
            await File.WriteAllTextAsync(Path.Combine(folder, "plain.txt"), string.Join("\n\n", Payloads.All));
            var said = await Product.RunAsync(
                ["import", "case-studies", folder, "--hub", "harbour", "--cohort", "h2"],
                TestContext.Current.CancellationToken
            );
            said.ShouldContain("3 created", Case.Insensitive);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // In every place of a text: title, heading, paragraph, list, quotation, table, code, link, picture, note, formula.
    private static string Markdown()
    {
        static string Line(string text) => text.ReplaceLineEndings(" ");
        var text = new StringBuilder("---\ntitle: ").Append(JsonSerializer.Serialize(Payloads.All[0])).Append("\n---\n\n");
        foreach (var (number, payload) in Payloads.All.Index())
        {
            text.Append(
                (number % 10) switch
                {
                    0 => $"## {Line(payload)}\n\nWords.\n\n",
                    1 => $"- {Line(payload)}\n- [link]({Line(payload)})\n\n",
                    2 => $"> {Line(payload)}\n\n",
                    3 => $"| head |\n| --- |\n| {Line(payload).Replace("|", "\\|", StringComparison.Ordinal)} |\n\n",
                    4 => $"```{Line(payload)}\n{payload}\n```\n\n",
                    5 => $"[link](<{Line(payload)}> \"{Line(payload)}\") ![picture](<{Line(payload)}>)\n\n",
                    6 => $"Words[^n{number}].\n\n[^n{number}]: {Line(payload)}\n\n",
                    7 => $":::{{figure}} {Line(payload)}\n:alt: {Line(payload)}\n{Line(payload)}\n:::\n\n",
                    8 => $"$${Line(payload)}$$\n\n",
                    _ => payload + "\n\n",
                }
            );
        }

        return text.ToString();
    }

    private static void WriteWord(string path)
    {
        const string w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006";
        static string Safe(string text) =>
            SecurityElement.Escape(new string([.. text.Select(sign => sign < ' ' && sign is not ('\t' or '\n') ? ' ' : sign)]));
        var paragraphs = Payloads.All.Select(
            (text, number) =>
                $"<w:p><w:hyperlink r:id=\"l{number}\"><w:r><w:t xml:space=\"preserve\">{Safe(text)}</w:t></w:r></w:hyperlink></w:p>"
        );
        var links = Payloads.All.Select(
            (text, number) =>
                $"<Relationship Id=\"l{number}\" Type=\"{office}/hyperlink\" Target=\"{Safe(text)}\" TargetMode=\"External\"/>"
        );
        using var file = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(
            "[Content_Types].xml",
            $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
        );
        Add(
            "_rels/.rels",
            $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"d\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
        );
        Add(
            "word/_rels/document.xml.rels",
            $"<Relationships xmlns=\"{package}/relationships\">{string.Concat(links)}</Relationships>"
        );
        Add(
            "word/document.xml",
            $"<w:document xmlns:w=\"{w}\" xmlns:r=\"{office}\"><w:body>{string.Concat(paragraphs)}</w:body></w:document>"
        );

        void Add(string name, string xml)
        {
            using var entry = new StreamWriter(file.CreateEntry(name).Open());
            entry.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
        }
    }

    // What a check refuses stands in the database nonetheless: the page is the last wall.
    private async Task<int> PoisonAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Product.Database};Default Timeout=30");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        connection.CreateFunction("payload", (string value, int number) => PoisonOf(value, number));
        var columns = new List<(string Table, string Column)>();
        await using (var ask = connection.CreateCommand())
        {
            ask.CommandText = """
                select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
                where m.type = 'table' and c.type = 'TEXT' and m.name not like 'library_search%' and m.name not like 'storage_%'
                  and m.name not like 'ledger_%' and m.name not like 'jobs_%' and m.name not like '\_\_%' escape '\' and m.name <> 'mail_letters'
                """;
            await using var reader = await ask.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                columns.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        var poisoned = 0;
        foreach (var (table, column) in columns)
        {
            await using var change = connection.CreateCommand();
            change.CommandText =
                $"update \"{table}\" set \"{column}\" = payload(\"{column}\", rowid) where \"{column}\" is not null and payload(\"{column}\", rowid) <> \"{column}\"";
            poisoned += await change.ExecuteNonQueryAsync();
        }

        return poisoned;
    }

    // Free text has spaces; in documents every piece of text is one.
    private static string PoisonOf(string value, int number)
    {
        var payload = Payloads.All[(number & 0xffff) % Payloads.All.Count];
        return value.StartsWith('{') || value.StartsWith('[')
                ? value.Replace("\"text\":\"", $"\"text\":\"{JsonEncodedText.Encode(payload)} ", StringComparison.Ordinal)
            : value.Contains(' ', StringComparison.Ordinal) ? $"{payload} {number}"
            : value;
    }
}
