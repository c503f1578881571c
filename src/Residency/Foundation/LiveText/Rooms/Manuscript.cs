using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.LiveText.Storage;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>A text in memory, and the judge of what may change it.</summary>
/// <remarks>Used by the loop of its text alone.</remarks>
internal sealed class Manuscript
{
    /// <summary>What one update from a browser may hold.</summary>
    public static readonly DecodingLimits Limits = new()
    {
        Bytes = Wire.LiveSocket.LongestMessage,
        Structs = 400_000,
        DeletedRanges = 400_000,
        Depth = 16,
    };

    /// <summary>What somebody is told whose change would make a text too large.</summary>
    public const string TooLarge = "The text is as large as it may be. Move a part of it into another one.";

    /// <summary>Under how many numbers that the text does not know yet one update may write: others' words that came to a browser last.</summary>
    private const int MostNewcomers = 300;

    /// <summary>Under how many numbers a text may have been written; every visit that writes has one of its own.</summary>
    private const int MostNumbers = 50_000;

    private readonly LiveTextId _id;
    private readonly long _mostBytes;
    private readonly WordCount _words = new();
    private readonly Judging _judging;
    private byte[]? _change;
    private Transaction? _transaction;

    /// <summary>A text as it was loaded.</summary>
    /// <param name="loaded">As it is stored.</param>
    /// <param name="mostBytes">How large it may become.</param>
    public Manuscript(LoadedText loaded, long mostBytes)
    {
        (_id, Doc, Authors, _mostBytes) = (loaded.Text.Id, loaded.Doc, loaded.Authors, mostBytes);
        (Size, Unfolded, Lineage, Damage) = (loaded.Size, loaded.Unfolded, loaded.Text.Lineage, loaded.Damage);
        Signatures = loaded.Signatures;
        Signatures.Add(Doc);
        _judging = new Judging(Doc, Signatures);
        Doc.Ended += transaction => _transaction ??= transaction;
        Doc.Updated += (change, _) => _change ??= change;
    }

    public YDoc Doc { get; }

    public Authors Authors { get; }

    /// <summary>Under whose names suggestions stand or stood.</summary>
    public Signatures Signatures { get; }

    public string Lineage { get; }

    /// <summary>What of the stored bytes cannot be used; empty when all can. Then nothing may change it.</summary>
    public string Damage { get; }

    /// <summary>About how many bytes it takes on the wire.</summary>
    public long Size { get; private set; }

    /// <summary>How many stored changes stand in no snapshot.</summary>
    public int Unfolded { get; set; }

    /// <summary>How full it is, in percent.</summary>
    public int Percent => (int)Math.Min(999, Size * 100 / _mostBytes);

    /// <summary>Measures it again: what was deleted takes no room.</summary>
    public void Measure() => Size = Doc.Encode().Length;

    /// <summary>Judges an update and applies it if it may be.</summary>
    public Verdict Take(byte[] bytes, Seat seat, DateTimeOffset now)
    {
        IncomingUpdate update;
        try
        {
            update = IncomingUpdate.Read(bytes, Limits);
        }
        catch (YjsFormatException broken)
        {
            return Verdict.Refused(broken.Message);
        }

        if (update.IsKnownTo(Doc))
        {
            return Verdict.Known;
        }

        if (WhyNot(update, seat, bytes.Length) is { } why)
        {
            return Verdict.Refused(why);
        }

        if (!update.IsCompleteFor(Doc))
        {
            return Verdict.Waits;
        }

        if (Claims(update, seat) is not { } claims)
        {
            return Verdict.Refused("It carries words under the name of somebody else.");
        }

        return _judging.WhyForged(update, seat, now) is { } forged ? Verdict.Refused(forged) : Apply(update, seat, claims, now);
    }

