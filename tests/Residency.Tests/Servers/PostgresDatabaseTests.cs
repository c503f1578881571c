using Npgsql;

namespace Residency.Tests.Servers;

public sealed class PostgresDatabaseTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task It_has_the_present_schema()
    {
        await using var source = NpgsqlDataSource.Create(database.Connection);
        await using var command = source.CreateCommand(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public' AND table_name IN ('people_persons', 'ledger_entries', 'publishing_editions')"
        );
        ((long?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(3);
    }
}
