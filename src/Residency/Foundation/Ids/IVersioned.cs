namespace Residency.Foundation.Ids;

/// <summary>A noun whose changes are refused when somebody else changed it meanwhile.</summary>
public interface IVersioned
{
    /// <summary>Raised by one with every stored change; starts at 1.</summary>
    int Version { get; }
}
