using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.LiveText.Wire;

namespace Residency.Foundation.LiveText.Sockets;

/// <summary>What is said over one socket, from the first message to the last.</summary>
internal sealed class Conversation(
    LiveSocket socket,
    LiveCaller caller,
    LiveTextId id,
    OpenTexts texts,
    Rights rights,
    LiveTokens tokens,
    LiveTextSettings settings,
    TimeProvider clock
)
{
    private const int LongestAddress = 200;
    private const int LongestToken = 8000;
    private const int LongestWord = 64 << 10;

    private static readonly TimeSpan s_toAuthenticate = TimeSpan.FromSeconds(15);

    private readonly Budget _budget = new(settings, clock);
    private OpenText? _text;
    private Seat? _seat;
    private string? _address;

    /// <summary>Reads and acts until the socket is closed.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(s_toAuthenticate, clock);
        await using var _ = deadline.Token.Register(TooLate);
        try
        {
            while (await socket.ReceiveAsync(cancel) is { } message)
            {
                var wait = _budget.Spend(message.Length);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, clock, cancel);
                }

                if (!socket.IsClosing)
                {
                    await HearAsync(message, cancel);
                }
            }
        }
        catch (BadMessageException)
        {
            await LeaveAsync();
            socket.Close(CloseCode.Refused, "bad frame");
        }
        catch (OperationCanceledException)
        {
            // The line is gone.
        }
        finally
        {
            await LeaveAsync();
        }
    }

    private void TooLate()
    {
        if (_seat is null)
        {
            socket.Close(CloseCode.NotSignedIn, "no token came");
        }
    }

    private async ValueTask HearAsync(byte[] message, CancellationToken cancel)
    {
        if (_seat is not null)
        {
            _seat.HeardAt = clock.GetTimestamp();
        }

        if (message.Length <= 1)
        {
            if (message is [(byte)MessageKind.Ping])
            {
                socket.Outbox.Send(Frames.Pong);
            }

            return;
        }

        var reader = new MessageReader(message);
        var address = reader.Text(LongestAddress);
        if (_address is not null && address != _address)
        {
            throw new BadMessageException("one socket, one text");
        }

        var kind = (MessageKind)reader.VarUint();
        if (kind == MessageKind.Auth)
        {
            await AuthenticateAsync(address, reader, cancel);
            return;
        }

        if (_seat is null || _text is null)
        {
            HearStranger(kind);
            return;
        }

        if (caller.HasEnded(clock.GetUtcNow()))
        {
            _seat.Close(CloseCode.NotSignedIn, Upkeep.ShowAgain);
        }
        else if (_seat.Held.Beat != rights.Beat)
        {
            var held = await rights.AskAsync(caller, _text.Kind, id, cancel);
            _text.Regrant(_seat, held);
        }

        if (!_seat.IsGone)
        {
            await ActAsync(_text, _seat, kind, reader);
        }
    }

    // What a provider says before its token has come is said again when both sides compare what they have.
    private void HearStranger(MessageKind kind)
    {
        if (
            kind
            is not (
                MessageKind.Sync
                or MessageKind.SyncReply
                or MessageKind.Presence
                or MessageKind.AskPresence
                or MessageKind.Close
            )
        )
        {
            socket.Close(CloseCode.NotSignedIn, "no token came");
        }
    }

    private ValueTask ActAsync(OpenText text, Seat seat, MessageKind kind, MessageReader reader)
    {
        switch (kind)
        {
            case MessageKind.Sync or MessageKind.SyncReply:
                var step = reader.VarUint();
                var bytes = reader.Bytes();
                return step <= (ulong)SyncStep.Update
                    ? text.PostAsync(() => text.SyncAsync(seat, (SyncStep)step, bytes, kind == MessageKind.SyncReply))
                    : throw new BadMessageException("there is no such step");
            case MessageKind.Presence:
                var presence = reader.Bytes();
                return text.PostAsync(() => text.Present(seat, presence));
            case MessageKind.AskPresence:
                return text.PostAsync(() => text.TellPresence(seat));
            case MessageKind.Stateless:
                reader.Text(LongestWord); // our client says nothing that way
                return ValueTask.CompletedTask;
            case MessageKind.Close:
                return LeaveAsync();
            case MessageKind.Auth
            or MessageKind.BroadcastStateless
            or MessageKind.SyncStatus
            or MessageKind.Ping
            or MessageKind.Pong:
            default:
                throw new BadMessageException("a client does not say that");
        }
    }

    private async ValueTask AuthenticateAsync(string address, MessageReader reader, CancellationToken cancel)
    {
        if (reader.VarUint() != 0)
        {
            throw new BadMessageException("a client sends a token");
        }

        var token = tokens.Read(reader.Text(LongestToken), caller, id);
        if (_seat is not null)
        {
            return;
        }

        var frames = new Frames(address);
        if (token is null)
        {
            Deny(frames, CloseCode.NotSignedIn, "The token is not valid any more.");
            return;
        }

        if (token.Schema != ILiveSockets.Schema)
        {
            Deny(frames, CloseCode.TooOld, "Reload the page: it is older than the server.");
            return;
        }

        await SitDownAsync(address, token, frames, cancel);
    }

    private async ValueTask SitDownAsync(string address, LiveToken token, Frames frames, CancellationToken cancel)
    {
        try
        {
            if (await texts.OpenAsync(id) is not { } text || address.Split('\0')[0] != text.Name)
            {
                Deny(frames, CloseCode.NotThere, "There is no such text.");
                return;
            }

            if (token.Lineage != text.Lineage)
            {
                Deny(frames, CloseCode.OtherLineage, "A part of this text was taken out. Open it again.");
                return;
            }

            var held = await rights.AskAsync(caller, text.Kind, id, cancel);
            if (held.Grant.Mode == LiveMode.None)
            {
                Deny(frames, CloseCode.NoRights, "You have no right to this text.");
                return;
            }

            (_text, _address) = (text, address);
            _seat = new Seat(socket, caller, frames, held) { IsPlain = address == text.Name };
            var seat = _seat;
            await text.PostAsync(() => text.Join(seat));
        }
        catch (UnreadableTextException)
        {
            Deny(frames, CloseCode.Unreadable, "This text cannot be opened at present. The operator has been told.");
        }
        catch (Exception broken) when (Residency.Foundation.Storage.StorageTroubles.Of(broken) is not null)
        {
            Deny(frames, CloseCode.TryAgainLater, "This text cannot be opened at present. Try again soon.");
        }
    }

    private void Deny(Frames frames, CloseCode code, string reason)
    {
        socket.Outbox.Send(frames.Denied(reason));
        socket.Close(code, reason);
    }

    private async ValueTask LeaveAsync()
    {
        if (_seat is { } seat && _text is { } text)
        {
            (_seat, _text, _address) = (null, null, null);
            await text.PostAsync(() => text.Leave(seat));
        }
    }
}
