using Residency.Make.CaseStudies;

namespace Residency.Tests.Permissions;

/// <summary>What is missing for an act to be allowed; a person out of reach lacks everything.</summary>
[Flags]
internal enum Missing
{
    Nothing = 0,
    Reach = 1,
    State = 2,
    Proof = 4,
    SecondPerson = 8,
}

/// <summary>Reads the codes of the matrix as a person would, without a look at the access tables.</summary>
internal static class MatrixOracle
{
    /// <summary>What is missing on every way in which the matrix would allow the act; empty when it never would.</summary>
    public static IReadOnlyList<Missing> Ways(string action, Situation now) =>
        [.. AccessMatrix.Of(action, now.Principal).Select(code => Lacks(code, now))];

    private static Missing Lacks(MatrixCode code, Situation now)
    {
        if (!Reaches(code, now))
        {
            return Missing.Reach;
        }

        var missing = Missing.Nothing;
        foreach (var digit in code.Digits)
        {
            missing |= digit switch
            {
                1 => now.State is CaseStudyState.Draft or CaseStudyState.Review ? Missing.Nothing : Missing.State,
                3 => now.IsProved ? Missing.Nothing : Missing.Proof,
                4 => now.WasTouched ? Missing.SecondPerson : Missing.Nothing,
                7 => now.IsWindowOpen ? Missing.Nothing : Missing.Reach,
                // The shown text, consents and redaction are matters of handlers and pages.
                5 or 6 or 8 => Missing.Nothing,
                _ => throw new InvalidOperationException($"The legend has no condition {digit}."),
            };
        }

        return missing.HasFlag(Missing.Reach) ? Missing.Reach : missing;
    }

    private static bool Reaches(MatrixCode code, Situation now) =>
        code.Reach switch
        {
            '*' => true,
            'P' => now.State == CaseStudyState.Published,
            'S' => now.Relation == Relation.Self,
            'A' => now.Relation == Relation.Assigned,
            'O' => now.Relation is Relation.Assigned or Relation.Organisation,
            'C' => now.Relation is Relation.Organisation or Relation.Cohort,
            'H' => now.Principal == Principal.OP || now.Relation != Relation.OtherHub,
            '2' => now.Audience switch
            {
                Audience.Team => false,
                Audience.Cohort => now.Relation is Relation.Organisation or Relation.Cohort,
                Audience.Hub => now.Relation != Relation.OtherHub,
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
