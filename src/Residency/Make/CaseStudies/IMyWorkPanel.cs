using Residency.Foundation.Actors;

namespace Residency.Make.CaseStudies;

/// <summary>A panel that a lower room shows above a person's own case studies. Found by type.</summary>
/// <remarks>It finds out by itself who reads, and draws nothing when it has nothing to say to them.</remarks>
public interface IMyWorkPanel
{
    /// <summary>Panels stand in ascending order.</summary>
    int Order { get; }

    /// <summary>A component with one parameter, <c>Hub</c> of type <see cref="HubId"/>.</summary>
    Type Component { get; }
}
