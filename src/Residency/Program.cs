using Residency.Foundation.Ui;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddUi();
var app = builder.Build();
app.UseUi();
app.UseAntiforgery();
app.MapUi();
app.Run();
