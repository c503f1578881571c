using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Foundation.LiveText;

internal sealed class NoLiveTexts : ILiveTexts, ILiveRights
{
    public Task<bool> ExistsAsync(LiveTextId id, CancellationToken cancel) => throw new NotSupportedException();

    public Task BeginAsync(LiveTextId id, LiveBeginning beginning, LiveWriter by, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<LiveTextState> ReadAsync(LiveTextId id, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Result> ChangeAsync(
        LiveTextId id,
        Func<Document, Result<Document>> change,
        LiveWriter by,
        CancellationToken cancel
    ) => throw new NotSupportedException();

    public Task TellAsync(LiveTextId id, string json, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<WritingSession>> SessionsAsync(LiveTextId id, int most, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<LivePassage>> PassagesAsync(LiveTextId id, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<LiveShare>> SharesAsync(LiveTextId id, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<Result> EraseAsync(
        LiveTextId id,
        Func<Document, Result<Document>> without,
        LiveWriter by,
        CancellationToken cancel
    ) => throw new NotSupportedException();

    public void Changed() { }
}

internal sealed class NoLiveSockets : ILiveSockets
{
    public Task ServeAsync(HttpContext context, LiveCaller caller, LiveTextId text) => throw new NotSupportedException();

    public Task<Result<LiveTicket>> IssueAsync(HttpContext context, LiveCaller caller, LiveTextId text) =>
        throw new NotSupportedException();
}
