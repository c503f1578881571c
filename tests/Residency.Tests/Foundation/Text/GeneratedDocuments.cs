using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

/// <summary>Documents of every kind of node, made from a seed; in the tidy form that reading gives.</summary>
internal sealed class GeneratedDocuments(int seed)
{
    private static readonly string[] Words =
    [
        "data",
        "Héllo",
        "naïve",
        "2024",
        "1.",
        "3)",
        "- dash",
        "# no heading",
        "a*b",
        "_under_score_",
        "`tick",
        "[bracket]",
        "(label)=",
        "<tag>",
        "&amp;",
        "&",
        "$5",
        "$x$",
        "~~wave~~",
        "@handle",
        "a@example.org",
        "https://example.org/x",
        "www.example.org",
        "{role}`x`",
        ":::",
        "```",
        "---",
        "***",
        "===",
        "> quote",
        "| pipe |",
        "% percent",
        "+++",
        ": colon",
        "key: value",
        "!",
        "!important",
        "[^1]",
        "\\",
        "\\\\",
        "“quoted”",
        "— dash",
        "-- dash",
        "日本語",
        "🙂",
        "e\u0301",
        "\u00a0",
        "x^2",
        "H~2~O",
        "[ ]",
        "[x] done",
        ":name: x",
        "it's",
        "\"double\"",
        "½ %",
        "#",
        "+",
        "-",
        "=",
        "http:",
        "mailto:ada@example.org",
        "...",
        "tel:1",
        "<!-- c -->",
        "</b>",
        "a<b>c",
    ];

