using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Gather.People;
using Residency.Gather.People.Model;

namespace Residency.Tests.Gather.People;

public sealed class NamesAndIdsTests
{
    [Theory]
    [InlineData("Office for National Statistics", "Office of National Statistics")]
    [InlineData("DigiHaul", "Digihaul Ltd.")]
    [InlineData("Universidad de Málaga", "universidad malaga")]
    [InlineData("St John’s Hospital", "St Johns Hospital")]
    public void Two_spellings_of_one_organisation_have_one_key(string one, string other) =>
        Organisation.KeyOf(one).ShouldBe(Organisation.KeyOf(other));

    [Theory]
    [InlineData("Office for National Statistics", "National Statistics Institute")]
    [InlineData("The Company", "The The")]
    public void Two_organisations_have_two_keys(string one, string other) =>
        Organisation.KeyOf(one).ShouldNotBe(Organisation.KeyOf(other));

    [Theory]
    [InlineData("0000-0002-1825-0097", true)]
    [InlineData("https://orcid.org/0000-0001-5109-3700", true)]
    [InlineData("0000-0002-1694-233X", true)]
    [InlineData("0000-0002-1825-0098", false)]
    [InlineData("0000-0002-1825-009", false)]
    [InlineData("", false)]
    public void An_orcid_is_read_only_with_the_right_check_digit(string text, bool isOne) =>
        (Orcid.Parse(text) is not null).ShouldBe(isOne);

    [Theory]
    [InlineData("https://ror.org/035dkdb55", true)]
    [InlineData("05dxps055", true)]
    [InlineData("https://ror.org/035dkdb56", false)]
    [InlineData("https://ror.org/", false)]
    public void A_ror_id_is_read_only_with_the_right_check_digits(string text, bool isOne) =>
        (RorId.Parse(text) is not null).ShouldBe(isOne);

    [Fact]
    public void A_public_code_survives_typing_and_notices_a_typing_error()
    {
        var code = PublicCode.New();
        PublicCode.Parse(code.Value.ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal).Trim()).ShouldBeNull();
        PublicCode.Parse(code.Value.ToUpperInvariant()).ShouldBe(code);
        var wrong = (code.Value[0] == '2' ? '3' : '2') + code.Value[1..];
        PublicCode.Parse(wrong).ShouldBeNull();
    }

    [Theory]
    [InlineData("a@b.io", true)]
    [InlineData("a@b@c", false)]
    [InlineData("a b@c.org", false)]
    [InlineData("a\r\nBcc:x@c.org", false)]
    [InlineData("\"a\"@c.org", false)]
    [InlineData("@c.org", false)]
    public void An_address_is_read_strictly(string text, bool isOne) =>
        Person.Add(new NewPerson("Name", text), TimeProvider.System.GetUtcNow()).IsDone.ShouldBe(isOne);

    [Fact]
    public void Merging_twice_or_across_hubs_is_refused()
    {
        var hub = TypedId.New<HubId>();
        var one = Organisation.Add(new NewOrganisation(hub, "One")).Value;
        var two = Organisation.Add(new NewOrganisation(hub, "Two")).Value;
        var far = Organisation.Add(new NewOrganisation(TypedId.New<HubId>(), "Far")).Value;
        one.MergeInto(far).IsDone.ShouldBeFalse();
        one.MergeInto(one).IsDone.ShouldBeFalse();
        one.MergeInto(two).IsDone.ShouldBeTrue();
        one.MergeInto(two).IsDone.ShouldBeFalse();
        one.Separate();
        one.MergeInto(two).IsDone.ShouldBeTrue();
    }
}
