using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Gather.People;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Assign;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.Gather.People;
using Residency.Tests.Permissions;
using Residency.Tests.Servers;
using Residency.Tests.World;
using Residency.Yjs;
using Residency.Yjs.Types;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>The whole product with one draft that is being written, its people, and a clock that tests move.</summary>
internal sealed class TalkWorld : IAsyncDisposable
{
    public const string Words = "Ferries cross the zquartz harbour twice a day.";

    private TalkWorld(Site site) => Site = site;

    public Site Site { get; }
    public CaseStudyId Study { get; private set; }
    public CaseStudyId Other { get; private set; }
    public PersonId Expert { get; private set; }
    public PersonId Writer { get; private set; }
    public PersonId Member { get; private set; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string Home => $"/harbour/case-studies/{Study.Value:D}";

    public static async Task<TalkWorld> OpenAsync(Engine engine, int limitFactor = 1000, Action<IServiceCollection>? more = null)
    {
        var site = await Site.OpenAsync(
            new SiteWish
            {
                LimitFactor = limitFactor,
                Postgres = engine == Engine.Postgres ? await new PostgresServer().CreateEmptyAsync(Cancel) : null,
                More = services =>
                {
                    // Jobs run when a test says so.
                    services.RemoveAll(typeof(IHostedService), typeof(JobWorker));
                    more?.Invoke(services);
                },
            }
        );
        var world = new TalkWorld(site);
        await world.SettleAsync();
        return world;
    }

    /// <summary>Somebody as handlers know them.</summary>
    public async Task<Actor> ActorAsync(PersonId person) =>
        await Site.AskAsync<IActorSource, Actor>(actors => actors.OfPersonAsync(person, Site.Time.GetUtcNow(), Cancel));

    public Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask)
        where TService : notnull => Site.AskAsync(ask);

    /// <summary>Runs all jobs that are due.</summary>
    public Task<int> RunJobsAsync() => Site.Services.GetRequiredService<JobRunner>().RunDueAsync(Cancel);

    /// <summary>The positions around words of the live text, as an editor sends them.</summary>
    public async Task<CommentAnchor> AnchorAsync(string words)
    {
        var state = await AskAsync<ILiveTexts, LiveTextState>(live => live.ReadAsync(new LiveTextId(Study.Value), Cancel));
        var doc = new YDoc();
        doc.Apply(state.Update);
        var text = TextsIn(doc.Get<YXmlFragment>("text")).First(one => one.ToString().Contains(words, StringComparison.Ordinal));
        var at = text.ToString().IndexOf(words, StringComparison.Ordinal);
        return new CommentAnchor(
            Convert.ToBase64String(RelativePosition.Of(text, at).Encode()),
            Convert.ToBase64String(RelativePosition.Of(text, at + words.Length, -1).Encode())
        )
        {
            Quotation = words,
            Block = "paragraph1",
        };
    }

    /// <summary>Changes what the text says, as if somebody wrote.</summary>
    public Task WriteAsync(params IReadOnlyList<(string Id, string Text)> paragraphs) =>
        WriteAsAsync(LiveWriter.House, paragraphs);

    /// <summary>Changes what the text says, as if this person wrote.</summary>
    public async Task WriteAsAsync(LiveWriter writer, params IReadOnlyList<(string Id, string Text)> paragraphs) =>
        (
            await AskAsync<ILiveTexts, Result>(live =>
                live.ChangeAsync(new LiveTextId(Study.Value), _ => Said(paragraphs), writer, Cancel)
            )
        ).IsDone.ShouldBeTrue();

    public Talker Anonymous() => new(Site.Server.CreateHandler());

    public async Task<Talker> TalkerAsync(PersonId person)
    {
        var secret = await AskAsync<AccountSessions, LinkSecret>(sessions =>
            sessions.BeginAsync(person, new SessionWish("Test", Remember: false), isProof: true, Cancel)
        );
        return new Talker(Site.Server.CreateHandler()).With("residency", secret.Text);
    }

    public Task<List<T>> RowsAsync<T>()
        where T : class => Site.ReadAsync(db => db.Set<T>().AsNoTracking().ToListAsync(Cancel));

    public async ValueTask DisposeAsync()
    {
        var postgres = Site.Storage.Postgres;
        await Site.DisposeAsync();
        if (postgres is not null)
        {
            await PostgresServer.DropAsync(postgres, CancellationToken.None);
        }
    }

