namespace Residency.Foundation.Text.Formulas;

/// <summary>What a command without arguments stands for.</summary>
/// <remarks>Source: the symbol tables of plain TeX and amsmath, as listed in https://www.ctan.org/pkg/comprehensive.</remarks>
internal static class TexSymbols
{
    private const string Letters = """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
        mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ
        psi ψ omega ω ell ℓ hbar ℏ imath ı jmath ȷ partial ∂ nabla ∇ infty ∞ emptyset ∅ varnothing ∅ Re ℜ Im ℑ aleph ℵ
        top ⊤ bot ⊥ angle ∠ degree ° forall ∀ exists ∃ wp ℘
        """;

    private const string Capitals = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω";

    private const string Operators = """
        times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨
        cap ∩ cup ∪ setminus ∖ neg ¬ lnot ¬ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅
        equiv ≡ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ mid ∣ parallel ∥ perp ⊥ vdash ⊢
        models ⊨ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
        implies ⟹ iff ⟺ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ uparrow ↑ downarrow ↓ ldots … dots … cdots ⋯ vdots ⋮
        ddots ⋱ colon : langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖
        lbrace { rbrace } lbrack [ rbrack ] backslash ∖ therefore ∴ because ∵ triangle △ square □ prec ≺ succ ≻ doteq ≐
        asymp ≍ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ hookrightarrow ↪ rightharpoonup ⇀ dagger † prime ′
        """;

    private const string Large = "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀";
    private const string Integrals = "int ∫ iint ∬ iiint ∭ oint ∮";

    private const string Functions = """
        sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log ln lg deg arg dim hom ker
        """;

    private const string Limits = "lim max min sup inf det gcd Pr limsup liminf argmax argmin";

    private static readonly Dictionary<string, MathNode> Nodes = Gather();
    private static readonly HashSet<string> Stacked = [.. Words(Limits), .. Pairs(Large).Select(pair => pair.Name)];

    private static readonly Dictionary<string, string> Widths = new(StringComparer.Ordinal)
    {
        ["quad"] = "1em",
        ["qquad"] = "2em",
        [","] = "0.1667em",
        [":"] = "0.2222em",
        [">"] = "0.2222em",
        [";"] = "0.2778em",
        ["!"] = "-0.1667em",
        [" "] = "0.25em",
        ["thinspace"] = "0.1667em",
        ["enspace"] = "0.5em",
    };

    /// <summary>The element of a command; null when it is none of these.</summary>
    internal static MathNode? Find(string command) =>
        Nodes.TryGetValue(command, out var node) ? node
        : Widths.TryGetValue(command, out var width) ? MathNode.Space(width)
        : null;

    /// <summary>Whether what is written above and below stands over and under the sign, as with a sum.</summary>
    internal static bool IsStacked(string command) => Stacked.Contains(command);

    private static Dictionary<string, MathNode> Gather()
    {
        var nodes = new Dictionary<string, MathNode>(StringComparer.Ordinal);
        foreach (var (name, sign) in Pairs(Letters))
        {
            nodes[name] = MathNode.Leaf("mi", sign);
        }

        foreach (var (name, sign) in Pairs(Capitals))
        {
            nodes[name] = MathNode.Leaf("mi", sign).With("mathvariant", "normal");
        }

        foreach (var (name, sign) in Pairs(Operators))
        {
            nodes[name] = MathNode.Leaf("mo", sign).With("stretchy", "false");
        }

        foreach (var (name, sign) in Pairs(Large))
        {
            nodes[name] = MathNode.Leaf("mo", sign).With("movablelimits", "true");
        }

        foreach (var (name, sign) in Pairs(Integrals))
        {
            nodes[name] = MathNode.Leaf("mo", sign);
        }

        foreach (var name in Words(Functions).Concat(Words(Limits)))
        {
            nodes[name] = MathNode.Leaf("mi", Spelt(name));
        }

        foreach (var sign in "{}#$%&_|")
        {
            nodes[sign.ToString()] = MathNode.Leaf("mo", sign == '|' ? "‖" : sign.ToString()).With("stretchy", "false");
        }

        return nodes;
    }

    private static string Spelt(string name) =>
        name switch
        {
            "limsup" => "lim sup",
            "liminf" => "lim inf",
            "argmax" => "arg max",
            "argmin" => "arg min",
            _ => name,
        };

    private static string[] Words(string list) => list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Name, string Sign)> Pairs(string list) =>
        Words(list).Chunk(2).Select(pair => (pair[0], pair[1]));
}
