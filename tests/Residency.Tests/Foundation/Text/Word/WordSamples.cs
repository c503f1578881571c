namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Texts of our own, in the Markdown of pandoc, that hold each construct a Word file can say.</summary>
internal static class WordSamples
{
    public static readonly IReadOnlyList<string> Formulas =
    [
        "x^2",
        "a_1 + b_2",
        "x_i^2",
        @"\frac{a+b}{c}",
        @"\sqrt{x+1}",
        @"\sqrt[3]{x}",
        @"\sum_{i=1}^{n} i^2",
        @"\int_{0}^{1} f(x) dx",
        @"\prod_{k=1}^{m} a_k",
        @"\alpha + \beta = \gamma",
        @"a \leq b \neq c \geq d",
        @"\hat{x} + \bar{y} + \tilde{z}",
        @"\left(\frac{a}{b}\right)^2",
        @"\left[x\right]",
        @"\sin x + \log y",
        @"\lim_{n \to \infty} a_n",
        @"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        @"\mathbb{R} \to \mathbb{N}",
        @"\mathbf{v}",
        @"x \in A \cup B",
        @"\overline{AB}",
        @"\binom{n}{k}",
        @"f'(x)",
        @"\text{rate} = 3",
        @"a \times b \cdot c \pm d",
        @"\infty \partial \nabla",
        @"e^{i\pi} + 1 = 0",
        @"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        @"\underbrace{a+b}_{2}",
        @"\left\{x\right\}",
    ];

    public const string Reviewed = """
        # Where

        Pupils write it into a [notebook]{.deletion author="Dilan" date="2026-03-05T10:12:00Z"}[shared table]{.insertion author="Dilan" date="2026-03-05T10:12:00Z"} [Really?]{.comment-start id="0" author="Saoirse" date="2026-03-06T08:30:00Z"}every day[]{.comment-end id="0"}.

        [All of it.]{.insertion author="Dilan" date="2026-03-05T10:20:00Z"}

        Both sides read the board for [thirty]{.deletion author="Saoirse" date="2026-03-06T08:35:00Z"}[forty]{.insertion author="Saoirse" date="2026-03-06T08:35:00Z"} days.
        """;

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["plain"] = "One paragraph.\n\nAnother one, with *stress*, **weight**, ~~no longer~~, H~2~O, x^2^ and `code`.\n",
        ["headings"] = "# First\n\nWords.\n\n## Second\n\nMore words.\n\n### Third\n\nEnd.\n\n# Fourth\n\nStill more.\n",
        ["matter"] =
            "---\ntitle: A tide table for a library\nsubtitle: What the lamps told us\nauthor: [Ada Brook, Noor Field]\ndate: 2026-03-04\n---\n\n# Start\n\nWords.\n\n# End\n\nWords.\n",
        ["lists"] =
            "- one\n- two\n    - inner\n    - inner two\n        1. deep\n        2. deeper\n- three\n\nBetween.\n\n1. first\n2. second\n\n    More of the second.\n\n3. third\n\n5. fifth\n6. sixth\n",
        ["tasks"] = "- [x] done\n- [ ] open\n",
        ["tables"] =
            "| Place | Lamps | Share |\n|:------|------:|:-----:|\n| Hall | 12 | a half |\n| Attic | *none* | `0` |\n\n: Lamps by place\n\nWords after.\n\n+-----------+---------+\n| Long      | Blocks  |\n+===========+=========+\n| - a       | One.    |\n| - b       |         |\n|           | Two.    |\n+-----------+---------+\n",
        ["pictures"] =
            "![Lamps in use by hour](figures/lamp-use.png)\n\nWords with ![a small bridge](figures/bridge-counters.png) inside.\n\n![](figures/lamp-use.png)\n",
        ["notes"] =
            "A claim.[^a] Another one.[^b] The first kind again.^[A note in the line, with *stress*.]\n\n[^a]: The first note.\n\n[^b]: The second note.\n\n    With a second paragraph.\n",
        ["links"] =
            "See [the council](https://example.org/a?b=1&c=2), <https://example.com/path>, [mail](mailto:ada@example.org) and [a place](#end).\n\n# End {#end}\n\nWords.\n\n# More\n\nWords.\n",
        ["quotations"] = "Before.\n\n> Somebody said this.\n>\n> And this.\n\nAfter.\n",
        ["code"] = "Before.\n\n    line one\n      line two\n\n    line four\n\nAfter.\n\n```python\nprint(1)\n```\n",
        ["definitions"] = "Lamp\n:   A thing that gives light.\n\nTide\n:   Water that comes.\n\n    And goes.\n",
        ["formulas"] = "The value $x^2 + y_1$ grows:\n\n$$\\frac{a}{b} = \\sqrt{2}$$\n\nAnd then $\\alpha$.\n",
        ["breaks"] = "Line one\\\nline two\n\n* * *\n\nAfter the line.\n",
        ["languages"] = "Some words, [bore da i chi]{lang=cy}, and „Anführung“, «guillemets», 日本語, العربية, emoji 🌊.\n",
        ["signs"] = "Less < more > and & \"quotes\" 'single' — dash – dash … dots, 50 %, 3 × 4, a\u00a0b, soft\u00adhyphen.\n",
        ["empty-ish"] = "#  \n\nWords under a heading without words.\n",
        ["long"] = string.Join(
            "\n\n",
            Enumerable
                .Range(1, 60)
                .Select(i => $"## Part {i}\n\nParagraph {i} with **weight** and a note.^[Note {i}.]\n\n- a {i}\n- b {i}")
        ),
    };
}
