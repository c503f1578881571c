using static Residency.Journeys.EveryPage.PageState;

namespace Residency.Journeys.EveryPage;

/// <summary>What an expert sees of the case studies.</summary>
internal static class WritingStates
{
    private const string Of = "/{Hub}/case-studies/{Id:guid}";
    private const string Draft = "/harbour/case-studies/{draft}";
    private const string Other = "/harbour/case-studies/{otherDraft}";

    public static IReadOnlyList<PageState> All { get; } =
    [
        At("/{Hub}/case-studies", Who.Expert, "/harbour/case-studies"),
        At("/{Hub}/case-studies", Who.Expert, "/harbour/case-studies?q=zzzz", "without result"),
        At("/{Hub}/case-studies", Who.Owner, "/harbour/case-studies?state=Published", "narrowed"),
        At("/{Hub}/case-studies", Who.Reviewer, "/harbour/case-studies", "empty"),
        At("/{Hub}/case-studies/mine", Who.Expert, "/harbour/case-studies/mine"),
        At("/{Hub}/case-studies/mine", Who.Reviewer, "/harbour/case-studies/mine", "empty"),
        Unfolded("/{Hub}/case-studies/begin", "/harbour/case-studies/begin"),
        Refused("/{Hub}/case-studies/begin", "/harbour/case-studies/begin", "^Begin$", "without a title"),
        At("/{Hub}/case-studies/frameworks", Who.Expert, "/harbour/case-studies/frameworks"),
        Unfolded("/{Hub}/case-studies/frameworks/{Key}", "/harbour/case-studies/frameworks/round-table"),
        At(Of, Who.Expert, Draft),
        At(Of, Who.Owner, "/harbour/case-studies/{published}", "published"),
        At(Of, Who.Owner, "/harbour/case-studies/{gone}", "withdrawn"),
        At(Of, Who.Expert, "/harbour/case-studies/{otherDraft}", "of somebody else", 404),
        At(Of + "/settle", Who.Expert, Draft + "/settle"),
        At(Of + "/comments", Who.Expert, Draft + "/comments"),
        At(Of + "/readers", Who.Expert, Draft + "/readers"),
        At(Of + "/take-to-word", Who.Expert, Draft + "/take-to-word"),
        At(Of + "/bring-back-from-word", Who.Expert, Draft + "/bring-back-from-word"),
        At(Of + "/preview", Who.Expert, Draft + "/preview"),
        At(Of + "/revisions", Who.Expert, Draft + "/revisions"),
        At(Of + "/compare", Who.Owner, "/harbour/case-studies/{published}/compare?from=1&to=2"),
        At(Of + "/compare", Who.Owner, "/harbour/case-studies/{published}/compare?authors=2", "by author"),
        Unfolded(Of + "/describe", Draft + "/describe"),
        Refused(Of + "/describe", Draft + "/describe", "^Save$", "with nothing written"),
        new(
            Of + "/describe",
            "saved",
            Who.OtherExpert,
            async stay =>
            {
                await stay.OpenAsync(Other + "/describe");
                await stay.SendAsync("^Save$", 200);
            }
        ),
        At(Of + "/credit", Who.Expert, Draft + "/credit"),
        Refused(Of + "/credit", Draft + "/credit", "^Add$", "without a name"),
        new(
            Of + "/credit",
            "with an entry to change",
            Who.Owner,
            async stay =>
            {
                await stay.OpenAsync(Draft + "/credit");
                var href = await stay.Page.Locator("main a[href*='edit=']").First.GetAttributeAsync("href");
                await stay.OpenAsync(href.ShouldNotBeNull());
            }
        ),
        At(Of + "/cite", Who.Expert, Draft + "/cite"),
        Refused(Of + "/cite", Draft + "/cite", "^Keep this work$", "with nothing written"),
        At(Of + "/classify", Who.Expert, Draft + "/classify"),
        Refused(Of + "/classify", Draft + "/classify", "^Add$", "without a tag"),
        At(Of + "/illustrate", Who.Expert, Draft + "/illustrate"),
        Refused(Of + "/illustrate", Draft + "/illustrate", "^Upload$", "without a picture"),
        new(
            Of + "/illustrate",
            "with a picture",
            Who.OtherExpert,
            async stay =>
            {
                await stay.OpenAsync(Other + "/illustrate");
                await stay.Page.Locator("input[type=file]").SetInputFilesAsync(Pictures.Square());
                await stay.FillAsync("Alternative text", "A small square.");
                await stay.SendAsync("^Upload$", 302);
            }
        ),
        At(Of + "/audience", Who.Owner, Draft + "/audience"),
        At(Of + "/assign", Who.Owner, Draft + "/assign"),
        Refused(
            Of + "/assign",
            Draft + "/assign",
            "^Assign$",
            "with days the wrong way round",
            Who.Owner,
            async stay =>
            {
                await stay.Page.GetByLabel("First day").FillAsync("2026-05-02");
                await stay.Page.GetByLabel("Last day").FillAsync("2026-05-01");
            }
        ),
        At(Of + "/assign", Who.Expert, Draft + "/assign", "without the right", 403),
        At(Of + "/discard", Who.Owner, Draft + "/discard"),
        At(Of + "/move", Who.Owner, Draft + "/move"),
        At(Of + "/purge", Who.Owner, Draft + "/purge"),
        At("/{Hub}/publishing/{Id:guid}/release", Who.Owner, "/harbour/publishing/{draft}/release", "not ready"),
        At("/{Hub}/publishing/{Id:guid}/release", Who.Expert, "/harbour/publishing/{draft}/release", "of an expert"),
        At("/{Hub}/publishing/{Id:guid}/revise", Who.Owner, "/harbour/publishing/{published}/revise"),
        At("/{Hub}/publishing/{Id:guid}/withdraw", Who.Owner, "/harbour/publishing/{published}/withdraw"),
        Refused(
            "/{Hub}/publishing/{Id:guid}/withdraw",
            "/harbour/publishing/{published}/withdraw",
            "^Withdraw all editions$",
            "without a reason",
            Who.Owner
        ),
    ];

    internal static PageState Unfolded(string route, string path, Who who = Who.Expert) =>
        new(
            route,
            "with everything unfolded",
            who,
            async stay =>
            {
                await stay.OpenAsync(path);
                await stay.UnfoldAsync();
            }
        );

    internal static PageState Refused(
        string route,
        string path,
        string button,
        string name,
        Who who = Who.Expert,
        Func<Stay, Task>? write = null
    ) =>
        new(
            route,
            name,
            who,
            async stay =>
            {
                await stay.OpenAsync(path);
                if (write is null)
                {
                    await stay.SendNothingAsync(button);
                    return;
                }

                await write(stay);
                await stay.SendAsync(button, 422);
            }
        )
        {
            IsRefusal = true,
        };
}
