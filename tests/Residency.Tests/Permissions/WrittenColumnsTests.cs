namespace Residency.Tests.Permissions;

/// <summary>The comparison behind the printed file of what forms write would notice a difference.</summary>
public sealed class WrittenColumnsTests
{
    [Fact]
    public void A_value_that_came_along_is_seen()
    {
        var plain = new Effect([Came("cohorts", ("id", "1"), ("state", "open"))], 200);
        var again = new Effect([Came("cohorts", ("id", "2"), ("state", "open"))], 200);
        var set = new Effect([Came("cohorts", ("id", "3"), ("state", "ended"))], 200);
        var more = new Effect([Came("cohorts", ("id", "3"), ("state", "open")), Came("members", ("id", "4"))], 200);

        var expected = new Expected(plain, again);
        expected.BreachesOf(again).ShouldBeEmpty();
        expected.BreachesOf(set).ShouldContain("+ cohorts state=ended");
        expected.BreachesOf(more).ShouldContain("+ members id=4");
    }

    private static RowChange Came(string table, params (string Column, string Value)[] values) =>
        new(table, '+', values.ToDictionary(value => value.Column, value => value.Value, StringComparer.Ordinal));
}
