using Residency.Foundation.Storage;

namespace Residency.Foundation.Ui.Http;

/// <summary>Tells a supervisor whether the process lives and whether it can work.</summary>
public static class Health
{
    /// <summary>Maps <c>/health/live</c>, and <c>/health</c>, which also asks the database.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => TypedResults.Text("alive")).Needs(SiteActions.HealthView);
        endpoints.MapGet("/health", ReadyAsync).Needs(SiteActions.HealthView);
    }

    private static async Task<IResult> ReadyAsync(AppDb db, IHostApplicationLifetime life, CancellationToken cancel) =>
        life.ApplicationStopping.IsCancellationRequested
            ? TypedResults.Text("stopping", statusCode: StatusCodes.Status503ServiceUnavailable)
        : await db.Database.CanConnectAsync(cancel) ? TypedResults.Text("ready")
        : TypedResults.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>Goes on serving for a while after the order to stop, so that whoever hands out requests sees it in time.</summary>
internal sealed class DrainBeforeStop(HttpSettings settings, TimeProvider clock) : IHostedLifecycleService
{
    /// <summary>Waits before the server and the worker of jobs are told to stop; <c>/health</c> says no meanwhile.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromSeconds(settings.DrainSeconds), clock, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
