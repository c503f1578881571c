using System.Text;

namespace Residency.Foundation.Text.Word;

/// <summary>Where in the text remarks stand, and on which words.</summary>
internal sealed class RemarkMarks
{
    private const int LongestQuotation = 2_000;
    private readonly Dictionary<string, RemarkPlace> _places = new(StringComparer.Ordinal);
    private readonly List<RemarkPlace> _open = [];

    internal RemarkPlace? Find(string id) => _places.GetValueOrDefault(id);

    internal void Begin(string? id)
    {
        if (id is not null && _places.TryAdd(id, new RemarkPlace()))
        {
            _open.Add(_places[id]);
        }
    }

    internal void End(string? id)
    {
        if (id is not null && _places.TryGetValue(id, out var place))
        {
            _open.Remove(place);
            place.HasWords = true;
        }
    }

    /// <summary>The sign of a remark, which stands alone when the remark is on no words.</summary>
    internal void Sign(string? id)
    {
        if (id is not null)
        {
            _places.TryAdd(id, new RemarkPlace());
        }
    }

    internal void Add(string words)
    {
        foreach (var place in _open.Where(place => place.Words.Length < LongestQuotation))
        {
            place.Words.Append(words);
        }
    }

    internal void Settle(string block)
    {
        foreach (var place in _places.Values.Where(place => place.Block is null))
        {
            place.Block = block;
        }
    }
}

/// <summary>Where a remark stands.</summary>
internal sealed class RemarkPlace
{
    internal StringBuilder Words { get; } = new();

    internal bool HasWords { get; set; }

    /// <summary>The temporary id of the block in which it begins; null until that block is known.</summary>
    internal string? Block { get; set; }
}
