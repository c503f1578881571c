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

    private static async Task<IResult> ReadyAsync(AppDb db, CancellationToken cancel) =>
        await db.Database.CanConnectAsync(cancel)
            ? TypedResults.Text("ready")
            : TypedResults.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
}
