using Residency.Foundation.Ui.Http;

namespace Residency.Tests.Foundation.Ui.Http;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("/", true)]
    [InlineData("/hub/work?x=1&y=%2F#part", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("\\\\evil.example", false)]
    [InlineData("https:evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("/%2f%2fevil.example", false)]
    [InlineData("/%5cevil.example", false)]
    [InlineData("/\t/evil.example", false)]
    [InlineData("/a\r\nLocation: https://evil.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/\u2044/evil.example", false)]
    [InlineData("/\uFF0Fevil.example", false)]
    [InlineData("/a//evil.example", false)]
    [InlineData("/.evil.example", false)]
    [InlineData("/@evil.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_return_stays_on_this_site(string? path, bool isLocal) => ReturnPath.IsLocal(path).ShouldBe(isLocal);

    [Fact]
    public void A_return_that_is_over_long_is_not_followed() => ReturnPath.IsLocal("/" + new string('a', 2000)).ShouldBeFalse();
}
