using System.Globalization;
using Microsoft.Extensions.Localization;
using Residency.Foundation.Text;

namespace Residency.Foundation.Ui;

/// <summary>Shows inline content: marks become elements around neighbours that share them.</summary>
internal sealed class LineMarkup(DocumentIndex index, IStringLocalizer words, DocumentMarkupOptions options)
{
    private readonly Dictionary<string, int> _references = new(StringComparer.Ordinal);

    /// <summary>How many references to a footnote have been shown.</summary>
    internal int ReferencesTo(string footnote) => _references.GetValueOrDefault(footnote);

    internal void Show(Markup markup, Sequence<Inline> inlines) => Show(markup, inlines, depth: 0);

    private void Show(Markup markup, Sequence<Inline> inlines, int depth)
    {
        foreach (var (mark, inside) in Marks.Peel(inlines, depth))
        {
            if (mark is null)
            {
                Show(markup, inside[0]);
            }
            else
            {
                Show(markup, mark, () => Show(markup, inside, depth + 1));
            }
        }
    }

    private void Show(Markup markup, Mark mark, Action inside)
    {
        switch (mark)
        {
            case Inserted by:
                Insertion(markup, (by.Author, by.Date), "inserted", inside);
                break;
            case Deleted by:
                Deletion(markup, (by.Author, by.Date), "deleted", inside);
                break;
            case Link link when DocumentRules.Allows(link.Address):
                markup.Element("a", inside, ("href", link.Address), ("rel", Outside(link.Address)));
                break;
            case Link:
                inside();
                break;
            case Language language:
                markup.Element("span", inside, ("lang", language.Tag));
                break;
            case Strong:
                markup.Element("strong", inside);
                break;
            case Emphasis:
                markup.Element("em", inside);
                break;
            case Struck:
                markup.Element("s", inside);
                break;
            case Subscript:
                markup.Element("sub", inside);
                break;
            case Superscript:
                markup.Element("sup", inside);
                break;
            case Abbreviation abbreviation:
                markup.Element("abbr", inside, ("title", abbreviation.Expansion));
                break;
            case Code:
                markup.Element("code", inside);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(mark.GetType().Name);
        }
    }