    private async Task SettleAsync()
    {
        Expert = await PersonAsync("ebo", Role.Expert, Site.Organisation);
        Writer = await PersonAsync("wanda", Role.Writer, null);
        Member = await PersonAsync("mia", Role.Member, null);
        Study = await BeginAsync("Ferries of zcrimson", isLive: true);
        Other = await BeginAsync("Another text", isLive: false);
        foreach (var (person, role) in ((PersonId, Role)[])[(Expert, Role.Expert), (Writer, Role.Writer)])
        {
            (
                await AskAsync<AssignHandler, Result>(handler =>
                    handler.AssignAsync(Actor.System, Study, new AssignmentCard(person, role, null, null), Cancel)
                )
            ).IsDone.ShouldBeTrue();
        }
    }

    private async Task<PersonId> PersonAsync(string name, Role role, OrganisationId? organisation) =>
        await AskAsync<IPeople, PersonId>(async people =>
        {
            var person = (await people.AddAsync(Actor.System, new NewPerson(name, name + "@example.org"), Cancel)).Value;
            var membership = new NewMembership(person, Site.Hub, role) { Cohort = Site.Cohort, Organisation = organisation };
            (await people.GrantAsync(Actor.System, membership, Cancel)).IsDone.ShouldBeTrue();
            return person;
        });

    private async Task<CaseStudyId> BeginAsync(string title, bool isLive)
    {
        var id = (
            await AskAsync<ICaseStudies, Result<CaseStudyId>>(door =>
                door.BeginAsync(
                    Actor.System,
                    new NewCaseStudy(Site.Hub, title) { Cohort = Site.Cohort, Audience = Audience.Hub },
                    Cancel
                )
            )
        ).Value;
        if (isLive)
        {
            await AskAsync<ILiveTexts, bool>(async live =>
            {
                var text = new LiveTextId(id.Value);
                if (await live.ExistsAsync(text, Cancel))
                {
                    return (await live.ChangeAsync(text, _ => Said([("paragraph1", Words)]), LiveWriter.House, Cancel)).IsDone;
                }

                var beginning = new LiveBeginning("case-study", Site.Hub, Said([("paragraph1", Words)]).Value);
                await live.BeginAsync(text, beginning, LiveWriter.House, Cancel);
                return true;
            });
        }

        return id;
    }

    private static Result<Document> Said(IReadOnlyList<(string Id, string Text)> paragraphs) =>
        new Document([
            new Section(
                "section1",
                [new Run("The harbour")],
                paragraphs.Select(one => (Block)new Paragraph(one.Id, [new Run(one.Text)])).ToSequence()
            ),
        ]);

    private static IEnumerable<YXmlText> TextsIn(YType type) =>
        type switch
        {
            YXmlText text => [text],
            YXmlFragment fragment => fragment.Children.SelectMany(TextsIn),
            _ => [],
        };
}

/// <summary>A browser with script: sends JSON with the token of a page.</summary>
internal sealed partial class Talker(HttpMessageHandler handler) : IDisposable
{
    private readonly HttpClient _http = new(handler) { BaseAddress = new Uri("http://localhost") };
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public Talker With(string cookie, string value)
    {
        _cookies[cookie] = value;
        return this;
    }

    public string? Cookie(string name) => _cookies.GetValueOrDefault(name);

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path, string accept = "text/html")
    {
        var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), accept);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TalkWorld.Cancel));
    }

    /// <summary>Posts JSON with the token that the page of comments carries.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(string home, string path, object body)
    {
        var page = (await GetAsync(home + "/comments")).Body;
        var token = Token().Match(page).Groups[1].Value;
        var request = new HttpRequestMessage(HttpMethod.Post, home + path) { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", token);
        var answer = await SendAsync(request, "application/json");
        var text = await answer.Content.ReadAsStringAsync(TalkWorld.Cancel);
        return (answer.StatusCode, text.Length > 0 && text[0] == '{' ? JsonDocument.Parse(text).RootElement : default);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string accept = "text/html")
    {
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(one => $"{one.Key}={one.Value}")));
        var answer = await _http.SendAsync(request, TalkWorld.Cancel);
        foreach (var text in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var parts = text.Split(';')[0].Split('=', 2);
            _cookies[parts[0]] = parts[1];
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
