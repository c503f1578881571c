using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Foundation.LiveText;

/// <summary>Live texts as rooms use them. Works in the caller's unit of work; what is written joins its transaction.</summary>
/// <remarks>After the commit, and only then, everybody who has the text open sees the change, on every node.</remarks>
public interface ILiveTexts
{
    /// <summary>Whether there is such a text.</summary>
    Task<bool> ExistsAsync(LiveTextId id, CancellationToken cancel);

    /// <summary>Begins a text.</summary>
    /// <param name="id">Of our own making; there must be no text with it yet.</param>
    /// <param name="beginning">What it is and what it says at first.</param>
    /// <param name="by">Under whose name the first words stand.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    Task BeginAsync(LiveTextId id, LiveBeginning beginning, LiveWriter by, CancellationToken cancel);

    /// <summary>What the text says now, as far as it is stored.</summary>
    /// <exception cref="InvalidOperationException">There is no such text.</exception>
    Task<LiveTextState> ReadAsync(LiveTextId id, CancellationToken cancel);

    /// <summary>Until the caller's transaction ends nobody adds a change, so that what is read stays what is changed.</summary>
    Task HoldAsync(LiveTextId id, CancellationToken cancel);

    /// <summary>Which change is the newest, without reading the text; null when there is no such text.</summary>
    Task<LiveTextMoment?> FindNewestAsync(LiveTextId id, CancellationToken cancel);

    /// <summary>Works out a change as <see cref="ChangeAsync"/> makes it and writes nothing: for before a turn to write is taken.</summary>
    /// <param name="id">The text.</param>
    /// <param name="change">From the text as it is to the text as it shall be, or a refusal. Not kept beyond the call.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The refusal of <paramref name="change"/>; a conflict while a damaged text can only be read.</returns>
    Task<Result<LiveTextPlan>> PlanAsync(LiveTextId id, Func<Document, Result<Document>> change, CancellationToken cancel);

    /// <summary>Makes a change that was worked out before.</summary>
    /// <param name="plan">What <see cref="PlanAsync"/> gave.</param>
    /// <param name="told">Who wrote, and when; UTC.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    /// <returns>A conflict when something was taken out of the text since.</returns>
    Task<Result> CarryOutAsync(LiveTextPlan plan, (LiveWriter By, DateTimeOffset At) told, CancellationToken cancel);

    /// <summary>Makes the smallest change that turns the text into another one; ids, marks and authors of what stays are kept.</summary>
    /// <param name="id">The text.</param>
    /// <param name="change">From the text as it is to the text as it shall be, or a refusal. Not kept beyond the call.</param>
    /// <param name="by">Under whose name new words stand and old ones go.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    /// <returns>The refusal of <paramref name="change"/>; a conflict while a damaged text can only be read.</returns>
    Task<Result> ChangeAsync(LiveTextId id, Func<Document, Result<Document>> change, LiveWriter by, CancellationToken cancel);

    /// <summary>As <see cref="ChangeAsync"/>, with the time of an earlier writing. For histories that are brought along.</summary>
    /// <param name="id">The text.</param>
    /// <param name="change">From the text as it is to the text as it shall be, or a refusal. Not kept beyond the call.</param>
    /// <param name="told">Who wrote, and when; UTC.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    Task<Result> ChangeAsOfAsync(
        LiveTextId id,
        Func<Document, Result<Document>> change,
        (LiveWriter By, DateTimeOffset At) told,
        CancellationToken cancel
    );

    /// <summary>Tells everybody who has the text open something, after the commit: a JSON object with a <c>kind</c>.</summary>
    /// <param name="id">The text.</param>
    /// <param name="json">Such as <c>{"kind":"comments"}</c>; at most 4,000 characters.</param>
    /// <param name="cancel">Stops before anything is told.</param>
    Task TellAsync(LiveTextId id, string json, CancellationToken cancel);

    /// <summary>When who wrote, the newest session first.</summary>
    Task<IReadOnlyList<WritingSession>> SessionsAsync(LiveTextId id, int most, CancellationToken cancel);

    /// <summary>Who wrote what of the present text, down to characters: passages in the order of the text.</summary>
    Task<IReadOnlyList<LivePassage>> PassagesAsync(LiveTextId id, CancellationToken cancel);

    /// <summary>How many characters of the present text each writer wrote, in no order that ranks them (by their ids).</summary>
    Task<IReadOnlyList<LiveShare>> SharesAsync(LiveTextId id, CancellationToken cancel);

    /// <summary>Takes something out of the text for good: log and earlier states go, and copies in browsers cannot bring it back.</summary>
    /// <remarks>Everybody who has the text open must open it anew. Changes that were not stored before are lost, and said to be.</remarks>
    /// <param name="id">The text.</param>
    /// <param name="without">The text without the passage, or a refusal.</param>
    /// <param name="by">Who takes it out.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    Task<Result> EraseAsync(LiveTextId id, Func<Document, Result<Document>> without, LiveWriter by, CancellationToken cancel);
}