    /// <summary>Shows a block or an entry that somebody suggests to put in or to take out.</summary>
    internal void Around(Markup markup, SuggestedBlock by, Action inside)
    {
        switch (by.Change)
        {
            case SuggestedChange.Insert:
                Insertion(markup, (by.Author, by.Date), "suggested-block suggested-block-insert", inside);
                break;
            case SuggestedChange.Delete:
                Deletion(markup, (by.Author, by.Date), "suggested-block suggested-block-delete", inside);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Insertion(Markup markup, (string Author, DateTimeOffset? Date) by, string look, Action inside) =>
        Suggested(markup, ("ins", look), words["inserted by {0}", by.Author], by.Date, inside);

    private void Deletion(Markup markup, (string Author, DateTimeOffset? Date) by, string look, Action inside) =>
        Suggested(markup, ("del", look), words["deleted by {0}", by.Author], by.Date, inside);

    private void Show(Markup markup, Inline inline)
    {
        switch (inline)
        {
            case Run run:
                markup.Text(run.Text);
                break;
            case LineBreak:
                markup.Empty("br");
                break;
            case Formula formula:
                FormulaMarkup.InLine(markup, formula.Tex);
                break;
            case Citation citation:
                Show(markup, citation);
                break;
            case FootnoteReference reference:
                Show(markup, reference);
                break;
            case CrossReference reference:
                Show(markup, reference);
                break;
            case InlineImage image:
                Show(markup, image);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(inline.GetType().Name);
        }
    }

    private void Show(Markup markup, Citation citation)
    {
        var work =
            options.WorkOf?.Invoke(citation.Key)
            ?? new CitedWork(
                citation.Key,
                citation.Key.StartsWith("10.", StringComparison.Ordinal) ? "https://doi.org/" + citation.Key : null
            );
        var (before, after) = citation.Form switch
        {
            CitationForm.Parenthetical => ("[", "]"),
            CitationForm.Narrative => ("", ""),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        markup.Text(before + (citation.Prefix is null ? "" : citation.Prefix + " "));
        if (work.Address is { } address && DocumentRules.Allows(address))
        {
            markup.Words("a", work.Words, ("href", address), ("rel", Outside(address)), ("class", "cited"));
        }
        else
        {
            markup.Words("span", work.Words, ("class", "cited"));
        }

        markup.Text((citation.Suffix is null ? "" : ", " + citation.Suffix) + after);
    }

    private void Show(Markup markup, FootnoteReference reference)
    {
        if (index.NumberOf(reference.Name) is not { } number)
        {
            markup.Text($"[{reference.Name}]");
            return;
        }

        var turn = _references[reference.Name] = ReferencesTo(reference.Name) + 1;
        var shown = number.ToString(CultureInfo.InvariantCulture);
        markup.Element(
            "sup",
            () =>
                markup.Words(
                    "a",
                    shown,
                    ("class", "note-mark"),
                    ("id", ReferenceId(number, turn)),
                    ("href", "#" + FootnoteId(number)),
                    ("role", "doc-noteref"),
                    ("aria-label", words["Footnote {0}", shown])
                )
        );
    }

    private void Show(Markup markup, CrossReference reference)
    {
        var target = reference.Form == ReferenceForm.File ? null : index.Find(reference.Target);
        var shown =
            reference.Text.Length > 0 ? reference.Text
            : target is null ? reference.Target
            : NameOf(target, reference.Form);
        if (target is null)
        {
            markup.Words("span", shown, ("class", "reference"));
        }
        else
        {
            markup.Words("a", shown, ("class", "reference"), ("href", "#" + target.Id));
        }
    }

    private void Show(Markup markup, InlineImage image)
    {
        if ((options.AddressOf is null ? WebAddress(image.File) : options.AddressOf(image.File)) is { } address)
        {
            markup.Empty("img", ("src", address), ("alt", image.Alternative), ("class", "inline-image"), ("loading", "lazy"));
        }
        else
        {
            markup.Text(image.Alternative);
        }
    }

    private string NameOf(ReferenceTarget target, ReferenceForm form)
    {
        var title = DocumentText.Of(target.Title);
        var number = target.Kind switch
        {
            NumberedKind.None => null,
            NumberedKind.Figure => words["Figure {0}", target.Number].Value,
            NumberedKind.Table => words["Table {0}", target.Number].Value,
            NumberedKind.Formula => $"({target.Number.ToString(CultureInfo.InvariantCulture)})",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var first = form is ReferenceForm.Number or ReferenceForm.Formula ? number : title;
        return first is { Length: > 0 } ? first : number ?? (title.Length > 0 ? title : words["this place"].Value);
    }

    internal static string FootnoteId(int number) => string.Create(CultureInfo.InvariantCulture, $"note-{number}");

    internal static string ReferenceId(int number, int turn) =>
        string.Create(CultureInfo.InvariantCulture, $"note-{number}-from-{turn}");

    internal static string? WebAddress(string file) =>
        file.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || file.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            ? file
            : null;

    private static string? Outside(string address) => WebAddress(address) is null ? null : "noopener";

    // What a line below or through the words shows to the eye, said to those who hear the text.
    private static void Suggested(
        Markup markup,
        (string Name, string Look) element,
        string who,
        DateTimeOffset? date,
        Action inside
    ) =>
        markup.Element(
            element.Name,
            () =>
            {
                markup.Words("span", $"[{who}: ", ("class", "sr-only"));
                inside();
                markup.Words("span", "]", ("class", "sr-only"));
            },
            ("class", element.Look),
            ("title", Suggestion(who, date)),
            ("datetime", Stamp(date))
        );

    private static string Suggestion(string by, DateTimeOffset? date) =>
        date is { } day ? $"{by}, {day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : by;

    private static string? Stamp(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
