namespace Residency.Foundation.LiveText.Storage;

/// <summary>Who writes under which number of Yjs in one text.</summary>
internal sealed class Authors
{
    // Of each client the claims in the order of their clocks: nearly always one.
    private readonly Dictionary<long, List<StoredAuthor>> _byClient = [];

    public Authors(IEnumerable<StoredAuthor> known)
    {
        foreach (var one in known.OrderBy(author => author.FromClock))
        {
            Add(one);
        }
    }

    /// <summary>Whose number it is; null when nobody has used it yet.</summary>
    public string? OwnerOf(long client) => _byClient.TryGetValue(client, out var all) ? all[0].Writer : null;

    /// <summary>What must be written down when somebody sends units; null when it is known.</summary>
    /// <param name="text">The text.</param>
    /// <param name="client">The number under which they were written.</param>
    /// <param name="from">The first new unit.</param>
    /// <param name="sender">Who sends them.</param>
    public StoredAuthor? Claim(LiveTextId text, long client, int from, string sender)
    {
        if (!_byClient.TryGetValue(client, out var all))
        {
            return StoredAuthor.Of(text, client, from, sender);
        }

        var (owner, last) = (all[0].Writer, all[^1]);
        var broughtBy = owner == sender ? "" : sender;
        return last.BroughtBy == broughtBy ? null : StoredAuthor.Of(text, client, from, owner, broughtBy);
    }

    /// <summary>Remembers what was written down.</summary>
    public void Add(StoredAuthor author)
    {
        if (!_byClient.TryGetValue(author.Client, out var all))
        {
            _byClient[author.Client] = [author];
        }
        else if (all[^1].FromClock < author.FromClock)
        {
            all.Add(author);
        }
    }

    /// <summary>Who wrote a unit, and who brought it if that was somebody else; the house when nobody claimed it.</summary>
    public (string Writer, string? BroughtBy) Of(long client, int clock)
    {
        if (!_byClient.TryGetValue(client, out var all))
        {
            return (LiveWriter.House.Id, null);
        }

        var claim = all.FindLast(one => one.FromClock <= clock) ?? all[0];
        return (claim.Writer, claim.BroughtBy.Length > 0 ? claim.BroughtBy : null);
    }
}
