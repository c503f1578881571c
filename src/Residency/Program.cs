using Residency;
using Residency.Foundation.Cli;
using Residency.Foundation.Files;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Foundation.LiveText;
using Residency.Foundation.Mail;
using Residency.Foundation.Outside;
using Residency.Foundation.Results;
using Residency.Foundation.Safekeeping;
using Residency.Foundation.Settings;
using Residency.Foundation.Storage;
using Residency.Foundation.Storage.Keys;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;

var start = StartOptions.Read(args);
try
{
    return start.IsCommand ? await CommandRun.RunAsync(start, Build, ReadyAsync) : await ServeAsync(start);
}
catch (WrongSettingsException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return ExitCodes.WrongUsage;
}
catch (OutsideException broken)
{
    // Such as a database that a newer version has changed: the operator needs the reason, not the place in the code.
    await Console.Error.WriteLineAsync(broken.Message);
    return ExitCodes.FailedOutside;
}

static WebApplication Build(StartOptions start)
{
    var builder = HostSetup.CreateBuilder(start);
    var settings = builder.AddSettings(start);

    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddStorage(settings.Read<StorageSettings>() with { DataFolder = start.DataFolder });
    builder.Services.AddProtection();
    builder.Services.AddFiles(settings.Read<FilesSettings>());
    builder.Services.AddOutside();
    builder.Services.AddMail();
    builder.Services.AddJobs(settings.Read<JobSettings>());
    builder.Services.AddJobWorker();
    builder.Services.AddLedger();
    builder.Services.AddLiveTexts(settings.Read<LiveTextSettings>());
    builder.Services.AddUi();
    builder.Services.AddHttp();
    builder.Services.AddCli();
    builder.Services.AddSafekeeping();
    builder.Services.AddRooms(Floorplan.Rooms);

    var app = builder.Build();
    app.UseUi();
    app.UseHttp();
    app.MapHealth();
    app.MapFiles();
    app.MapUi();
    foreach (var room in Floorplan.Rooms)
    {
        room.MapEndpoints(app);
    }

    return app;
}

static async Task ReadyAsync(IServiceProvider services, CancellationToken cancel)
{
    await services.GetRequiredService<ModelAhead>().MadeAsync();
    await using var scope = services.CreateAsyncScope();
    await scope.ServiceProvider.GetRequiredService<AppDb>().MigrateAsync(cancel);
    services.PrepareKeys();
    foreach (var room in Floorplan.Rooms)
    {
        await room.StartAsync(scope.ServiceProvider, cancel);
    }
}

static async Task<int> ServeAsync(StartOptions start)
{
    using var folder = DataFolder.TryTake(start.DataFolder);
    if (folder is null)
    {
        await Console.Error.WriteLineAsync(
            $"Another process works on {start.DataFolder}. Stop it, or give --data another folder."
        );
        return ExitCodes.FailedOutside;
    }

    await using var app = Build(start);
    // Neither needs the other, and both take a while.
    var ready = Task.Run(() => ReadyAsync(app.Services, CancellationToken.None));
    app.CheckWaysIn();
    await ready;
    await app.RunAsync();
    return ExitCodes.Done;
}
