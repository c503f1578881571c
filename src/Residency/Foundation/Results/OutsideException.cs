namespace Residency.Foundation.Results;

/// <summary>Something outside broke: disk, network, another service. Jobs retry; pages apologise with a reference.</summary>
/// <param name="doing">What we were doing, as a clause: "storing a figure".</param>
/// <param name="cause">What was thrown.</param>
public sealed class OutsideException(string doing, Exception? cause = null) : Exception($"Failed while {doing}", cause);