    private static readonly string[] Plain = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];

    private static readonly DateTimeOffset Day = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Random _random = new(seed);
    private int _labels;

    /// <summary>Whether changes of blocks and of words by people of the house are suggested; no text format has signs for these.</summary>
    internal bool Suggests { get; init; }

    /// <summary>What ids and labels begin with, so that they differ from those of another document.</summary>
    internal string Prefix { get; init; } = "";

    internal Document Make()
    {
        var sections = new List<Section>();
        var count = 1 + _random.Next(3);
        for (var i = 0; i < count; i++)
        {
            var footnotes = Enumerable.Range(0, _random.Next(3)).Select(n => $"n{i}-{n}").ToList();
            var blocks = new List<Block>(Some(depth: 0, i == 0 ? 1 : 0));
            blocks.AddRange(footnotes.Select(name => new Paragraph("", [Run(), new FootnoteReference(name)])));
            blocks.AddRange(footnotes.Select(name => new Footnote("", name, Some(depth: 2, 1).ToSequence())));
            Sequence<Inline> title = i == 0 && Coin(3) ? [] : Line(2);
            sections.Add(
                new Section("", title, blocks.ToSequence())
                {
                    Key = Coin(4) ? "key-" + Pick(Plain) : null,
                    Label = title.IsEmpty ? null : Label(),
                }
            );
        }

        var made = BlockIds.Derive(new DocumentMap(line => Marks.Tidy(line)).Apply(new Document(sections.ToSequence())));
        return Prefix.Length == 0
            ? made
            : new DocumentMap(line => line, block => block with { Id = Prefix + block.Id }).Apply(made);
    }

    private bool Coin(int outOf) => _random.Next(outOf) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private string? Label() => Coin(6) ? $"{Prefix}label-{_labels++}" : null;

    private SuggestedBlock? Suggested() =>
        Suggests && Coin(5)
            ? new SuggestedBlock(Pick(Enum.GetValues<SuggestedChange>()), Pick(Plain), Coin(2) ? null : Day)
            {
                Person = Coin(3) ? null : Pick(Plain),
            }
            : null;

    private Mark SuggestedWords() =>
        Coin(2)
            ? new Inserted(Pick(Plain), Coin(2) ? null : Day) { Person = Coin(3) ? null : Pick(Plain) }
            : new Deleted(Pick(Plain), Coin(2) ? null : Day) { Person = Coin(3) ? null : Pick(Plain) };

    private List<Block> Some(int depth, int least)
    {
        var blocks = new List<Block>();
        var count = Math.Max(least, _random.Next(depth == 0 ? 6 : 3));
        while (blocks.Count < count)
        {
            var block = One(depth) with { Label = depth == 0 ? Label() : null, Suggested = Suggested() };
            // Markdown has no sign that divides one list of terms from the next.
            if (block is not DefinitionList || blocks is not [.., DefinitionList])
            {
                blocks.Add(block);
            }
        }

        return blocks;
    }

    private Block One(int depth) =>
        _random.Next(depth > 2 ? 5 : 13) switch
        {
            0 or 1 => new Paragraph("", Line(5)),
            2 => new CodeBlock(
                "",
                Pick(["x = 1", "a\n\n  b", "```\nc\n```", "~~~", ":::", "  lead", "tab\there", ":x: y", "---\na\n---"])
            )
            {
                Language = Coin(2) ? "python" : null,
            },
            3 => new FormulaBlock("", Pick(["x^2", "\\frac{a}{b}\n+ c", "a_1 < b"])),
            4 => new ThematicBreak(""),
            5 => new Heading("", _random.Next(3, 7), Line(2)),
            6 => new BulletList("", Items(depth)),
            7 => new OrderedList("", _random.Next(4), Items(depth)),
            8 => new DefinitionList(
                "",
                Enumerable
                    .Range(0, 1 + _random.Next(2))
                    .Select(_ => new DefinitionItem(Line(1), [new Paragraph("", Line(2)), .. Some(depth + 1, 0)]))
                    .ToSequence()
            ),
            9 => new QuotationBlock("", [new Paragraph("", Line(2)), .. Some(depth + 1, 0)], Coin(2) ? Line(1) : [])
            {
                QuotationId = Coin(3) ? "q" + Pick(Plain) : null,
            },
            10 => Figure(),
            11 => Table(depth),
            _ => new Callout("", Pick(Enum.GetValues<CalloutKind>()), Coin(2) ? Line(1) : [], Some(depth + 1, 1).ToSequence())
            {
                Folded = Coin(3),
            },
        };

    private Figure Figure() =>
        new("", Pick(["a.png", "../figures/b c.png", "https://example.org/c.png?x=1&y=2"]), Coin(3) ? [] : Line(3))
        {
            Alternative = Coin(2) ? Pick(["A cat", "“x”: y, 'z'", "line one\nline two", "- a\n# b"]) : null,
            Licence = Coin(2) ? "CC-BY-4.0" : null,
            Source = Coin(3) ? "https://example.org: here" : null,
        };

    private Table Table(int depth)
    {
        var (width, height) = (1 + _random.Next(3), 1 + _random.Next(3));
        var isSimple = Coin(2);
        var rows = Enumerable
            .Range(0, height)
            .Select(r => new TableRow(
                Enumerable
                    .Range(0, width)
                    .Select(_ => new TableCell(Cell(depth, isSimple).ToSequence())
                    {
                        IsHeader = isSimple ? r == 0 : Coin(3),
                        ColumnSpan = isSimple || !Coin(5) ? 1 : 2,
                        RowSpan = isSimple || !Coin(5) ? 1 : 3,
                    })
                    .ToSequence()
            ))
            .ToSequence();
        var alignments = Enumerable.Range(0, width).Select(_ => Pick(Enum.GetValues<ColumnAlignment>())).ToList();
        return new Table("", rows)
        {
            Caption = Coin(2) ? Line(2) : [],
            Alignments =
                alignments.TrueForAll(alignment => alignment == ColumnAlignment.Unset) || Coin(2) ? [] : alignments.ToSequence(),
        };
    }

    private List<Block> Cell(int depth, bool isSimple) =>
        Coin(5) ? []
        : isSimple ? [new Paragraph("", Line(2))]
        : Some(depth + 2, 1);

    private Sequence<ListItem> Items(int depth) =>
        Enumerable
            .Range(0, 1 + _random.Next(3))
            .Select(_ =>
                Coin(4)
                    ? new ListItem([new Paragraph("", [Run(), .. Line(2)])]) { Done = Coin(2) }
                    : new ListItem(Coin(6) ? [] : Some(depth + 1, 1).ToSequence()) { Suggested = Suggested() }
            )
            .ToSequence();

    // A line neither begins nor ends with a line break: those have no place in any format.
    private Sequence<Inline> Line(int longest)
    {
        var line = new List<Inline> { Run() };
        var count = _random.Next(longest);
        for (var i = 0; i < count; i++)
        {
            line.Add(Any());
        }

        if (line[^1] is LineBreak)
        {
            line.Add(Run());
        }

        return Marks.Tidy(line.Where((inline, i) => i == 0 || inline is not LineBreak || line[i - 1] is not LineBreak));
    }

    private Inline Any() =>
        _random.Next(14) switch
        {
            0 => new LineBreak(),
            1 => new Formula(Pick(["x", "a < b", "\\alpha_{1}"])),
            2 => new Citation(Pick(["10.5281/zenodo.1", "Lovelace1843"]))
            {
                Form = Pick(Enum.GetValues<CitationForm>()),
                Prefix = Coin(4) ? "see" : null,
                Suffix = Coin(4) ? "p. 4" : null,
            },
            3 => new CrossReference("label-0", Coin(2) ? "" : Pick(Plain)) { Form = Pick(Enum.GetValues<ReferenceForm>()) },
            4 => new InlineImage("https://example.org/i.png", Pick(["", "icon", "a [b]"])),
            _ => Run() with { Marks = Some() },
        };

    private Run Run()
    {
        var words = Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Coin(2) ? Pick(Plain) : Pick(Words));
        return new Run((Coin(4) ? " " : "") + string.Join(Coin(9) ? "" : " ", words) + (Coin(4) ? " " : ""));
    }

    private Sequence<Mark> Some()
    {
        var marks = new List<Mark>();
        if (Suggests && Coin(4))
        {
            marks.Add(SuggestedWords());
        }

        while (Coin(2) && marks.Count < 4)
        {
            marks.Add(
                _random.Next(11) switch
                {
                    0 or 1 => new Strong(),
                    2 or 3 => new Emphasis(),
                    4 => new Struck(),
                    5 => new Subscript(),
                    6 => new Superscript(),
                    7 => new Link(
                        Pick(["https://example.org/a_b?c=1&d=2", "other.md", "mailto:ada@example.org", "https://example.org/(x)"])
                    ),
                    8 => new Code(),
                    9 => new Language("cy"),
                    _ => Coin(2)
                        ? new Abbreviation("Long \"form\" & <more>")
                        : new Inserted("Ada \"A\" <L>", Coin(2) ? null : Day),
                }
            );
        }

        return Marks.Tidy(marks);
    }
}
