using System.Text;
using System.Text.RegularExpressions;

namespace Residency.Foundation.Text.Word;

/// <summary>What characters are called in TeX.</summary>
internal static partial class TexSigns
{
    private static readonly Dictionary<string, string> Names = Pairs(
        "α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ϖ varpi "
            + "ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega "
            + "Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega "
            + "≤ leq ≥ geq ≠ neq ≈ approx ≡ equiv ∼ sim ≃ simeq ≅ cong ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ ∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq "
            + "∪ cup ∩ cap ∖ setminus ∅ emptyset ∀ forall ∃ exists ∄ nexists ¬ neg ∧ land ∨ lor ⊕ oplus ⊗ otimes ⊥ perp ∥ parallel ∣ mid ⊢ vdash ⊨ models "
            + "→ rightarrow ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ↦ mapsto ↑ uparrow ↓ downarrow ⟶ longrightarrow ⟹ Longrightarrow "
            + "× times ÷ div ± pm ∓ mp ⋅ cdot · cdot ∗ ast ∘ circ ∙ bullet ⋆ star ∞ infty ∂ partial ∇ nabla ℏ hbar ℓ ell ℜ Re ℑ Im ℵ aleph "
            + "… ldots ⋯ cdots ⋮ vdots ⋱ ddots ′ prime ° circ ∠ angle △ triangle □ square √ surd ∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint ∮ oint "
            + "⟨ langle ⟩ rangle ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ‖ |"
    );

    private static readonly Dictionary<string, string> LargeSigns = Pairs(
        "∫ int ∬ iint ∭ iiint ∮ oint ∑ sum ∏ prod ∐ coprod ⋃ bigcup ⋂ bigcap ⋁ bigvee ⋀ bigwedge ⨁ bigoplus ⨂ bigotimes ⨀ bigodot ⨄ biguplus ⨆ bigsqcup"
    );

    private static readonly Dictionary<string, string> Accents = Pairs(
        "\u0300 grave \u0301 acute \u0302 hat ^ hat \u0303 tilde ~ tilde \u0304 bar ¯ bar \u0305 overline ‾ bar \u0306 breve \u0307 dot ˙ dot \u0308 ddot ¨ ddot \u20DB dddot \u030A mathring "
            + "\u030C check \u20D7 vec → vec ⃗ vec \u20D6 overleftarrow \u20E1 overleftrightarrow \u0332 underline"
    );

    private static readonly HashSet<string> Functions = new(
        "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr sec sin sinh sup tan tanh".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    internal static bool IsFunction(string words) => Functions.Contains(words);

    internal static string Accent(string sign) =>
        Accents.TryGetValue(sign, out var name) ? "\\" + name : $"\\overset{{{Write(sign)}}}";

    internal static string Large(string sign) => LargeSigns.TryGetValue(sign, out var name) ? "\\" + name : Write(sign);

    /// <summary>Whether TeX reads this as one thing, so that a script after it belongs to all of it.</summary>
    internal static bool IsOne(string tex) =>
        tex.Length <= 1 || tex.Length == 2 && char.IsSurrogatePair(tex[0], tex[1]) || OneCommand().IsMatch(tex);

    /// <summary>Characters as TeX in a formula.</summary>
    internal static string Write(string words)
    {
        var tex = new StringBuilder(words.Length);
        foreach (var rune in words.EnumerateRunes())
        {
            Join(tex, Sign(rune));
        }

        return tex.ToString();
    }

    /// <summary>Adds a piece, with a space where a command would swallow its first letter.</summary>
    internal static void Join(StringBuilder tex, string piece)
    {
        if (piece.Length > 0 && char.IsAsciiLetter(piece[0]) && EndsWithCommand(tex))
        {
            tex.Append(' ');
        }

        tex.Append(piece);
    }

    /// <summary>Words as TeX outside formulas.</summary>
    internal static string Escape(string words)
    {
        var tex = new StringBuilder(words.Length);
        foreach (var sign in words)
        {
            tex.Append(
                sign switch
                {
                    '\\' => "\\textbackslash{}",
                    '^' => "\\textasciicircum{}",
                    '~' => "\\textasciitilde{}",
                    '{' or '}' or '$' or '%' or '#' or '&' or '_' => $"\\{sign}",
                    _ => sign.ToString(),
                }
            );
        }

        return tex.ToString();
    }

    internal static string Delimiter(string sign) =>
        sign switch
        {
            "" => ".",
            "{" or "}" => "\\" + sign,
            "‖" => "\\|",
            "〈" or "⟨" => "\\langle",
            "〉" or "⟩" => "\\rangle",
            _ when Names.TryGetValue(sign, out var name) => "\\" + name,
            _ => sign,
        };

    internal static string Middle(string sign) =>
        sign switch
        {
            "|" => "\\middle|",
            "‖" => "\\middle\\|",
            _ => Write(sign),
        };

    private static string Sign(Rune rune)
    {
        var sign = rune.ToString();
        if (Names.TryGetValue(sign, out var name))
        {
            return name == "circ" && sign == "°" ? "^{\\circ}" : "\\" + name;
        }

        return sign switch
        {
            "\\" => "\\backslash",
            "−" => "-",
            "\u2062" or "\u2061" or "\u2063" or "\u200B" => "",
            " " => "\\ ",
            "\u00A0" => "~",
            "\u2003" => "\\quad",
            "\u2009" => "\\,",
            "\u2005" => "\\:",
            "{" or "}" or "$" or "%" or "#" or "_" => "\\" + sign,
            "&" => "&",
            "^" => "\\hat{}",
            "~" => "\\sim",
            _ => sign,
        };
    }

    private static bool EndsWithCommand(StringBuilder tex)
    {
        var at = tex.Length - 1;
        while (at >= 0 && char.IsAsciiLetter(tex[at]))
        {
            at--;
        }

        return at >= 0 && at < tex.Length - 1 && tex[at] == '\\' && (at == 0 || tex[at - 1] != '\\');
    }

    private static Dictionary<string, string> Pairs(string words)
    {
        var list = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < list.Length; i += 2)
        {
            pairs[list[i]] = list[i + 1];
        }

        return pairs;
    }

    [GeneratedRegex(@"^\\[A-Za-z]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneCommand();
}
