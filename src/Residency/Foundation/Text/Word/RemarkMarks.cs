using System.Text;

namespace Residency.Foundation.Text.Word;

/// <summary>Where in the text remarks stand, and on which words.</summary>
internal sealed class RemarkMarks
{
    private const int LongestQuotation = 2_000;
    private const int MostOpen = 500;
    private readonly Dictionary<string, RemarkPlace> _places = new(StringComparer.Ordinal);
    private readonly List<RemarkPlace> _open = [];
    private readonly List<RemarkPlace> _waiting = [];

    internal RemarkPlace? Find(string id) => _places.GetValueOrDefault(id);

    internal void Begin(string? id)
    {
        if (Place(id) is { } place && _open.Count < MostOpen)
        {
            _open.Add(place);
        }
    }

    internal void End(string? id)
    {
        if (id is not null && _places.TryGetValue(id, out var place))
        {
            _open.Remove(place);
        }
    }

    /// <summary>The sign of a remark, which stands alone when the remark is on no words.</summary>
    internal void Sign(string? id) => Place(id);

    internal void Add(string words)
    {
        foreach (var place in _open.Where(place => place.Words.Length < LongestQuotation))
        {
            place.Words.Append(words);
        }
    }

    internal void Settle(string block)
    {
        _waiting.ForEach(place => place.Block = block);
        _waiting.Clear();
    }

    private RemarkPlace? Place(string? id)
    {
        var place = new RemarkPlace();
        if (id is null || !_places.TryAdd(id, place))
        {
            return null;
        }

        _waiting.Add(place);
        return place;
    }
}

/// <summary>Where a remark stands.</summary>
internal sealed class RemarkPlace
{
    internal StringBuilder Words { get; } = new();

    /// <summary>The temporary id of the block in which it begins; null until that block is known.</summary>
    internal string? Block { get; set; }
}
