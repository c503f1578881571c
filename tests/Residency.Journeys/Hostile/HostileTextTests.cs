namespace Residency.Journeys.Hostile;

/// <summary>Nothing that people write comes to life on a page, whether or not the content security policy would stop it.</summary>
[Collection(nameof(Alone))]
public sealed class HostileTextTests(HostileTexts texts, ITestOutputHelper output) : IClassFixture<HostileTexts>
{
    [Fact]
    public void Every_text_went_through_forms_files_and_past_all_checks()
    {
        output.WriteLine(
            $"{Payloads.All.Count} texts in {texts.Sent} posts of forms, 3 files and {texts.Poisoned} values of the database"
        );
        Payloads.All.Count.ShouldBeGreaterThanOrEqualTo(250);
        Payloads.All.ShouldBeUnique();
        texts.Unused.ShouldBeEmpty();
        texts.Poisoned.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Live_updates_past_the_editor_are_taken_as_words_or_refused()
    {
        var found = texts.Intrusion;
        output.WriteLine($"{found.Taken} live updates taken, {found.Refused} refused, {found.Said} comments");
        foreach (var (place, reason) in found.Reasons.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{place}: {reason}");
        }

        (found.Taken + found.Refused).ShouldBe(Payloads.All.Count);
        found.Taken.ShouldBeGreaterThan(50);
        found.Refused.ShouldBeGreaterThan(50);
        found.Said.ShouldBeGreaterThan(50);
        found.Odd.ShouldBeEmpty();
        foreach (var place in (string[])["elementName", "script", "event", "mark", "attributeName"])
        {
            found.Reasons.ShouldContainKey(place);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_editor_and_the_list_of_comments_show_what_was_brought_in_and_nothing_comes_to_life(bool withPolicy)
    {
        await using var visit = await texts.VisitAsync(HostileTexts.People[1], withPolicy);
        var dialogs = new List<string>();
        visit.Page.Dialog += (_, dialog) => dialogs.Add(dialog.Message);
        foreach (var path in (string[])["write", "comments", "", "preview"])
        {
            var address = $"{texts.Intrusion.Path}/{path}".TrimEnd('/');
            visit.ExpectRefusal(address);
            await visit.Page.GotoAsync(address);
            if (path == "write")
            {
                await visit.Page.Locator(".ProseMirror").First.WaitForAsync();
                await visit.Page.WaitForFunctionAsync("document.querySelector('.ProseMirror').textContent.includes('zz(')");
            }

            (await visit.Page.EvaluateAsync<string>("JSON.stringify(window.zzRan ?? [])")).ShouldBe("[]", address);
            visit.ShouldBeQuiet();
        }

        dialogs.ShouldBeEmpty();
    }

    [Fact]
    public void No_answer_has_markup_that_a_text_brought_along()
    {
        foreach (var line in texts.Wrong)
        {
            output.WriteLine(line);
        }

        texts.Wrong.Take(20).ShouldBeEmpty($"{texts.Wrong.Count} answers are wrong");
    }

    // Without the policy nothing else holds a script back; with it, also what is only styled is heard.
    public static TheoryData<int, bool> Looks =>
        Effort.IsFull
            ? new()
            {
                { 0, true },
                { 0, false },
                { 1, true },
                { 1, false },
                { 2, true },
                { 2, false },
            }
            : new()
            {
                { 0, true },
                { 0, false },
                { 1, false },
            };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Nothing_comes_to_life(int person, bool withPolicy)
    {
        var email = HostileTexts.People[person];
        var pages = texts.PagesOf(email);
        pages.Count.ShouldBeGreaterThan(person == 0 ? 12 : 25);
        await using var visit = await texts.VisitAsync(email, withPolicy);
        var dialogs = new List<string>();
        visit.Page.Dialog += (_, dialog) => dialogs.Add(dialog.Message);
        foreach (var path in pages)
        {
            visit.ExpectRefusal(path);
            await visit.Page.GotoAsync(path);
            await visit.Page.EvaluateAsync("document.querySelectorAll('details').forEach(fold => { fold.open = true })");
            (await visit.Page.EvaluateAsync<string>("JSON.stringify(window.zzRan ?? [])")).ShouldBe("[]", path);
            visit.ShouldBeQuiet();
        }

        dialogs.ShouldBeEmpty();
        output.WriteLine($"{pages.Count} pages");
    }

    [Fact]
    public async Task What_comes_to_life_is_heard()
    {
        await using var visit = await texts.VisitAsync("", withPolicy: false);
        await visit.GoAsync("/harbour");
        await visit.Page.SetContentAsync("<img src=x onerror=zz(7)>");
        await visit.Page.WaitForFunctionAsync("window.zzRan?.includes(7)");
        visit.Forgive();
    }
}
