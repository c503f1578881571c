using Xunit.v3;

namespace Residency.Tests.Printing;

/// <summary>Marks a test that prints a committed file, so that <c>tools/dev accept</c> finds it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrintsAttribute(string file) : Attribute, ITraitAttribute
{
    public string File { get; } = file;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Prints", File)];
}
