using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Residency.Tests.Permissions;

/// <summary>How thoroughly every address is asked for.</summary>
internal enum Thoroughness
{
    /// <summary>As a browser does, once.</summary>
    Once,

    /// <summary>Also as a program, compressed, without the body, and again with the mark of what is known already.</summary>
    EveryWay,
}

/// <summary>A form that asks without changing anything, such as a search.</summary>
internal sealed record Question(string Action, string Field, IReadOnlyList<KeyValuePair<string, string>> Others)
{
    public string With(string words) =>
        Action
        + "?"
        + string.Join(
            '&',
            Others
                .Append(new(Field, words))
                .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")
        );
}

/// <summary>Walks from given addresses over every link of the site and says which words it met where.</summary>
internal sealed partial class Crawler(Caller caller, IReadOnlyCollection<string> words, Thoroughness thoroughness)
{
    private const int Most = 6000;

    // Ways to ask for more than one may see: jokers, operators, quotes, marks of other languages, nothing.
    private static readonly string[] s_odd =
    [
        "",
        " ",
        "%",
        "_",
        "*",
        "?",
        "z*",
        "z%",
        "zz",
        "zzz",
        "zquartz",
        "\"zq",
        "zq\"",
        "'",
        "' OR 1=1 --",
        "a OR z",
        "NOT a",
        "-a",
        "z NEAR z",
        "title:z*",
        "(",
        "{title}:z",
        "\0",
        "\u0130",
        "\uff5a\uff5a",
        "z\u0301",
        "\\",
        "^z",
        new('z', 3000),
    ];

    private readonly Queue<string> _next = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Question> _questions = new(StringComparer.Ordinal);

    /// <summary>Which word was met, and the first place of it.</summary>
    public Dictionary<string, string> Met { get; } = new(StringComparer.OrdinalIgnoreCase);

    public int Requests { get; private set; }

    /// <summary>Addresses by the kind of their answer, as "200 text/html".</summary>
    public Dictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Broken => _broken;

    public IReadOnlyCollection<Question> Questions => _questions.Values;

    private readonly List<string> _broken = [];

    public async Task WalkAsync(IEnumerable<string> from)
    {
        foreach (var path in from)
        {
            Add(path);
        }

        while (_next.TryDequeue(out var path))
        {
            await VisitAsync(path);
        }

        _known.Count.ShouldBeLessThan(Most, "the walk did not come to an end");
    }

    private async Task VisitAsync(string path)
    {
        var answer = await AskAsync(path, HttpMethod.Get);
        var kind = $"{answer.Status} {answer.Headers.GetValueOrDefault("Content-Type", "")}";
        Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
        foreach (var link in LinksOf(path, answer))
        {
            Add(link);
        }

        if (thoroughness == Thoroughness.Once)
        {
            return;
        }

        await AskAsync(path, HttpMethod.Get, ("Accept", "application/json"));
        await AskAsync(path, HttpMethod.Get, ("Accept-Encoding", "gzip"));
        (await AskAsync(path, HttpMethod.Head)).Bytes.ShouldBeEmpty(path);
        if (answer.Headers.TryGetValue("ETag", out var mark))
        {
            var again = await AskAsync(path, HttpMethod.Get, ("If-None-Match", mark));
            if (again.Status == 304)
            {
                again.Bytes.ShouldBeEmpty(path);
            }
        }
    }

    private async Task<Answer> AskAsync(string path, HttpMethod method, params IReadOnlyList<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await caller.SendAsync(request);
        Requests++;
        if (answer.Status >= 500)
        {
            _broken.Add($"{method} {path}: {answer.Status}");
        }

        foreach (var text in TextsOf(answer))
        {
            foreach (var word in words)
            {
                if (!Met.ContainsKey(word) && text.Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    Met.Add(word, $"{method} {path} {string.Join(' ', headers.Select(header => header.Value))}");
                }
            }
        }

        return answer;
    }

