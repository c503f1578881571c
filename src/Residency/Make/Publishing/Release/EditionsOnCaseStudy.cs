using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing.Release;

/// <summary>Shows the editions, and the way to publish, on the page of a case study.</summary>
internal sealed class EditionsOnCaseStudy : ICaseStudyPanel
{
    public int Order => 10;

    public Type Component => typeof(EditionsPanel);
}
