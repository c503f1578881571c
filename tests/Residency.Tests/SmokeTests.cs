namespace Residency.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Two_and_two() => (2 + 2).ShouldBe(4);
}
