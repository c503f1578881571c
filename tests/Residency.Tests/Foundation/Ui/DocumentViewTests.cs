using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Residency.Foundation.Text;
using Residency.Foundation.Ui;

namespace Residency.Tests.Foundation.Ui;

public sealed class DocumentViewTests
{
    [Fact]
    public async Task Words_of_people_are_never_taken_as_markup()
    {
        var hostile = "<script>alert(1)</script>\"'&";
        var html = await ShowAsync(
            new Document([
                new Section(
                    "s",
                    [new Run(hostile)],
                    [
                        new Paragraph(
                            "p",
                            [
                                new Run(hostile) { Marks = [new Link("javascript:alert(1)"), new Abbreviation(hostile)] },
                                new CrossReference(hostile, hostile),
                                new Citation(hostile) { Prefix = hostile },
                                new InlineImage("javascript:alert(1)", hostile),
                                new Formula(hostile),
                            ]
                        ),
                        new Figure("f", "https://example.org/\"onload=x", [new Run(hostile)])
                        {
                            Alternative = hostile,
                            Source = hostile,
                            Licence = hostile,
                        },
                        new CodeBlock("c", hostile) { Language = hostile },
                    ]
                ),
            ])
        );

        html.ShouldNotContain("<script", Case.Insensitive);
        html.ShouldNotContain("javascript:", Case.Insensitive);
        html.ShouldNotContain("\"onload");
        html.ShouldNotContain("style=");
    }

    [Fact]
    public async Task A_picture_that_says_something_leads_to_itself_alone_and_an_ornament_does_not()
    {
        var html = await ShowAsync(
            new Document([
                new Section(
                    "s",
                    [],
                    [
                        new Figure("f", "https://example.org/map.png", []) { Alternative = "A map of the harbour" },
                        new Figure("g", "https://example.org/rule.png", []) { Decorative = true, Alternative = "" },
                    ]
                ),
            ])
        );

        html.ShouldContain("<a href=\"https://example.org/map.png\" class=\"figure-link\"><img");
        html.ShouldNotContain("href=\"https://example.org/rule.png\"");
        html.ShouldContain("src=\"https://example.org/rule.png\"");
    }

    [Fact]
    public async Task Headings_are_shifted_below_the_level_of_the_page()
    {
        var html = await ShowAsync(
            new Document([
                new Section("s", [new Run("T")], [new Heading("h", 3, [new Run("H")]), new Heading("d", 6, [new Run("D")])]),
            ]),
            level: 4
        );

        html.ShouldBe("""<h4 id="s">T</h4><h5 id="h">H</h5><h6 id="d">D</h6>""");
    }

    [Fact]
    public async Task Neighbours_share_their_marks_and_suggestions_name_their_authors()
    {
        var link = new Link("https://example.org");
        var html = await ShowAsync(
            Of(
                new Run("a") { Marks = [link] },
                new Run("b") { Marks = [link, new Strong()] },
                new Run("c") { Marks = [new Inserted("Ada", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))] }
            )
        );

        html.ShouldBe(
            """<p id="p"><a href="https://example.org" rel="noopener">a<strong>b</strong></a><ins class="inserted" title="inserted by Ada, 2026-01-02" datetime="2026-01-02T03:04:05Z"><span class="sr-only">[inserted by Ada: </span>c<span class="sr-only">]</span></ins></p>"""
        );
    }

    [Fact]
    public async Task Blocks_and_entries_that_would_come_or_go_say_so()
    {
        var html = await ShowAsync(
            new Document([
                new Section(
                    "s",
                    [],
                    [
                        new Paragraph("p", [new Run("a")])
                        {
                            Suggested = new SuggestedBlock(SuggestedChange.Insert, "Ada", null),
                        },
                        new BulletList(
                            "l",
                            [
                                new ListItem([new Paragraph("q", [new Run("b")])])
                                {
                                    Suggested = new SuggestedBlock(SuggestedChange.Delete, "Noor", null),
                                },
                            ]
                        ),
                    ]
                ),
            ])
        );

        html.ShouldBe(
            """<ins class="suggested-block suggested-block-insert" title="inserted by Ada"><span class="sr-only">[inserted by Ada: </span><p id="p">a</p><span class="sr-only">]</span></ins><ul id="l"><li><del class="suggested-block suggested-block-delete" title="deleted by Noor"><span class="sr-only">[deleted by Noor: </span><span id="q">b</span><span class="sr-only">]</span></del></li></ul>"""
        );
    }

    [Fact]
    public async Task Footnotes_lead_there_and_back()
    {
        var html = await ShowAsync(
            new Document([
                new Section(
                    "s",
                    [],
                    [
                        new Paragraph(
                            "p",
                            [new FootnoteReference("n"), new FootnoteReference("n"), new FootnoteReference("gone")]
                        ),
                        new Footnote("f", "n", [new Paragraph("q", [new Run("Why")])]),
                    ]
                ),
            ])
        );

        html.ShouldContain("""id="note-1-from-1" href="#note-1" role="doc-noteref" aria-label="Footnote 1">1</a>""");
        html.ShouldContain("""<li id="note-1"><p id="q">Why</p><a href="#note-1-from-1" """);
        html.ShouldContain("""<a href="#note-1-from-2" """);
        html.ShouldContain("[gone]");
    }

    [Fact]
    public async Task References_lead_to_what_bears_the_label()
    {
        var html = await ShowAsync(
            new Document([
                new Section(
                    "s",
                    [],
                    [
                        new Paragraph(
                            "p",
                            [new CrossReference("x", "") { Form = ReferenceForm.Number }, new CrossReference("gone", "there")]
                        ),
                        new Figure("f", "a.png", [new Run("What")]) { Label = "x" },
                    ]
                ),
            ])
        );

        html.ShouldContain("""<a class="reference" href="#f">Figure 1</a><span class="reference">there</span>""");
        html.ShouldContain("picture-missing");
    }

    private static Document Of(params Inline[] inlines) =>
        new([new Section("s", [], [new Paragraph("p", inlines.ToSequence())])]);

    private static async Task<string> ShowAsync(Document document, int level = 2)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(typeof(IStringLocalizer<>), typeof(English<>));
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(
            provider,
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>()
        );
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(
                new Dictionary<string, object?>
                {
                    [nameof(DocumentView.Document)] = document,
                    [nameof(DocumentView.HeadingLevel)] = level,
                }
            );
            return (await renderer.RenderComponentAsync<DocumentView>(parameters)).ToHtmlString();
        });
    }

    private sealed class English<T> : IStringLocalizer<T>
    {
        public LocalizedString this[string name] => new(name, name);

        public LocalizedString this[string name, params object[] arguments] =>
            new(name, string.Format(CultureInfo.InvariantCulture, name, arguments));

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
