using System.Text.Json;
using Residency.Foundation.Text.Formulas;

namespace Residency.Tests.Foundation.Text;

public sealed class FormulaTests
{
    private const int Seed = 20261;

    // Each says something that case studies say: rates, errors, sums, models, units.
    private static readonly string[] Samples =
    [
        "e = mc^2",
        @"\frac{a+b}{2}",
        @"x_{i,j}^{2} + y_1",
        @"\sum_{i=1}^{n} x_i = \bar{x} \cdot n",
        @"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
        @"\sqrt[3]{8} = 2",
        @"P(A \mid B) = \frac{P(B \mid A) P(A)}{P(B)}",
        @"\hat{\beta} = (X^\top X)^{-1} X^\top y",
        @"\left( \frac{1}{2} \right)^n",
        @"\text{precision} = \frac{\text{TP}}{\text{TP} + \text{FP}}",
        @"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}",
        @"f(x) = \begin{cases} 1 & x > 0 \\ 0 & x \leq 0 \end{cases}",
        @"\begin{aligned} a &= b + c \\ d &= e \end{aligned}",
        @"\mathbb{R}^n \to \mathbb{R}",
        @"\mathcal{L}(\theta) = \prod_{i} p(x_i; \theta)",
        @"\lim_{n \to \infty} a_n",
        @"\sin^2 x + \cos^2 x = 1",
        @"95\,\% \pm 1.5",
        @"f'(x) \approx \Delta y / \Delta x",
        @"\operatorname{argmin}_{w} \lVert w \rVert",
        @"A \cup B \subseteq C \setminus \{0\}",
        @"\binom{n}{k}",
        @"\mathbf{v} \cdot \vec{u} \geq 0",
        @"\underbrace{a+b}_{c}",
        @"x \in [0, 1] \Rightarrow x^2 \le x",
        @"\log_{10} \frac{I}{I_0}",
        @"\max(a, b) - \min(a, b)",
        @"H_2O",
    ];

    // A command, a brace, a bracket, a table or a size that is not what it says.
    private static readonly string[] Wrong =
    [
        @"\frac{1}",
        "{",
        "}",
        @"\left( x",
        @"\unknown x",
        "x^1^2",
        @"\begin{pmatrix} 1",
        @"\begin{pmatrix} 1 \end{bmatrix}",
        @"\href{javascript:alert(1)}{x}",
        @"\htmlStyle{color: red}{x}",
        @"\def\a{\a\a}\a",
        new string('{', 60) + "x" + new string('}', 60),
        new string('x', TexFormula.Longest + 1),
        @"\",
        "x_",
        @"\sqrt[3{8}",
        @"\text{a {b} c}",
    ];

    public static TheoryData<string> Refused => [.. Wrong];

    [Fact]
    public async Task We_draw_the_signs_that_another_program_draws()
    {
        Samples.ShouldAllBe(tex => TexFormula.Read(tex) != null);
        await ShouldDrawAlikeAsync(Samples);
    }

    [Fact]
    public async Task We_draw_generated_formulas_alike()
    {
        var random = new Random(Seed);
        var made = Enumerable.Range(0, Effort.Cases(300)).Select(_ => Make(random, 4)).Distinct(StringComparer.Ordinal).ToList();
        made.ShouldAllBe(tex => TexFormula.Read(tex) != null);
        await ShouldDrawAlikeAsync(made);
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_is_not_understood_is_left_as_it_was_typed(string tex) => TexFormula.Read(tex).ShouldBeNull();

    [Fact]
    public void Nothing_that_is_typed_breaks_the_reader()
    {
        var random = new Random(Seed);
        const string Signs = @"\\\{{{}}}[]^_&'~% $#abx12.+-()|";
        for (var round = 0; round < Effort.Cases(5_000); round++)
        {
            var tex = string.Concat(
                Enumerable
                    .Range(0, random.Next(1, 40))
                    .Select(_ =>
                        random.Next(4) == 0 ? Samples[random.Next(Samples.Length)] : Signs[random.Next(Signs.Length)].ToString()
                    )
            );
            var read = TexFormula.Read(tex);
            (read is null || Names(read).All(Known.Contains)).ShouldBeTrue($"seed {Seed}: {tex}");
        }
    }

    [Fact]
    public void A_fraction_is_a_fraction()
    {
        var read = TexFormula.Read(@"\frac{1}{x}");
        read!.Name.ShouldBe("mrow");
        read.Children[0].Name.ShouldBe("mfrac");
        read.Children[0].Children.Select(child => (child.Name, child.Text)).ShouldBe([("mn", "1"), ("mi", "x")]);
    }

    private static readonly HashSet<string> Known =
    [
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
    ];

    private static IEnumerable<string> Names(MathNode node) => node.Children.SelectMany(Names).Prepend(node.Name);

    private static async Task ShouldDrawAlikeAsync(IReadOnlyList<string> formulas)
    {
        var lines = formulas.Select((tex, at) => JsonSerializer.Serialize(new { id = at, tex }));
        var answers = (await Oracle.AskAsync("temml", "tex-words.mjs", lines)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        answers.Length.ShouldBe(formulas.Count);
        foreach (var answer in answers.Select(line => JsonElement.Parse(line)))
        {
            var tex = formulas[answer.GetProperty("id").GetInt32()];
            Plain(Words(TexFormula.Read(tex)!)).ShouldBe(Plain(answer.GetProperty("words").GetString()!), tex); // both are there
        }
    }

    private static string Words(MathNode node) => node.Text + string.Concat(node.Children.Select(Words));

    // Invisible signs, spaces and look-alikes that both programs may choose.
    private static string Plain(string words) =>
        string.Concat(
            words
                .Where(sign =>
                    !char.IsWhiteSpace(sign)
                    && sign is not ('\u2061' or '\u2062' or '\u2063' or '\u2064' or '\u200B' or '‾' or '¯' or 'ˉ')
                )
                .Select(sign =>
                    sign switch
                    {
                        '∗' => '*',
                        '·' or '⋅' => '·',
                        'ˆ' => '^',
                        '˜' => '~',
                        '∥' => '‖',
                        '∣' => '|',
                        _ => sign,
                    }
                )
        );

    private static string Make(Random random, int depth)
    {
        string Part() => Make(random, depth - 1);
        return depth == 0
            ? Leaves[random.Next(Leaves.Length)]
            : random.Next(10) switch
            {
                0 => $@"\frac{{{Part()}}}{{{Part()}}}",
                1 => $"{{{Part()}}}_{{{Part()}}}",
                2 => $"{{{Part()}}}^{{{Part()}}}",
                3 => $@"\sqrt{{{Part()}}}",
                4 => $@"\left( {Part()} \right]",
                5 => $@"\sum_{{{Part()}}}^{{{Part()}}} {Part()}",
                6 => $@"\begin{{bmatrix}} {Part()} & {Part()} \\ {Part()} & {Part()} \end{{bmatrix}}",
                7 => $@"\overline{{{Part()}}}",
                8 => $"{Part()} + {Part()}",
                _ => $"{Part()} = {Part()}",
            };
    }

    private static readonly string[] Leaves =
    [
        "x",
        "y",
        "12",
        "3.5",
        @"\alpha",
        @"\Omega",
        @"\infty",
        @"\times",
        @"\mathbb{N}",
        @"\text{rate}",
        "(",
        @"\le",
        @"\ldots",
    ];
}
