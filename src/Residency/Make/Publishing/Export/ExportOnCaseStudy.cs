using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing.Export;

/// <summary>Offers the text as files on the page of a case study.</summary>
internal sealed class ExportOnCaseStudy : ICaseStudyPanel
{
    public int Order => 20;

    public Type Component => typeof(ExportPanel);
}
