using Residency;
using Residency.Foundation.Ledger;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui;

var builder = WebApplication.CreateBuilder(args);
var data = Path.GetFullPath(builder.Configuration["data"] ?? "data");
Directory.CreateDirectory(data);

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddStorage(new StorageSettings { DataFolder = data, Postgres = builder.Configuration["Storage:Postgres"] });
builder.Services.AddLedger();
builder.Services.AddUi();
builder.Services.AddRooms(Floorplan.Rooms);

var app = builder.Build();
app.UseUi();
app.UseAntiforgery();
app.MapUi();
foreach (var room in Floorplan.Rooms)
{
    room.MapEndpoints(app);
}

app.Run();
