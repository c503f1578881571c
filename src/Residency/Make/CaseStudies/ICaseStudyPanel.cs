namespace Residency.Make.CaseStudies;

/// <summary>A panel that a lower room shows on the page of a case study. Found by type.</summary>
public interface ICaseStudyPanel
{
    /// <summary>Panels stand in ascending order.</summary>
    int Order { get; }

    /// <summary>A component with one parameter, <c>CaseStudy</c> of type <see cref="CaseStudyCard"/>.</summary>
    Type Component { get; }
}
