using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Foundation.LiveText;
using Residency.Foundation.Storage;
using Residency.Foundation.Storage.Keys;
using Residency.Foundation.Text;

namespace Residency.Bench;

/// <summary>Live texts alone, without rooms around them: whoever comes may write. To measure and to try clients.</summary>
internal static class LiveServer
{
    private static readonly HubId s_hub = TypedId.New<HubId>();

    /// <summary>Serves until it is stopped. <c>POST /{id}/token?as={person}</c>, socket at <c>/{id}/live?as={person}</c>.</summary>
    public static async Task<object?> RunAsync(string folder, int port, string? postgres)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        Directory.CreateDirectory(folder);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(new StorageSettings { DataFolder = folder, Postgres = postgres }).AddProtection();
        services.AddJobs(new JobSettings()).AddLedger();
        services.AddLiveTexts(new LiveTextSettings { MostSockets = 1000, MostEditors = 1000 });
        services.RemoveAll<ILiveGate>(); // those of rooms need their rooms
        services.AddScoped<ILiveGate, Everybody>();
        await using var app = builder.Build();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AppDb>().MigrateAsync(CancellationToken.None);
        }

        app.Services.PrepareKeys();
        app.MapPost("/{id:guid}/token", TokenAsync);
        app.MapGet(
            "/{id:guid}/live",
            (Guid id, HttpContext context, ILiveSockets sockets) =>
                sockets.ServeAsync(context, Caller(context), new LiveTextId(id))
        );
        await app.RunAsync();
        return new { served = folder };
    }

    private static LiveCaller Caller(HttpContext context) =>
        LiveCaller.Of(new PersonId(Guid.Parse(context.Request.Query["as"].ToString())));

    private static async Task<IResult> TokenAsync(Guid id, HttpContext context, ILiveSockets sockets, ILiveTexts texts, AppDb db)
    {
        var text = new LiveTextId(id);
        if (!await texts.ExistsAsync(text, context.RequestAborted))
        {
            var document = new Document([
                new Section("start", [new Run("Start")], [new Paragraph("first", [new Run("It begins.")])]),
            ]);
            await texts.BeginAsync(text, new LiveBeginning("bench", s_hub, document), LiveWriter.House, context.RequestAborted);
        }

        var ticket = (await sockets.IssueAsync(context, Caller(context), text)).Value;
        return Results.Json(
            new
            {
                token = ticket.Token,
                name = ticket.Name,
                lineage = ticket.Lineage,
            }
        );
    }

    private sealed class Everybody : ILiveGate
    {
        public string Kind => "bench";

        public Task<LiveGrant> GrantAsync(LiveCaller caller, LiveTextId text, CancellationToken cancel) =>
            Task.FromResult(LiveGrant.Of(LiveMode.Edit, new LiveWriter(caller.Id, $"Writer {caller.Id[^4..]}")));
    }
}
