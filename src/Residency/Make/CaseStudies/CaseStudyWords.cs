namespace Residency.Make.CaseStudies;

/// <summary>Where a case study stands.</summary>
public enum CaseStudyState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Being read by reviewers; still edited.</summary>
    Review,

    /// <summary>The quoted people are asked for their consent.</summary>
    Quotes,

    /// <summary>The organisation, the host and the funder are asked to sign.</summary>
    SignOff,

    /// <summary>Everything is signed; the text is frozen.</summary>
    Approved,

    /// <summary>On its way to the repository.</summary>
    Depositing,

    /// <summary>Public.</summary>
    Published,

    /// <summary>No longer offered; a tombstone stands in its place.</summary>
    Withdrawn,

    /// <summary>In the trash.</summary>
    Deleted,
}

/// <summary>Who may read an unpublished case study besides those who work on it. Each level includes those before it.</summary>
public enum Audience
{
    /// <summary>Only the people assigned to it (and who may see it by their role).</summary>
    Team,

    /// <summary>Everybody in its cohort.</summary>
    Cohort,

    /// <summary>Everybody in the hub.</summary>
    Hub,
}

/// <summary>One side from which case studies are sorted.</summary>
public enum Facet
{
    Theme,
    Sector,
    Organisation,
    Cohort,
    Year,
    Genre,
    Audience,
    Country,
    Keyword,
}

/// <summary>What became of a tag.</summary>
public enum TagState
{
    /// <summary>Proposed with a reason; nobody has looked at it.</summary>
    Proposed,

    /// <summary>A person agreed: the tag is part of the record.</summary>
    Accepted,

    /// <summary>A person said no; the same tag is not proposed again.</summary>
    Declined,
}

/// <summary>How a revision came about.</summary>
public enum RevisionSource
{
    /// <summary>The framework's empty sections.</summary>
    Begun,

    /// <summary>Written in the editor.</summary>
    Written,

    /// <summary>Read from a file.</summary>
    Imported,

    /// <summary>An earlier revision brought back.</summary>
    Restored,
}

/// <summary>The contributor roles of the CRediT taxonomy (ANSI/NISO Z39.104-2022).</summary>
/// <remarks>Source: https://credit.niso.org/</remarks>
public enum CreditRole
{
    Conceptualization,
    DataCuration,
    FormalAnalysis,
    FundingAcquisition,
    Investigation,
    Methodology,
    ProjectAdministration,
    Resources,
    Software,
    Supervision,
    Validation,
    Visualization,
    WritingOriginalDraft,
    WritingReviewEditing,
}

/// <summary>The official names and addresses of the CRediT roles.</summary>
public static class CreditRoles
{
    /// <summary>The name as the standard writes it, with an en dash where it has one.</summary>
    public static string Name(this CreditRole role) =>
        role switch
        {
            CreditRole.Conceptualization => "Conceptualization",
            CreditRole.DataCuration => "Data curation",
            CreditRole.FormalAnalysis => "Formal analysis",
            CreditRole.FundingAcquisition => "Funding acquisition",
            CreditRole.Investigation => "Investigation",
            CreditRole.Methodology => "Methodology",
            CreditRole.ProjectAdministration => "Project administration",
            CreditRole.Resources => "Resources",
            CreditRole.Software => "Software",
            CreditRole.Supervision => "Supervision",
            CreditRole.Validation => "Validation",
            CreditRole.Visualization => "Visualization",
            CreditRole.WritingOriginalDraft => "Writing – original draft",
            CreditRole.WritingReviewEditing => "Writing – review & editing",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The address of the role's definition.</summary>
    public static string Address(this CreditRole role) => "https://credit.niso.org/contributor-roles/" + Key(role.Name()) + "/";

    /// <summary>Reads a role by its official name, by its slug or by its name in code; null when it is none.</summary>
    public static CreditRole? Parse(string? text)
    {
        var key = Key(text ?? "");
        foreach (var role in Enum.GetValues<CreditRole>())
        {
            if (Key(role.Name()) == key || string.Equals(role.ToString(), text?.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return role;
            }
        }

        return null;
    }

    private static string Key(string name) =>
        string.Join(
            '-',
            name.ToLowerInvariant()
                .Replace("&", " ", StringComparison.Ordinal)
                .Split([' ', '–', '-', '/', '_'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
}
