using System.Net;
using Npgsql;
using Residency.Tests.Gather.People;
using Residency.Tests.Servers;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Ui.Http;

/// <summary>A page that says "not here" gives back everything it took: nobody after it waits for a connection.</summary>
public sealed class MissingPagesTests
{
    private const int Connections = 5;

    private static readonly string[] Missing =
    [
        "/harbour/library/2222-2222/v1/cite.bib",
        "/harbour/library/2222-2222/v1/text.txt",
        "/harbour/library/2222-2222",
        "/files/2222-2222",
        "/no-such-hub/library.atom",
        "/nowhere/at/all/of/this",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Many_missing_pages_one_after_another_and_at_once_are_each_answered(Engine engine)
    {
        await using var site = await OpenAsync(engine);
        using var reader = NewReader(site);
        for (var turn = 0; turn < 12 * Connections; turn++)
        {
            await AskAsync(reader, Missing[turn % Missing.Length], turn);
        }

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(
                Enumerable.Range(0, 4 * Connections).Select(turn => AskAsync(reader, Missing[turn % Missing.Length], turn))
            );
        }

        await CloseAsync(site);
    }

    private static async Task AskAsync(HttpClient reader, string path, int turn)
    {
        using var answer = await reader.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{path}, request {turn}");
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("<h1>", Case.Sensitive, $"{path}, request {turn}");
    }

    private static HttpClient NewReader(Site site)
    {
        var reader = new HttpClient(site.Server.CreateHandler())
        {
            BaseAddress = new Uri("https://localhost"),
            Timeout = TimeSpan.FromSeconds(30), // an answer that never comes fails the test instead of the whole run
        };
        reader.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return reader;
    }

    // So few connections that one which is not given back is missed soon.
    private static async Task<Site> OpenAsync(Engine engine) =>
        await Site.OpenAsync(
            new SiteWish
            {
                Postgres =
                    engine == Engine.Postgres
                        ? new NpgsqlConnectionStringBuilder(await new PostgresServer().CreateEmptyAsync(Cancel))
                        {
                            MaxPoolSize = Connections,
                            Timeout = 10,
                        }.ConnectionString
                        : null,
            }
        );

    private static async Task CloseAsync(Site site)
    {
        var postgres = site.Storage.Postgres;
        await site.DisposeAsync();
        if (postgres is not null)
        {
            await PostgresServer.DropAsync(postgres, CancellationToken.None);
        }
    }
}
