using System.Text.Json;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.LiveText.Wire;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>What becomes of updates that reach a text: judged, forwarded, handed to the log, acknowledged; or refused.</summary>
/// <remarks>Used by the loop of its text alone.</remarks>
internal sealed class Intake(OpenText text, LiveParts parts, InFlight inFlight)
{
    private const int WarnFrom = 70; // percent
    private const int WarnAgain = 5;

    private bool _hasDeferred;
    private int _warnedAt;

    /// <summary>An update from a client.</summary>
    public async ValueTask TakeAsync(Seat seat, byte[] bytes)
    {
        var verdict = text.Manuscript.Take(bytes, seat, parts.Clock.GetUtcNow());
        switch (verdict.Kind)
        {
            case VerdictKind.Known:
                inFlight.Acknowledge(seat);
                break;
            case VerdictKind.Waits:
                Defer(seat, bytes);
                break;
            case VerdictKind.Refused:
                await RefuseAsync(seat, verdict);
                break;
            case VerdictKind.Accepted:
                await AcceptAsync(seat, verdict);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Changes that others have stored.</summary>
    public async ValueTask TakeStoredAsync(IReadOnlyList<byte[]> rows)
    {
        foreach (var bytes in rows)
        {
            if (text.Manuscript.TakeStored(bytes) is { } change)
            {
                text.Manuscript.Unfolded++;
                inFlight.MarkSaved(IncomingUpdate.Read(change).Brings);
                text.Forward(change, but: null);
            }
        }

        if (text.Manuscript.Doc.IsWaiting)
        {
            // What they build on was folded away while this node heard nothing: whoever opens the text again gets all of it.
            text.Shut(CloseCode.TryAgainLater, "Opening the text again.");
            return;
        }

        await TryDeferredAsync();
    }

    private async ValueTask AcceptAsync(Seat seat, Verdict verdict)
    {
        seat.HasWritten = true;
        text.Forward(verdict.Change, but: seat);
        var ticket = inFlight.Add(seat, verdict.Change);
        await parts.Log.AddAsync(
            new LogEntry(text.Id, text.Lineage, verdict.Change, verdict.Moment)
            {
                Run = text.Run,
                Authors = verdict.Authors,
                Stored = _ => Stored(ticket),
                Lost = because => text.Post(() => Lost(because)),
            }
        );
        WarnWhenFull();
        await TryDeferredAsync();
    }

    // On the thread of the log, so that the sender learns it at once.
    private void Stored(InFlight.Ticket ticket)
    {
        inFlight.Done(ticket);
        text.Manuscript.Unfolded++;
    }

    private void Lost(LostBecause because)
    {
        inFlight.Clear();
        if (because == LostBecause.OtherLineage)
        {
            text.Shut(CloseCode.OtherLineage, "A part of this text was taken out. Open it again.");
        }
        else
        {
            text.Shut(CloseCode.TryAgainLater, "Your changes cannot be stored at present. They stay in your browser.");
        }
    }

    private async ValueTask RefuseAsync(Seat seat, Verdict verdict)
    {
        Log.Refused(parts.Logger, text.Id.Value, seat.Caller.Id, verdict.Reason);
        if (verdict.Bug is { } bug)
        {
            Log.Bug(parts.Logger, bug, text.Id.Value);
        }

        seat.Refuse(verdict.Reason);
        parts.Refused(seat.Caller);
        if (verdict.LeftTraces)
        {
            await MakeAnewAsync();
        }
    }

    // From what is stored and what was accepted since. Nobody but the sender has seen what was refused.
    private async ValueTask MakeAnewAsync()
    {
        var accepted = inFlight.All();
        if (await parts.LoadAsync(text.Id) is not { } loaded || loaded.Text.Lineage != text.Lineage)
        {
            Lost(LostBecause.OtherLineage);
            return;
        }

        text.Take(loaded with { Authors = text.Manuscript.Authors, Signatures = text.Manuscript.Signatures });
        accepted.ForEach(change => text.Manuscript.TakeStored(change));
    }

    private void Defer(Seat seat, byte[] bytes)
    {
        if (seat.Deferred.Count >= Seat.MostDeferred || seat.DeferredBytes + bytes.Length > Seat.MostDeferredBytes)
        {
            seat.Refuse("It builds on changes that never came.");
            return;
        }

        seat.Deferred.Add(bytes);
        seat.DeferredBytes += bytes.Length;
        if (seat.Deferred.Count == 1)
        {
            _hasDeferred = true;
            seat.DeferredAt = parts.Clock.GetTimestamp();
            if (!seat.IsAsked)
            {
                text.AskForAll(seat);
            }
        }
    }

    private async ValueTask TryDeferredAsync()
    {
        if (!_hasDeferred)
        {
            return;
        }

        _hasDeferred = false;
        foreach (var seat in text.Seats.Where(seat => seat.Deferred.Count > 0))
        {
            var again = seat.Deferred.ToList();
            seat.Deferred.Clear();
            seat.DeferredBytes = 0;
            foreach (var bytes in again)
            {
                if (!seat.IsGone)
                {
                    await TakeAsync(seat, bytes);
                }
            }
        }
    }

    private void WarnWhenFull()
    {
        if (text.Manuscript.Percent < WarnFrom || text.Manuscript.Percent < _warnedAt + WarnAgain)
        {
            return;
        }

        text.Manuscript.Measure();
        var percent = text.Manuscript.Percent;
        if (percent >= WarnFrom)
        {
            _warnedAt = percent;
            Log.NearlyFull(parts.Logger, text.Id.Value, percent);
            text.Tell(JsonSerializer.Serialize(new { kind = "full", percent }));
        }

        if (percent >= 100)
        {
            foreach (var seat in text.Seats)
            {
                text.Curb(seat);
                seat.TellGrant();
            }
        }
    }
}
