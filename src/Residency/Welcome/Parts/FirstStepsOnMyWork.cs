using Residency.Make.CaseStudies;

namespace Residency.Welcome.Parts;

/// <summary>Shows those who run a new hub what comes first.</summary>
internal sealed class FirstStepsOnMyWork : IMyWorkPanel
{
    public int Order => 10;

    public Type Component => typeof(FirstStepsPanel);
}
