namespace Residency.Tests.Servers;

/// <summary>A fresh database with the present schema for one test class: <c>IClassFixture&lt;PostgresDatabase&gt;</c>.</summary>
public sealed class PostgresDatabase(PostgresServer server) : IAsyncLifetime
{
    /// <summary>Valid from the first test to the last one of the class.</summary>
    public string Connection { get; private set; } = "";

    public async ValueTask InitializeAsync() =>
        Connection = await server.CreateMigratedAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Connection.Length > 0)
        {
            await PostgresServer.DropAsync(Connection, CancellationToken.None);
        }
    }
}
