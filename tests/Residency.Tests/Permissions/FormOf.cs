using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Residency.Tests.Permissions;

/// <summary>A form as a page shows it, filled in as somebody might.</summary>
/// <param name="Way">The route of its page.</param>
/// <param name="Target">Where the page stands.</param>
/// <param name="Name">The name by which the page knows it, with its ids.</param>
/// <param name="Fields">What would be sent, without the token.</param>
internal sealed record FormOf(WayIn Way, Target Target, string Name, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>The name without the ids of single rows, as <c>ways.csv</c> knows it.</summary>
    public string Kind
    {
        get
        {
            var end = Name.IndexOf('-', StringComparison.Ordinal);
            return end < 0 || Name is "sign-out" or "set-up" or "end-others" ? Name : Name[..end] + "-*";
        }
    }

    /// <summary>The names of all its fields, also of boxes that are not ticked.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public override string ToString() => $"{Target.Path} {Name}";

    /// <summary>All forms that change something on a page.</summary>
    public static IEnumerable<FormOf> On(WayIn way, Target target, string page) =>
        from form in new HtmlParser().ParseDocument(page).QuerySelectorAll<IHtmlFormElement>("form[method=post]")
        let fields = form.Elements.SelectMany(FieldsOf).Where(field => field.Key != Caller.TokenName).ToList()
        let name = fields.Where(field => field.Key == "_handler").Select(field => field.Value).FirstOrDefault()
        where name is not null
        select new FormOf(way, target, name, fields)
        {
            Names = [.. form.Elements.Select(element => element.GetAttribute("name")).OfType<string>()],
        };

    // What a field takes that is not any text; by the end of its name.
    private static readonly Dictionary<string, string> s_examples = new(StringComparer.Ordinal)
    {
        ["Orcid"] = "",
        ["Ror"] = "",
        ["Website"] = "",
        ["Doi"] = "10.5281/zenodo.1843",
        ["Address"] = "",
        ["Country"] = "gb",
        ["Year"] = "1843",
        ["Code"] = "zwritten",
        ["Organisation"] = "Rope works",
        ["Start"] = "2026-09-01",
        ["End"] = "2026-10-31",
        ["Key"] = "zwritten1843",
    };

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlElement element)
    {
        if (element.GetAttribute("name") is not { Length: > 0 } name)
        {
            return [];
        }

        return element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? [new(name, box.Value)] : [],
            IHtmlInputElement { Type: "file" } => [],
            IHtmlInputElement { Value.Length: > 0 } input => [new(name, input.Value)],
            IHtmlInputElement { Type: "email" } => [new(name, "zwritten@example.org")],
            IHtmlInputElement { Type: "hidden" } => [new(name, "")],
            IHtmlInputElement input => [new(name, ExampleOf(name, input.Type is "text" or "search" ? "zwritten" : ""))],
            IHtmlButtonElement button => [new(name, button.Value)],
            IHtmlTextAreaElement area => [new(name, area.Value + " zwritten")],
            IHtmlSelectElement select => [new(name, ChoiceOf(select))],
            _ => [],
        };
    }

    private static string ExampleOf(string name, string otherwise) =>
        s_examples.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..], otherwise);

    // The choice that stands there, else the first that means something.
    private static string ChoiceOf(IHtmlSelectElement select) =>
        select.Value is { Length: > 0 } chosen
            ? chosen
            : select.Options.FirstOrDefault(option => option.Value.Length > 0)?.Value ?? "";
}