    /// <summary>Everything in an answer that can be read: headers, the text, and what is packed in it.</summary>
    internal static IEnumerable<string> TextsOf(Answer answer)
    {
        yield return string.Join('\n', answer.Headers.Select(header => $"{header.Key}: {header.Value}"));
        yield return answer.Location ?? "";
        var bytes = answer.Bytes;
        if (answer.Headers.GetValueOrDefault("Content-Encoding") == "gzip" && bytes.Length > 0)
        {
            using var unpacked = new MemoryStream();
            using (var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
            {
                packed.CopyTo(unpacked);
            }

            bytes = unpacked.ToArray();
        }

        yield return Encoding.UTF8.GetString(bytes);
        if (!bytes.AsSpan().StartsWith("PK"u8))
        {
            yield break;
        }

        using var package = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in package.Entries)
        {
            yield return entry.FullName;
            using var text = new StreamReader(entry.Open());
            yield return text.ReadToEnd();
        }
    }

    private IEnumerable<string> LinksOf(string path, Answer answer)
    {
        if (answer.Location is { } location)
        {
            yield return location;
        }

        var type = answer.Headers.GetValueOrDefault("Content-Type", "");
        if (!type.StartsWith("text/html", StringComparison.Ordinal))
        {
            if (
                type.Contains("xml", StringComparison.Ordinal)
                || type.Contains("json", StringComparison.Ordinal)
                || type.StartsWith("text/plain", StringComparison.Ordinal)
            )
            {
                foreach (var found in Address().Matches(answer.Body).Select(match => match.Value))
                {
                    yield return found;
                }
            }

            yield break;
        }

        using var page = new HtmlParser().ParseDocument(answer.Body);
        foreach (var element in page.QuerySelectorAll("[href], [src], [content]"))
        {
            var link = element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("content") ?? "";
            if (element.LocalName != "meta" || Address().IsMatch(link))
            {
                yield return Resolve(path, link);
            }
        }

        foreach (
            var question in page.QuerySelectorAll<IHtmlFormElement>("form:not([method=post])")
                .SelectMany(form => QuestionsOf(path, form))
        )
        {
            if (_questions.TryAdd($"{question.Action} {question.Field}", question))
            {
                foreach (var odd in s_odd)
                {
                    yield return question.With(odd);
                }
            }
        }
    }

    private static IEnumerable<Question> QuestionsOf(string path, IHtmlFormElement form)
    {
        var action = Resolve(path, form.GetAttribute("action") ?? path).Split('?')[0];
        var named = form
            .Elements.OfType<IHtmlElement>()
            .Where(element => element.GetAttribute("name") is { Length: > 0 })
            .ToList();
        var fields = named
            .Select(element => new KeyValuePair<string, string>(
                element.GetAttribute("name")!, // filtered above
                element is IHtmlSelectElement select ? select.Value ?? "" : element.GetAttribute("value") ?? ""
            ))
            .ToList();
        return named
            .OfType<IHtmlInputElement>()
            .Where(input => input.Type is "text" or "search")
            .Select(input => new Question(action, input.Name!, [.. fields.Where(field => field.Key != input.Name)])); // filtered above
    }

    // Choices can be combined without end: of the queries of one page, forty stand for all; those of a search are all kept.
    private void Add(string link)
    {
        var path = Local(link);
        if (path is null || !_known.Add(path))
        {
            return;
        }

        var query = path.IndexOf('?', StringComparison.Ordinal);
        if (query > 0)
        {
            var page = path[..query];
            _queries[page] = _queries.GetValueOrDefault(page) + 1;
            if (_queries[page] > 40 + s_odd.Length)
            {
                return;
            }
        }

        _next.Enqueue(path);
    }

    private static string Resolve(string page, string link) =>
        Uri.TryCreate(new Uri(new Uri("https://localhost"), page), link, out var address) ? address.ToString() : "";

    // Style sheets and scripts are files of the product, and hold nothing of anybody.
    private static string? Local(string link)
    {
        if (!Uri.TryCreate(new Uri("https://localhost"), link, out var address) || address.Host != "localhost")
        {
            return null;
        }

        var path = address.PathAndQuery;
        return
            path.StartsWith("/assets/", StringComparison.Ordinal)
            || path.EndsWith(".css", StringComparison.Ordinal)
            || path.EndsWith(".js", StringComparison.Ordinal)
            || path.EndsWith(".woff2", StringComparison.Ordinal)
            ? null
            : path;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Requests} requests to {_known.Count} addresses, {Met.Count} words met");

    [GeneratedRegex(@"https?://localhost[^\s""'<>\\]*")]
    private static partial Regex Address();
}
