namespace Residency.Foundation.Text.Formulas;

/// <summary>Reads the TeX of formulas as far as case studies use it.</summary>
public static class TexFormula
{
    /// <summary>Longer formulas are shown as they were typed; characters.</summary>
    public const int Longest = 5_000;

    /// <summary>The formula as MathML Core; null when it holds what is not understood, so that it is shown as typed.</summary>
    /// <remarks>Never a part of it: half a formula is a wrong one.</remarks>
    public static MathNode? Read(string tex)
    {
        if (tex.Length > Longest)
        {
            return null;
        }

        var reader = new TexReader(TexTokens.Of(tex));
        var read = reader.ReadAll();
        return reader.IsUnderstood && HasWords(read) ? read : null;
    }

    private static bool HasWords(MathNode node) => node.Text.Length > 0 || node.Children.Any(HasWords);
}