/// <summary>How a live text begins.</summary>
/// <param name="Kind">The kind of its gate, such as <c>case-study</c>.</param>
/// <param name="Hub">The hub to which it belongs.</param>
/// <param name="Document">What it says at first.</param>
public sealed record LiveBeginning(string Kind, HubId Hub, Document Document);

/// <summary>Names what a live text says at one moment.</summary>
/// <param name="Lineage">See <see cref="LiveTextState"/>.</param>
/// <param name="Sequence">See <see cref="LiveTextState"/>.</param>
public sealed record LiveTextMoment(string Lineage, long Sequence);

/// <summary>A change that is worked out and not made yet.</summary>
public sealed record LiveTextPlan
{
    /// <summary>The text.</summary>
    public required LiveTextId Id { get; init; }

    /// <summary>The moment for which it was worked out.</summary>
    public required LiveTextMoment From { get; init; }

    /// <summary>What the text said then.</summary>
    public required Document Before { get; init; }

    /// <summary>What changes, as a Yjs update; empty for nothing.</summary>
    internal byte[] Change { get; init; } = [];
}

/// <summary>A live text at one moment.</summary>
/// <param name="Document">What it says.</param>
/// <param name="Lineage">Changes only when something was taken out for good; positions of another lineage mean nothing.</param>
/// <param name="Sequence">Grows with every stored change; within one lineage equal numbers mean equal texts.</param>
/// <param name="Vector">The Yjs state vector.</param>
public sealed record LiveTextState(Document Document, string Lineage, long Sequence, byte[] Vector)
{
    /// <summary>The same as a Yjs update of format 1, to resolve positions in.</summary>
    public required byte[] Update { get; init; }
}

/// <summary>A stretch of writing: it ends when nobody writes for 30 minutes.</summary>
/// <param name="StartedAt">The first change; UTC.</param>
/// <param name="EndedAt">The last change so far; UTC.</param>
/// <param name="Writers">Who took part, each once.</param>
public sealed record WritingSession(DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<WritingPart> Writers);

/// <summary>What one writer did in a session.</summary>
/// <param name="Writer">The id of the writer, see <see cref="LiveWriter.Id"/>.</param>
/// <param name="CharactersAdded">UTF-16 units written.</param>
/// <param name="CharactersRemoved">UTF-16 units taken away, own ones too.</param>
/// <param name="WordsAdded">About how many words were begun.</param>
public sealed record WritingPart(string Writer, int CharactersAdded, int CharactersRemoved, int WordsAdded);

/// <summary>Words beside each other that one writer wrote.</summary>
/// <param name="Block">The id of the nearest block or section around them; empty when it has none.</param>
/// <param name="Writer">The id of the writer, see <see cref="LiveWriter.Id"/>.</param>
/// <param name="Text">The words.</param>
public sealed record LivePassage(string Block, string Writer, string Text)
{
    /// <summary>Who brought the words under the writer's name when it was not the writer: somebody whose browser held them.</summary>
    public string? BroughtBy { get; init; }
}

/// <summary>How much of the present text is by one writer.</summary>
/// <param name="Writer">The id of the writer, see <see cref="LiveWriter.Id"/>.</param>
/// <param name="Characters">UTF-16 units of text.</param>
public sealed record LiveShare(string Writer, int Characters);