    /// <summary>Applies what is stored already.</summary>
    /// <returns>What changed; null when nothing did.</returns>
    public byte[]? TakeStored(byte[] bytes)
    {
        (_change, _transaction) = (null, null);
        var update = IncomingUpdate.Read(bytes);
        _judging.Coming(update);
        Doc.Apply(update);
        if (_transaction is not null)
        {
            _judging.Forget(_transaction);
        }

        Size += _change?.Length ?? 0;
        return _change;
    }

    private Verdict Apply(IncomingUpdate update, Seat seat, List<StoredAuthor> claims, DateTimeOffset now)
    {
        var words = _words.Begun(update, Doc);
        var before = _judging.Before(seat);
        _judging.Coming(update);
        (_change, _transaction) = (null, null);
        try
        {
            Doc.Apply(update);
        }
        // Nobody's bytes may close the text for others; the text is made anew and the sender is sent away.
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            return new Verdict(VerdictKind.Refused, "It could not be applied.") { LeftTraces = true, Bug = bug };
        }

        if (_change is null || _transaction is null)
        {
            return Verdict.Known;
        }

        var why = Doc.IsWaiting
            ? "It holds parts that depend on each other in a circle."
            : _judging.After(before, _transaction, seat);
        if (why is not null)
        {
            return new Verdict(VerdictKind.Refused, why) { LeftTraces = true };
        }

        claims.ForEach(Authors.Add);
        Size += _change.Length;
        return new Verdict(VerdictKind.Accepted)
        {
            Change = _change,
            Authors = claims,
            Moment = new WritingMoment(now, seat.Writer.Id, _transaction.LettersAdded, _transaction.LettersDeleted, words),
        };
    }

    private string? WhyNot(IncomingUpdate update, Seat seat, int length)
    {
        if (seat.Mode < LiveMode.Suggest)
        {
            return seat.Curb.Length > 0 ? seat.Curb : "You may read this text but not change it.";
        }

        if (!update.IsWithin(Judging.Root))
        {
            return "It writes outside the text.";
        }

        var newcomers = update.Brings.Count(part => Doc.ClockOf(part.Client) == 0);
        return newcomers > MostNewcomers ? "It writes under more numbers than people write at once."
            : (newcomers > 0 && newcomers + Doc.ClientCount > MostNumbers) || Size + length > _mostBytes ? TooLarge
            : null;
    }

    // Words of a known writer keep their writer when somebody brings them whose browser held them; only editors may.
    private List<StoredAuthor>? Claims(IncomingUpdate update, Seat seat)
    {
        List<StoredAuthor> claims = [];
        foreach (var (client, first, end) in update.Brings)
        {
            var from = Math.Max(first, Doc.ClockOf(client));
            if (end <= from)
            {
                continue;
            }

            if (seat.Mode < LiveMode.Edit && Authors.OwnerOf(client) is { } owner && owner != seat.Writer.Id)
            {
                return null;
            }

            if (Authors.Claim(_id, client, from, seat.Writer.Id) is { } claim)
            {
                claims.Add(claim);
            }
        }

        return claims;
    }
}

/// <summary>About how many words somebody begins: a letter or digit that follows none.</summary>
internal sealed class WordCount
{
    private const int MostKept = 10_000;
    private readonly Dictionary<long, (int End, bool InWord)> _last = [];

    /// <summary>Counts in what an update brings that the document does not have.</summary>
    public int Begun(IncomingUpdate update, YDoc doc)
    {
        var begun = 0;
        foreach (var (id, text) in update.Texts)
        {
            if (id.Clock < doc.ClockOf(id.Client))
            {
                continue;
            }

            var inWord = _last.TryGetValue(id.Client, out var last) && last.End == id.Clock && last.InWord;
            foreach (var letter in text)
            {
                var isWord = char.IsLetterOrDigit(letter) || letter is '\'' or '’';
                begun += isWord && !inWord ? 1 : 0;
                inWord = isWord;
            }

            if (_last.Count >= MostKept)
            {
                _last.Clear();
            }

            _last[id.Client] = (id.Clock + text.Length, inWord);
        }

        return begun;
    }
}
