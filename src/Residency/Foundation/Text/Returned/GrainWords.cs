namespace Residency.Foundation.Text.Returned;

/// <summary>Whole words of grains, of which each may bear other marks, and the pieces that they are cut into.</summary>
internal sealed class GrainWords
{
    private readonly IReadOnlyList<Grain> _grains;
    private readonly List<int> _starts = []; // of each word, its first grain
    private readonly List<Grain> _pieces = [];
    private readonly List<int> _from = [];
    private int _next;

    internal GrainWords(IReadOnlyList<Grain> grains)
    {
        _grains = grains;
        for (var i = 0; i < grains.Count; i++)
        {
            if (i == 0 || !Grains.IsWord(grains[i]) || !Grains.IsWord(grains[i - 1]))
            {
                _starts.Add(i);
            }
        }

        Words = [.. _starts.Select((first, word) => Whole(first, Range(word).End))];
    }

    /// <summary>The words, and everything that is none; equal keys for what is the same.</summary>
    internal IReadOnlyList<Grain> Words { get; }

    /// <summary>The grains with their cuts so far.</summary>
    internal IReadOnlyList<Grain> Pieces => _pieces;

    /// <summary>For each piece, the place of the grain to which it belongs.</summary>
    internal IReadOnlyList<int> From => _from;

    /// <summary>After which letters a word is cut, the last one included; 0 alone for what is no word.</summary>
    internal IReadOnlyList<int> CutsOf(int word)
    {
        var (first, end) = Range(word);
        if (!Grains.IsWord(_grains[first]))
        {
            return [0];
        }

        var length = 0;
        return [.. _grains.Skip(first).Take(end - first).Select(grain => length += grain.Text.Length)];
    }

    /// <summary>Whether one of the words from the next on up to one, without that, is more than one grain.</summary>
    internal bool HasParts(int word) =>
        Enumerable.Range(_next, word - _next).Any(each => Range(each) is var (first, end) && end > first + 1);

    /// <summary>Leaves all words before one as they are.</summary>
    internal void CutUpTo(int word)
    {
        while (_next < word)
        {
            CutAt(_next, CutsOf(_next));
        }
    }

    /// <summary>Cuts the next word.</summary>
    /// <param name="word">The one after that which was cut last.</param>
    /// <param name="cuts">At least those that it has.</param>
    internal void CutAt(int word, IReadOnlyList<int> cuts)
    {
        var (grain, _) = Range(word);
        _next = word + 1;
        if (!Grains.IsWord(_grains[grain]))
        {
            _pieces.Add(_grains[grain]);
            _from.Add(grain);
            return;
        }

        var (start, from) = (0, 0); // of the grain, of the piece
        foreach (var cut in cuts)
        {
            var text = _grains[grain].Text;
            var piece = text[(from - start)..(cut - start)];
            _pieces.Add(_grains[grain] with { Key = piece, Inline = ((Run)_grains[grain].Inline!) with { Text = piece } }); // a word is a run
            _from.Add(grain);
            from = cut;
            if (cut == start + text.Length)
            {
                (start, grain) = (cut, grain + 1);
            }
        }
    }

    private Grain Whole(int first, int end) =>
        end == first + 1
            ? _grains[first]
            : _grains[first] with
            {
                Key = string.Concat(_grains.Skip(first).Take(end - first).Select(grain => grain.Key)),
            };

    private (int First, int End) Range(int word) => (_starts[word], word + 1 < _starts.Count ? _starts[word + 1] : _grains.Count);
}
