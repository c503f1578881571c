using Microsoft.Extensions.Localization;
using Residency.Foundation.Actors;
using Residency.Foundation.Ui;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Parts;

/// <summary>The closed choices of this room in the reader's words.</summary>
internal static class Said
{
    public static string Of(CaseStudyState state, IStringLocalizer<Words> words) =>
        state switch
        {
            CaseStudyState.Draft => words["Draft"],
            CaseStudyState.Review => words["In review"],
            CaseStudyState.Quotes => words["Waiting for consents"],
            CaseStudyState.SignOff => words["Waiting for signatures"],
            CaseStudyState.Approved => words["Approved"],
            CaseStudyState.Depositing => words["Being deposited"],
            CaseStudyState.Published => words["Published"],
            CaseStudyState.Withdrawn => words["Withdrawn"],
            CaseStudyState.Deleted => words["In the trash"],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static BadgeTone Tone(CaseStudyState state) =>
        state switch
        {
            CaseStudyState.Draft => BadgeTone.Active,
            CaseStudyState.Review or CaseStudyState.Quotes or CaseStudyState.SignOff or CaseStudyState.Depositing =>
                BadgeTone.Waiting,
            CaseStudyState.Approved or CaseStudyState.Published => BadgeTone.Good,
            CaseStudyState.Withdrawn or CaseStudyState.Deleted => BadgeTone.Stopped,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>How the case studies of a list divide by state, in the order of a text's life; the trash left out.</summary>
    public static IReadOnlyList<Portion> Portions(
        IReadOnlyDictionary<CaseStudyState, int> byState,
        string list,
        IStringLocalizer<Words> words
    ) =>
        [
            .. Enum.GetValues<CaseStudyState>()
                .Where(state => state != CaseStudyState.Deleted)
                .Select(state => new Portion(Of(state, words), byState.GetValueOrDefault(state), Tone(state))
                {
                    Href = $"{list}?state={state}",
                }),
        ];

    public static string Of(Audience audience, IStringLocalizer<Words> words) =>
        audience switch
        {
            Audience.Team => words["The people assigned to it"],
            Audience.Cohort => words["Everybody in its cohort"],
            Audience.Hub => words["Everybody in the hub"],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static string Of(Facet facet, IStringLocalizer<Words> words) =>
        facet switch
        {
            Facet.Theme => words["Theme"],
            Facet.Sector => words["Sector"],
            Facet.Organisation => words["Organisation"],
            Facet.Cohort => words["Cohort"],
            Facet.Year => words["Year"],
            Facet.Genre => words["Genre"],
            Facet.Audience => words["Audience"],
            Facet.Country => words["Country"],
            Facet.Keyword => words["Keyword"],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static string Of(Role role, IStringLocalizer<Words> words) =>
        role switch
        {
            Role.Member => words["Member"],
            Role.Expert => words["Expert in Residence"],
            Role.Writer => words["Writer"],
            Role.Adviser => words["Adviser"],
            Role.Reviewer => words["Reviewer"],
            Role.Approver => words["Approver"],
            Role.ProgrammeManager => words["Programme manager"],
            Role.HubOwner => words["Hub owner"],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static string Of(RevisionSource source, IStringLocalizer<Words> words) =>
        source switch
        {
            RevisionSource.Begun => words["Begun"],
            RevisionSource.Written => words["Written here"],
            RevisionSource.Imported => words["Imported"],
            RevisionSource.Restored => words["Brought back"],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Who is meant by a piece of a comparison, as far as it is known.</summary>
    public static string Of(WovenPiece piece, IStringLocalizer<Words> words) =>
        piece switch
        {
            { IsOfSeveral: true, Author: "" } => words["somebody whose name is not known"],
            { IsOfSeveral: true } => words["{0} (it is not known which of those who wrote)", piece.Author],
            _ => piece.Author,
        };

    /// <summary>The page on which a finding can be mended, below the page of the case study.</summary>
    public static string Remedy(Finding finding) =>
        finding.Kind switch
        {
            CheckKind.NoAuthors => "credit",
            CheckKind.NoLicence or CheckKind.NoSummary or CheckKind.NoFunderLine => "describe",
            CheckKind.TagsUndecided => "classify",
            CheckKind.SuggestionsOpen => "settle",
            CheckKind.FigureWithoutAlternative or CheckKind.FigureWithoutLicence or CheckKind.FigureFileMissing => "illustrate",
            CheckKind.CitationWithoutWork => "cite",
            CheckKind.NoText
            or CheckKind.PromptLeft
            or CheckKind.RequiredPartMissing
            or CheckKind.DuplicateHeading
            or CheckKind.TooShort
            or CheckKind.TooLong => finding.Place is null ? "write" : $"write?section={Uri.EscapeDataString(finding.Place)}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
