using Residency.Foundation.LiveText.Nodes;
using Residency.Foundation.LiveText.Storage;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>What open texts share.</summary>
internal sealed record LiveParts(
    LiveLog Log,
    INodes Nodes,
    Departures Departures,
    LiveTextSettings Settings,
    TimeProvider Clock,
    ILogger<OpenText> Logger
)
{
    /// <summary>Reads a text afresh.</summary>
    public required Func<LiveTextId, Task<LoadedText?>> LoadAsync { get; init; }

    /// <summary>Told when somebody sent what may not be.</summary>
    public required Action<LiveCaller> Refused { get; init; }
}
