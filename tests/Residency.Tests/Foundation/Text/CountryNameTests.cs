using System.Globalization;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class CountryNameTests
{
    [Theory]
    [InlineData("KE", "Kenya")]
    [InlineData("gb", "United Kingdom")]
    [InlineData("XQ", "XQ")]
    [InlineData("Atlantis", "Atlantis")]
    [InlineData("", "")]
    [InlineData("1!", "1!")]
    public void A_known_code_becomes_a_name_and_other_words_stay(string code, string name) => CountryName.Of(code).ShouldBe(name);

    [Fact]
    public void Readers_of_another_language_find_their_own_names()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es");
            CountryName.Of("GB").ShouldBe("Reino Unido");
            CountryName.Of("ZZ").ShouldBe("ZZ");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
