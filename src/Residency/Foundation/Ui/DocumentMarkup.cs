using System.Globalization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Localization;
using Residency.Foundation.Text;

namespace Residency.Foundation.Ui;

/// <summary>Shows the sections and blocks of a document.</summary>
internal sealed class DocumentMarkup(Document document, IStringLocalizer words, DocumentMarkupOptions options)
{
    private const int DeepestHeading = 6;
    private const int SectionLevel = 2;

    private readonly DocumentIndex _index = new(document);
    private LineMarkup _line = null!; // made anew by each rendering, because it counts references
    private int _figures;
    private int _tables;

    internal void Render(RenderTreeBuilder builder)
    {
        var markup = new Markup(builder);
        _line = new LineMarkup(_index, words, options);
        (_figures, _tables) = (0, 0);
        foreach (var section in document.Sections)
        {
            if (!section.Title.IsEmpty)
            {
                markup.Element(HeadingName(SectionLevel), () => _line.Show(markup, section.Title), ("id", section.Id));
            }

            Show(markup, section.Blocks);
        }

        Footnotes(markup);
    }

    private void Show(Markup markup, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            Show(markup, block);
        }
    }

    private void Show(Markup markup, Block block)
    {
        if (block.Suggested is { } by)
        {
            _line.Around(markup, by, () => Plain(markup, block));
        }
        else
        {
            Plain(markup, block);
        }
    }

    private void Plain(Markup markup, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                markup.Element("p", () => _line.Show(markup, paragraph.Content), ("id", block.Id));
                break;
            case Heading heading:
                markup.Element(HeadingName(heading.Level), () => _line.Show(markup, heading.Content), ("id", block.Id));
                break;
            case BulletList list:
                markup.Element("ul", () => Items(markup, list.Items), ("id", block.Id));
                break;
            case OrderedList list:
                markup.Element(
                    "ol",
                    () => Items(markup, list.Items),
                    ("id", block.Id),
                    ("start", list.Start == 1 ? null : Number(list.Start))
                );
                break;
            case DefinitionList list:
                markup.Element("dl", () => Definitions(markup, list), ("id", block.Id));
                break;
            case QuotationBlock quotation:
                Quotation(markup, quotation);
                break;
            case Figure figure:
                Picture(markup, figure);
                break;
            case Table table:
                Grid(markup, table);
                break;
            case CodeBlock code:
                Program(markup, code);
                break;
            case Callout callout:
                Box(markup, callout);
                break;
            case FormulaBlock formula:
                markup.Element("p", () => FormulaMarkup.OnItsOwn(markup, formula.Tex), ("id", block.Id), ("class", "formula"));
                break;
            case ThematicBreak:
                markup.Empty("hr", ("id", block.Id));
                break;
            case Footnote:
                break; // at the foot
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    private void Items(Markup markup, Sequence<ListItem> items)
    {
        foreach (var item in items)
        {
            markup.Element(
                "li",
                () =>
                {
                    if (item.Done is { } done)
                    {
                        var state = done ? words["done"].Value : words["to do"].Value;
                        markup.Words("span", done ? "☑ " : "☐ ", ("class", "task"), ("role", "img"), ("aria-label", state));
                    }

                    if (item.Suggested is { } by)
                    {
                        _line.Around(markup, by, () => InItem(markup, item.Blocks));
                    }
                    else
                    {
                        InItem(markup, item.Blocks);
                    }
                }
            );
        }
    }

    // An entry of one paragraph needs no paragraph: lists of short entries stay tight.
    private void InItem(Markup markup, Sequence<Block> blocks)
    {
        if (
            blocks.Count > 0
            && blocks[0] is Paragraph { Suggested: null } first
            && blocks.Skip(1).All(block => block is BulletList or OrderedList)
        )
        {
            markup.Element("span", () => _line.Show(markup, first.Content), ("id", first.Id));
            Show(markup, blocks.Skip(1));
        }
        else
        {
            Show(markup, blocks);
        }
    }

    private void Definitions(Markup markup, DefinitionList list)
    {
        foreach (var item in list.Items)
        {
            markup.Element("dt", () => _line.Show(markup, item.Term));
            markup.Element("dd", () => InItem(markup, item.Blocks));
        }
    }

    private void Quotation(Markup markup, QuotationBlock quotation) =>
        markup.Element(
            "blockquote",
            () =>
            {
                Show(markup, quotation.Blocks);
                if (!quotation.Attribution.IsEmpty)
                {
                    markup.Element("footer", () => _line.Show(markup, quotation.Attribution));
                }
            },
            ("id", quotation.Id),
            ("class", "quote")
        );

    private void Picture(Markup markup, Figure figure)
    {
        var number = words["Figure {0}", ++_figures].Value;
        var address = options.AddressOf is null ? LineMarkup.WebAddress(figure.File) : options.AddressOf(figure.File);
        markup.Element(
            "figure",
            () =>
            {
                if (address is null)
                {
                    markup.Words(
                        "p",
                        words["The picture “{0}” is not here. It shows: {1}", figure.File, figure.Alternative ?? "—"],
                        ("class", "picture-missing")
                    );
                }
                else
                {
                    Image(markup, figure, address);
                }

                markup.Element(
                    "figcaption",
                    () =>
                    {
                        Caption(markup, number, figure.Caption);
                        if (figure.Source is { } source)
                        {
                            markup.Element("span", () => Source(markup, source), ("class", "figure-licence"));
                        }

                        if (figure.Licence is { } licence)
                        {
                            markup.Words("span", words["Licence: {0}", licence], ("class", "figure-licence"));
                        }
                    }
                );
            },
            ("id", figure.Id),
            ("class", "figure")
        );
    }

    // A click on a picture that says something shows it alone, as large as it is.
    private static void Image(Markup markup, Figure figure, string address)
    {
        var words = figure.Decorative ? "" : figure.Alternative ?? "";
        void Draw() => markup.Empty("img", ("src", address), ("alt", words), ("loading", "lazy"));
        if (words.Length == 0)
        {
            Draw();
        }
        else
        {
            markup.Element("a", Draw, ("href", address), ("class", "figure-link"));
        }
    }

    private void Source(Markup markup, string source)
    {
        markup.Text(words["Source:"].Value + " ");
        if (LineMarkup.WebAddress(source) is { } address && DocumentRules.Allows(address))
        {
            markup.Words("a", source, ("href", address), ("rel", "noopener"));
        }
        else
        {
            markup.Text(source);
        }
    }

    private void Caption(Markup markup, string number, Sequence<Inline> caption)
    {
        markup.Words("span", number, ("class", "figure-number"));
        if (!caption.IsEmpty)
        {
            markup.Text(" ");
            _line.Show(markup, caption);
        }
    }

    private void Grid(Markup markup, Table table)
    {
        var number = words["Table {0}", ++_tables].Value;
        var headers = table.Rows.TakeWhile(row => row.Cells.All(cell => cell.IsHeader)).Count();
        markup.Element(
            "div",
            () =>
                markup.Element(
                    "table",
                    () =>
                    {
                        markup.Element("caption", () => Caption(markup, number, table.Caption));
                        Rows(markup, "thead", table, table.Rows.Take(headers));
                        Rows(markup, "tbody", table, table.Rows.Skip(headers));
                    },
                    ("class", "table")
                ),
            ("id", table.Id),
            ("class", "table-region"),
            ("role", "region"),
            ("tabindex", "0"),
            ("aria-label", number)
        );
    }

    private void Rows(Markup markup, string part, Table table, IEnumerable<TableRow> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
        {
            return;
        }

        markup.Element(
            part,
            () =>
            {
                foreach (var row in list)
                {
                    markup.Element("tr", () => Cells(markup, table, row, part == "thead" ? "col" : "row"));
                }
            }
        );
    }

    private void Cells(Markup markup, Table table, TableRow row, string scope)
    {
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var cell = row.Cells[i];
            var alignment = i < table.Alignments.Count ? table.Alignments[i] : ColumnAlignment.Unset;
            markup.Element(
                cell.IsHeader ? "th" : "td",
                () => InItem(markup, cell.Blocks),
                ("scope", cell.IsHeader ? scope : null),
                ("class", ClassOf(alignment)),
                ("colspan", cell.ColumnSpan > 1 ? Number(cell.ColumnSpan) : null),
                ("rowspan", cell.RowSpan > 1 ? Number(cell.RowSpan) : null)
            );
        }
    }

    private void Program(Markup markup, CodeBlock code)
    {
        if (!code.Caption.IsEmpty)
        {
            markup.Element("p", () => _line.Show(markup, code.Caption), ("class", "code-caption"));
        }

        markup.Element(
            "pre",
            () => markup.Words("code", code.Text, ("class", code.Language is { } language ? "language-" + language : null)),
            ("id", code.Id),
            ("tabindex", "0")
        );
    }

    private void Box(Markup markup, Callout callout)
    {
        var (title, look) = callout.CalloutKind switch
        {
            CalloutKind.General => ("", "callout"),
            CalloutKind.Note => (words["Note"].Value, "callout"),
            CalloutKind.Tip => (words["Tip"].Value, "callout callout-tip"),
            CalloutKind.Hint => (words["Hint"].Value, "callout callout-tip"),
            CalloutKind.SeeAlso => (words["See also"].Value, "callout callout-tip"),
            CalloutKind.Important => (words["Important"].Value, "callout callout-warning"),
            CalloutKind.Attention => (words["Attention"].Value, "callout callout-warning"),
            CalloutKind.Caution => (words["Caution"].Value, "callout callout-warning"),
            CalloutKind.Warning => (words["Warning"].Value, "callout callout-warning"),
            CalloutKind.Danger => (words["Danger"].Value, "callout callout-danger"),
            CalloutKind.Error => (words["Error"].Value, "callout callout-danger"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Sequence<Inline> shown = callout.Title.IsEmpty && title.Length > 0 ? [new Run(title)] : callout.Title;
        markup.Element(
            callout.Folded ? "details" : "aside",
            () =>
            {
                if (callout.Folded || !shown.IsEmpty)
                {
                    Sequence<Inline> summary = shown.IsEmpty ? [new Run(words["More"].Value)] : shown;
                    markup.Element(
                        callout.Folded ? "summary" : "p",
                        () => _line.Show(markup, summary),
                        ("class", "callout-title")
                    );
                }

                Show(markup, callout.Blocks);
            },
            ("id", callout.Id),
            ("class", look)
        );
    }

    private void Footnotes(Markup markup)
    {
        if (_index.Footnotes.Count == 0)
        {
            return;
        }

        markup.Element(
            "section",
            () =>
            {
                markup.Words(HeadingName(SectionLevel), words["Footnotes"]);
                markup.Element(
                    "ol",
                    () =>
                    {
                        foreach (var footnote in _index.Footnotes)
                        {
                            FootnoteText(markup, footnote, _index.NumberOf(footnote.Name) ?? 0);
                        }
                    }
                );
            },
            ("class", "footnotes"),
            ("role", "doc-endnotes")
        );
    }

    private void FootnoteText(Markup markup, Footnote footnote, int number) =>
        markup.Element(
            "li",
            () =>
            {
                Show(markup, footnote.Blocks);
                for (var turn = 1; turn <= _line.ReferencesTo(footnote.Name); turn++)
                {
                    markup.Words(
                        "a",
                        "↩",
                        ("href", "#" + LineMarkup.ReferenceId(number, turn)),
                        ("role", "doc-backlink"),
                        ("aria-label", words["Back to the text that footnote {0} belongs to", number])
                    );
                }
            },
            ("id", LineMarkup.FootnoteId(number))
        );

    private string HeadingName(int level) => "h" + Number(Math.Min(DeepestHeading, level - SectionLevel + options.HeadingLevel));

    private static string? ClassOf(ColumnAlignment alignment) =>
        alignment switch
        {
            ColumnAlignment.Unset => null,
            ColumnAlignment.Left => "align-left",
            ColumnAlignment.Centre => "align-centre",
            ColumnAlignment.Right => "align-right",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
