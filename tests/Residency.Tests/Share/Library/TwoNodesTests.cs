using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing;
using Residency.Make.Publishing.Withdraw;
using Residency.Tests.Foundation.Ui.Http;
using Residency.Tests.World;
using Residency.Welcome.Demo;

namespace Residency.Tests.Share.Library;

/// <summary>Two nodes over one PostgreSQL: what one publishes or withdraws, the other shows so without waiting.</summary>
public sealed class TwoNodesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_withdraws_the_other_shows_no_more()
    {
        var settings = await TestDatabase.EmptyAsync(Engine.Postgres);
        var keys = Path.Combine(settings.DataFolder, "shared.key");
        await using var first = Node(settings, keys);
        await using (var scope = first.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SeedDemoHandler>().SeedAsync(_ => { }, Cancel);
        }

        await using var second = Node(settings, keys);
        using var reader = second.NewClient();
        await UntilAsync(
            () => Task.FromResult(!second.Services.GetRequiredService<LedgerPulse>().IsDeaf),
            "the second node hears"
        );
        var edition = await InAsync(first, LatestAsync);
        var page = new Uri($"/harbour/library/{edition.Code}/v{edition.Number}", UriKind.Relative);
        var shown = await reader.GetAsync(page, Cancel);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reader.GetAsync(page, Cancel)).Headers.ETag.ShouldBe(
            shown.Headers.ETag,
            "kept ten minutes unless something happens"
        );

        await InAsync(first, services => WithdrawAsync(services, edition));

        await UntilAsync(
            async () => (await reader.GetAsync(page, Cancel)).StatusCode == HttpStatusCode.Gone,
            "the second node shows that it is withdrawn"
        );
    }

    private static Front Node(StorageSettings settings, string keys) =>
        new()
        {
            Postgres = settings.Postgres,
            RunsJobs = false,
            Replace = services =>
            {
                var own = services.Select(one => one.ImplementationInstance).OfType<StorageSettings>().Last();
                services.AddSingleton(own with { KeyFile = keys });
            },
        };

    private static async Task<EditionCard> LatestAsync(IServiceProvider services)
    {
        var hub = (await services.GetRequiredService<IHubs>().FindAsync("harbour", Cancel))!.Id; // seeded
        return (await services.GetRequiredService<IPublishing>().LatestAsync(hub, Cancel))[0];
    }

    private static async Task<bool> WithdrawAsync(IServiceProvider services, EditionCard edition)
    {
        var card = (await services.GetRequiredService<ICaseStudies>().FindAsync(edition.CaseStudy, Cancel))!; // published
        var withdraw = services.GetRequiredService<WithdrawHandler>();
        (await withdraw.WithdrawAsync(Actor.System, card.Id, (card.Version, "It was wrong."), Cancel)).IsDone.ShouldBeTrue();
        return true;
    }

    private static async Task<T> InAsync<T>(Front node, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = node.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    // Far less than the time for which a page is kept.
    private static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (!await isSo())
            {
                await again.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException late) when (!Cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"After a minute it is not so that {what}.", late);
        }
    }
}
