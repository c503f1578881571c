using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Residency.Foundation.Results;
using Residency.Foundation.Ui;

namespace Residency.Tests.Foundation.Ui;

public sealed class PartsTests
{
    [Theory]
    [InlineData("Title", "field-title")]
    [InlineData("PlaceOfWork", "field-place-of-work")]
    [InlineData("Form.Answers[3]", "field-form-answers-3")]
    public void The_id_of_a_control_follows_from_its_name(string name, string id) => FieldIds.Of(name).ShouldBe(id);

    [Fact]
    public async Task A_field_ties_label_hint_and_error_to_its_control()
    {
        RenderFragment<FieldControl> input = control =>
            builder =>
            {
                builder.OpenElement(0, "input");
                builder.AddMultipleAttributes(1, control.Attributes!);
                builder.CloseElement();
            };
        var page = await ShowAsync<Field>(
            new()
            {
                ["Label"] = "Work e-mail",
                ["Name"] = "Email",
                ["Hint"] = "We never share it.",
                ["Error"] = "Enter an address",
                ["ChildContent"] = input,
            }
        );

        var control = page.QuerySelector("input").ShouldNotBeNull();
        page.QuerySelector("label").ShouldNotBeNull().GetAttribute("for").ShouldBe(control.Id);
        control.GetAttribute("aria-invalid").ShouldBe("true");
        var told = control
            .GetAttribute("aria-describedby")
            .ShouldNotBeNull()
            .Split(' ')
            .Select(id => page.GetElementById(id).ShouldNotBeNull().TextContent);
        string.Join('|', told).ShouldBe("We never share it.|Error: Enter an address");
    }

    [Fact]
    public async Task A_bar_says_in_words_what_it_draws_and_leaves_out_what_is_nothing()
    {
        var page = await ShowAsync<PortionsBar>(
            new()
            {
                ["Label"] = "Case studies by state",
                ["Items"] = (Portion[])
                    [
                        new("Draft", 2, BadgeTone.Active) { Href = "/list?state=Draft" },
                        new("In review", 0, BadgeTone.Waiting),
                        new("Published", 9, BadgeTone.Good),
                    ],
            }
        );

        page.QuerySelectorAll("li")
            .Select(part => part.TextContent.Split().Where(word => word.Length > 0))
            .Select(words => string.Join(' ', words))
            .ShouldBe(["2 Draft", "9 Published"]);
        page.QuerySelector("a").ShouldNotBeNull().GetAttribute("href").ShouldBe("/list?state=Draft");
        var bar = page.QuerySelector(".portions-bar").ShouldNotBeNull();
        bar.GetAttribute("viewBox").ShouldBe("0 0 11 1");
        bar.QuerySelectorAll("rect")
            .Select(part => (part.GetAttribute("x"), part.GetAttribute("width")))
            .ShouldBe([("0", "2"), ("2", "9")]);
    }

    [Fact]
    public async Task A_refusal_that_names_a_field_links_to_it_and_sets_the_status()
    {
        var context = new DefaultHttpContext();
        var edit = new EditContext(new Draft());
        var page = await ShowAsync<ErrorSummary>(
            new()
            {
                ["Refusal"] = new Refusal.Invalid(nameof(Draft.Title), "Give a title"),
                ["Edit"] = edit,
                ["Context"] = context,
            }
        );

        var link = page.QuerySelectorAll(".error-summary a").ShouldHaveSingleItem();
        link.GetAttribute("href").ShouldBe("#field-title");
        link.TextContent.ShouldBe("Give a title");
        edit.GetValidationMessages(new FieldIdentifier(edit.Model, nameof(Draft.Title))).ShouldBe(["Give a title"]);
        context.Response.StatusCode.ShouldBe(422);
    }

    [Fact]
    public async Task A_form_without_errors_shows_no_summary() =>
        (await ShowAsync<ErrorSummary>(new() { ["Edit"] = new EditContext(new Draft()) })).Body!.ChildElementCount.ShouldBe(0);

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(1, 3, "[1] 2 3 Next")]
    [InlineData(5, 9, "Previous 1 … 4 [5] 6 … 9 Next")]
    [InlineData(4, 9, "Previous 1 2 3 [4] 5 … 9 Next")]
    [InlineData(9, 9, "Previous 1 … 8 [9]")]
    public async Task A_pager_shows_the_ends_and_the_neighbours(int at, int pages, string expected)
    {
        var page = await ShowAsync<Pager>(
            new()
            {
                ["Page"] = at,
                ["Pages"] = pages,
                ["Href"] = "/library?q=a&page={page}",
            }
        );

        var shown = page.QuerySelectorAll("li")
            .Select(item =>
                item.QuerySelector("[aria-current]") is null ? item.TextContent.Trim() : $"[{item.TextContent.Trim()}]"
            );
        string.Join(' ', shown).ShouldBe(expected);
        page.QuerySelectorAll("a[rel=next]")
            .Select(link => link.GetAttribute("href"))
            .ShouldAllBe(href => href == $"/library?q=a&page={at + 1}");
    }

    [Theory]
    [InlineData("Ama Okafor", "AO")]
    [InlineData("Chandra Pérez Ruiz", "CR")]
    [InlineData("Đặng", "Đ")]
    [InlineData("  ", "?")]
    public async Task An_avatar_shows_first_and_last_initial(string name, string initials)
    {
        var avatar = (await ShowAsync<Avatar>(new() { ["Name"] = name })).QuerySelector("span").ShouldNotBeNull();
        avatar.TextContent.ShouldBe(initials);
        avatar.GetAttribute("aria-hidden").ShouldBe("true");
    }

    [Fact]
    public async Task Every_icon_has_an_outline_and_is_silent()
    {
        foreach (var shape in Enum.GetValues<IconShape>())
        {
            var picture = (await ShowAsync<Icon>(new() { ["Of"] = shape })).QuerySelector("svg").ShouldNotBeNull();
            picture.GetAttribute("aria-hidden").ShouldBe("true");
            picture.QuerySelector("path").ShouldNotBeNull().GetAttribute("d").ShouldNotBeNullOrEmpty(shape.ToString());
        }
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ShowAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        var cascades = parameters.Where(pair => pair.Key is "Edit" or "Context").Select(pair => pair.Value).ToList();
        RenderFragment shown = builder =>
        {
            builder.OpenComponent<T>(0);
            builder.AddMultipleAttributes(
                1,
                parameters
                    .Where(pair => pair.Key is not ("Edit" or "Context"))
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))
            );
            builder.CloseComponent();
        };
        foreach (var cascade in cascades)
        {
            shown = cascade switch
            {
                EditContext edit => Within(edit, shown),
                HttpContext context => Within(context, shown),
                _ => throw new InvalidOperationException("Only a form or a request surrounds a part."),
            };
        }

        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (
                await renderer.RenderComponentAsync<Frame>(
                    ParameterView.FromDictionary(new Dictionary<string, object?> { ["Shown"] = shown })
                )
            ).ToHtmlString()
        );
        return await new HtmlParser().ParseDocumentAsync(html);
    }

    private static RenderFragment Within<TValue>(TValue value, RenderFragment inner) =>
        builder =>
        {
            builder.OpenComponent<CascadingValue<TValue>>(0);
            builder.AddComponentParameter(1, "Value", value);
            builder.AddComponentParameter(2, "ChildContent", inner);
            builder.CloseComponent();
        };

    private sealed class Frame : ComponentBase
    {
        [Parameter]
        public RenderFragment? Shown { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
            builder.AddContent(0, Shown);
    }

    private sealed class Draft
    {
        public string Title { get; set; } = "";
    }
}
