using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Residency.Tests.Printing;
using Residency.Tests.World;

namespace Residency.Tests.Permissions;

/// <summary>The headers of one answer of every kind, printed, and the rules that all of them keep.</summary>
public sealed partial class HeadersPrintedFilesTests
{
    private static readonly string[] s_said = ["Content-Length", "Date"];

    [Fact, Prints("headers.txt")]
    public async Task Headers()
    {
        await using var world = await TwoHubs.OpenAsync(Engine.Sqlite);
        var text = new StringBuilder();
        var wrong = new List<string>();
        await foreach (var (kind, answer) in AnswersAsync(world))
        {
            Print(text, kind, answer);
            wrong.AddRange(BreachesOf(answer).Select(breach => $"{kind}: {breach}"));
        }

        wrong.ShouldBeEmpty();
        Printed.ShouldMatch("headers.txt", text.ToString());
    }

    [Theory]
    [InlineData("Content-Security-Policy", "default-src 'none'; script-src 'self' 'unsafe-inline'", "unsafe")]
    [InlineData("Content-Security-Policy", "default-src 'none'; img-src https://cdn.example", "source")]
    [InlineData("Content-Security-Policy", "default-src 'none'; img-src *", "source")]
    [InlineData("X-Content-Type-Options", "sniff", "X-Content-Type-Options")]
    [InlineData("Referrer-Policy", "unsafe-url", "Referrer-Policy")]
    [InlineData("Cache-Control", "max-age=60", "Cache-Control")]
    [InlineData("Set-Cookie", "name=value; path=/; secure; samesite=lax", "cookie")]
    [InlineData("Server", "Kestrel", "Server")]
    public void A_breach_is_named(string header, string value, string named)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [header] = value };
        BreachesOf(new Answer(200, null, "", headers)).ShouldContain(breach => breach.Contains(named, StringComparison.Ordinal));
    }

    private static async IAsyncEnumerable<(string Kind, Answer Answer)> AnswersAsync(TwoHubs world)
    {
        var (reader, owner) = (world.CallerOf(world.The("PUB")), world.CallerOf(world.The("HO")));
        var (published, withdrawn) = (
            world.Studies.Single(study => study.IsPublic),
            world.Studies.Single(study => study.Name == "withdrawn")
        );
        var draft = world.Studies.Single(study => study.Name == "draft");
        var edition = $"/harbour/library/{published.Code}/v1";
        var library = await reader.GetAsync("/harbour/library");

        yield return ("public page", library);
        yield return (
            "public page, known already",
            await AskAsync(reader, HttpMethod.Get, "/harbour/library", ("If-None-Match", library.Headers["ETag"]))
        );
        yield return ("public page, without its body", await AskAsync(reader, HttpMethod.Head, "/harbour/library"));
        yield return (
            "public page, compressed",
            await AskAsync(reader, HttpMethod.Get, "/harbour/library", ("Accept-Encoding", "br"))
        );
        yield return ("public page, for somebody signed in", await owner.GetAsync("/harbour/library"));
        yield return ("edition", await reader.GetAsync(edition));
        yield return ("tombstone", await reader.GetAsync($"/harbour/library/{withdrawn.Code}/v1"));
        yield return ("download of a text", await reader.GetAsync(edition + "/text.zip"));
        yield return ("download of a citation", await reader.GetAsync(edition + "/cite.bib"));
        yield return ("download of the library", await reader.GetAsync("/harbour/library.zip"));
        yield return ("download of a draft", await owner.GetAsync($"/harbour/publishing/{draft.Id.Value}/export/text.zip"));
        yield return ("download of one's own data", await owner.GetAsync("/account/copy/residency.json"));
        yield return ("feed", await reader.GetAsync("/harbour/feed.atom"));
        yield return ("feed as JSON", await reader.GetAsync("/harbour/feed.json"));
        yield return ("map of the site", await reader.GetAsync("/sitemap.xml"));
        yield return ("rules for robots", await reader.GetAsync("/robots.txt"));
        yield return ("picture of an edition", await reader.GetAsync($"/files/{published.Picture}"));
        yield return ("picture of a draft", await owner.GetAsync($"/files/{draft.Picture}"));
        yield return ("signed-in page", await owner.GetAsync("/account"));
        yield return ("page of a draft", await owner.GetAsync($"/harbour/case-studies/{draft.Id.Value}"));
        yield return ("sign-in page", await reader.GetAsync("/sign-in"));
        yield return ("way to the sign-in", await reader.GetAsync("/account"));
        yield return ("page opened by a link", await reader.GetAsync("/join/" + new string('A', 43)));
        yield return ("form that was taken", await PostedAsync(reader, "/harbour/contact"));
        yield return ("form with a mistake", await PostedAsync(reader, "/harbour/contact", isEmpty: true));
        yield return ("form without a token", await AskAsync(reader, HttpMethod.Post, "/harbour/contact"));
        yield return (
            "form from another site",
            await AskAsync(reader, HttpMethod.Post, "/harbour/contact", ("Origin", "https://evil.example"))
        );
        yield return ("page that is not there", await reader.GetAsync("/harbour/nowhere"));
        yield return ("download that is not there", await reader.GetAsync("/harbour/library/none/v1/cite.bib"));
        yield return ("page that one may not open", await owner.GetAsync("/operator/jobs"));
        yield return (
            "problem, for a program",
            await AskAsync(reader, HttpMethod.Get, "/harbour/nowhere", ("Accept", "application/json"))
        );
        yield return ("method that is not allowed", await AskAsync(reader, HttpMethod.Delete, "/harbour/feed.atom"));
        yield return ("health", await reader.GetAsync("/health/live"));
        foreach (var asset in Asset().Matches(library.Body).Select(match => match.Groups[1].Value).Distinct().Take(3))
        {
            yield return ($"file of the product {Path.GetExtension(asset)}", await reader.GetAsync(asset));
        }
    }

    private static Task<Answer> AskAsync(
        Caller caller,
        HttpMethod method,
        string path,
        params IReadOnlyList<(string Name, string Value)> headers
    )
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return caller.SendAsync(request);
    }

    private static async Task<Answer> PostedAsync(Caller caller, string path, bool isEmpty = false)
    {
        var page = await caller.GetAsync(path);
        var form = FormOf.On(new WayIn(path, "GET", ""), new Target(path, Thing.Unknown), page.Body).First();
        return await caller.PostAsync(path, isEmpty ? form.Fields.Where(field => field.Key == "_handler") : form.Fields);
    }

    private static void Print(StringBuilder text, string kind, Answer answer)
    {
        text.Append(CultureInfo.InvariantCulture, $"{kind}  {answer.Status}\n");
        foreach (var (name, value) in answer.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            if (!s_said.Contains(name, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {name}: {Changing().Replace(value, "…")}\n");
            }
        }
    }

    /// <summary>What an answer does that none may do.</summary>
    private static IEnumerable<string> BreachesOf(Answer answer)
    {
        var headers = answer.Headers;
        var policy = headers.GetValueOrDefault("Content-Security-Policy", "");
        if (policy.Contains("unsafe-", StringComparison.Ordinal))
        {
            yield return "the policy allows something unsafe";
        }

        if (!policy.Contains("default-src 'none'; ", StringComparison.Ordinal))
        {
            yield return "the policy allows by default";
        }

        // What people brought in is shown in a box of its own, where there is no script, form, frame or plug-in at all.
        var isBoxed = policy.StartsWith("sandbox; ", StringComparison.Ordinal);
        foreach (var needed in isBoxed ? ["frame-ancestors 'none'"] : s_needed)
        {
            if (!policy.Contains(needed, StringComparison.Ordinal))
            {
                yield return $"the policy lacks {needed}";
            }
        }

        foreach (var source in policy.Split(' ', ';').Where(source => !IsOfThisSite(source)))
        {
            yield return $"the policy names the source {source}";
        }

        foreach (var (name, value) in s_rules)
        {
            if (!Regex.IsMatch(headers.GetValueOrDefault(name, ""), value, RegexOptions.None, TimeSpan.FromSeconds(1)))
            {
                yield return $"{name} is “{headers.GetValueOrDefault(name, "")}”";
            }
        }

        foreach (var name in s_secrets.Where(headers.ContainsKey))
        {
            yield return $"{name} tells what serves it";
        }

        foreach (var cookie in headers.GetValueOrDefault("Set-Cookie", "").Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            if (cookie.Contains('=', StringComparison.Ordinal) && !Kept().IsMatch(cookie))
            {
                yield return $"the cookie {cookie.Split('=')[0]} can be read by scripts, or goes where it should not";
            }
        }
    }

    // Public answers may be kept if asked about every time, or for ever under a name of their own; nothing else may be kept.
    private static readonly (string Name, string Value)[] s_rules =
    [
        ("X-Content-Type-Options", "^nosniff$"),
        ("Referrer-Policy", "^(strict-origin-when-cross-origin|same-origin|no-referrer)$"),
        ("Cross-Origin-Opener-Policy", "^same-origin$"),
        ("Cross-Origin-Resource-Policy", "^same-origin$"),
        ("Strict-Transport-Security", "^max-age=31536000; includeSubDomains$"),
        ("Permissions-Policy", @"camera=\(\), microphone=\(\), geolocation=\(\)"),
        ("Cache-Control", "no-store|no-cache|immutable"),
    ];

    private static readonly string[] s_needed =
    [
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "form-action 'self'",
    ];

    private static readonly string[] s_secrets = ["Server", "X-Powered-By", "X-AspNet-Version", "Access-Control-Allow-Origin"];

    private static bool IsOfThisSite(string word) =>
        word.StartsWith('\'') || (word.All(sign => sign is '-' or (>= 'a' and <= 'z')));

    // The values that differ from one answer to the next.
    [GeneratedRegex(
        @"(?<=nonce-)[^']+|(?<="")[0-9a-zA-Z+/=_-]{12,}(?="")|(?<=residency[a-z-]*=)[^;]+|[0-9a-f]{8}-[0-9a-f-]{27}|(?:(?<![a-z-])|(?<=\d-))[0-9a-z]{4}-[0-9a-z]{4}(?=[-./\s;""]|$)|\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT"
    )]
    private static partial Regex Changing();

    [GeneratedRegex("(?i)(?=.*; ?secure)(?=.*; ?httponly)(?=.*; ?samesite=(lax|strict))")]
    private static partial Regex Kept();

    [GeneratedRegex("(?:href|src)=\"([^\"]+\\.(?:css|js|woff2|svg|png|ico))\"")]
    private static partial Regex Asset();
}
