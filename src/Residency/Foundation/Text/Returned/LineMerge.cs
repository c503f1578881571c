using System.Text;

namespace Residency.Foundation.Text.Returned;

/// <summary>Puts what a file does to a line into the line as it is now.</summary>
internal sealed class LineMerge
{
    private readonly RowEdit _edit;
    private readonly IReadOnlyList<Grain> _now;
    private readonly int[] _pairs;
    private readonly bool _decides;
    private readonly List<Grain>[] _new; // what came in here since, before each grain and after the last
    private readonly bool[] _isDone; // what comes in, by its gap, when it stands here already
    private readonly bool[] _isGone; // what goes, by its grain, when it is gone here already

    internal LineMerge(RowEdit edit, Sequence<Inline> now, bool decides)
    {
        var match = GrainPairs.Match(edit.Grains, [.. Grains.Of(now)]);
        (_edit, _decides) = (edit.Cut(match.Before, match.BeforeFrom), decides);
        (_now, _pairs) = (match.After, match.Pairs);
        _new = Enumerable.Range(0, _pairs.Length + 1).Select(_ => new List<Grain>()).ToArray();
        _isDone = new bool[_pairs.Length + 1];
        _isGone = new bool[_pairs.Length];
        var images = new HashSet<int>(_pairs.Where(pair => pair >= 0));
        var (gap, next) = (0, 0);
        for (var i = 0; i < _now.Count; i++)
        {
            if (!images.Contains(i))
            {
                _new[gap].Add(_now[i]);
                continue;
            }

            while (_pairs[next] != i)
            {
                next++;
            }

            gap = ++next;
        }
    }

    /// <summary>What the file does, cut as it was compared with the line.</summary>
    internal RowEdit Edit => _edit;

    /// <summary>The words of both sides where both changed the same words.</summary>
    internal List<(string Here, string There)> Conflicts { get; } = [];

    /// <summary>Words of the file that stand here, or are gone here, already.</summary>
    internal List<string> Already { get; } = [];

    /// <summary>Whether what the file puts in before a grain stands here already.</summary>
    internal bool IsHere(int gap) => _isDone[gap];

    /// <summary>Whether a grain that the file takes out is gone here already.</summary>
    internal bool IsGone(int grain) => _isGone[grain];

    /// <summary>The grains of the line with the changes in it; beginnings of new lines among them.</summary>
    internal List<Grain> Apply()
    {
        Compare();
        var coming = new Dictionary<int, List<Grain>>();
        for (var gap = 0; gap < _edit.Inserts.Length; gap++)
        {
            if (!_isDone[gap])
            {
                // A line that comes after this one comes after everything that was written into this one here.
                var own = gap < _pairs.Length ? [] : _edit.Inserts[gap].SkipWhile(grain => !grain.IsStart).ToList();
                Put(PlaceOf(gap), _edit.Inserts[gap].SkipLast(own.Count));
                Put(_now.Count, own);
            }
        }

        void Put(int at, IEnumerable<Grain> grains)
        {
            if (!coming.TryGetValue(at, out var list))
            {
                coming[at] = list = [];
            }

            list.AddRange(grains);
        }

        var owners = new Dictionary<int, int>();
        for (var i = 0; i < _pairs.Length; i++)
        {
            if (_pairs[i] >= 0)
            {
                owners[_pairs[i]] = i;
            }
        }

        var merged = new List<Grain>();
        for (var i = 0; i <= _now.Count; i++)
        {
            if (coming.TryGetValue(i, out var new_))
            {
                merged.AddRange(new_.Select(Grains.Coming));
            }

            if (i < _now.Count && Kept(_now[i], owners.TryGetValue(i, out var owner) ? _edit.Edits[owner] : null) is { } kept)
            {
                merged.Add(kept);
            }
        }

        return merged;
    }

    private Grain? Kept(Grain grain, GrainEdit? edit)
    {
        if (edit?.Delete is { } gone)
        {
            return grain.Deleted is null ? With(grain, gone) : grain;
        }

        return !_decides
            ? grain
            : edit?.Decided switch
            {
                Decided.InsertionAccepted => Without<Inserted>(grain),
                Decided.DeletionRejected => Without<Deleted>(grain),
                Decided.InsertionRejected when grain.Inserted is not null => null,
                Decided.DeletionAccepted when grain.Deleted is not null => null,
                _ => grain,
            };
    }

    private static Grain With(Grain grain, Mark mark) =>
        grain with
        {
            Inline = grain.Inline! with { Marks = Marks.Tidy([mark, .. grain.Inline.Marks]) }, // grains of a line are no beginnings
            Deleted = mark as Deleted ?? grain.Deleted,
        };

    private static Grain Without<T>(Grain grain) =>
        grain with
        {
            Inline = grain.Inline! with { Marks = grain.Inline.Marks.Where(mark => mark is not T).ToSequence() }, // as above
        };

    private int PlaceOf(int gap)
    {
        if (gap > 0 && _pairs[gap - 1] >= 0)
        {
            return _pairs[gap - 1] + 1;
        }

        if (gap < _pairs.Length && _pairs[gap] >= 0)
        {
            return _pairs[gap];
        }

        for (var i = gap - 1; i >= 0; i--)
        {
            if (_pairs[i] >= 0)
            {
                return _pairs[i] + 1;
            }
        }

        return 0;
    }

    // Stretches in which something changed on both sides: the same, or each its own.
    private void Compare()
    {
        for (var gap = 0; gap <= _edit.Grains.Count; )
        {
            var end = gap;
            while (end < _edit.Grains.Count && (_edit.Edits[end]?.Delete is not null || _pairs[end] < 0))
            {
                end++;
            }

            Stretch(gap, end);
            gap = end + 1;
        }
    }

    private void Stretch(int from, int to)
    {
        var gaps = Enumerable.Range(from, to - from + 1).ToList();
        var grains = Enumerable.Range(from, to - from).ToList();
        var here = Words(gaps.SelectMany(gap => _new[gap]).Where(grain => grain.Deleted is null));
        var there = Words(gaps.SelectMany(gap => _edit.Inserts[gap]).Where(grain => grain.Deleted is null));
        var goneHere = grains.Where(i => _pairs[i] < 0).ToList();
        var goneThere = grains.Where(i => _edit.Edits[i]?.Delete is not null).ToList();
        if (there.Length == 0 && goneThere.Count == 0)
        {
            return;
        }

        if (
            here == there && goneThere.Count > 0 && goneThere.All(i => _pairs[i] < 0 || _now[_pairs[i]].Deleted is not null)
            || here == there && goneThere.Count == 0 && there.Length > 0
        )
        {
            gaps.ForEach(gap => _isDone[gap] = true);
            goneThere.ForEach(grain => _isGone[grain] = true);
            Already.Add(there.Length > 0 ? there : Words(goneThere.Select(i => _edit.Grains[i])));
        }
        else if (here.Length > 0 && there.Length > 0 || there.Length > 0 && goneHere.Count > 0 && goneThere.Count > 0)
        {
            Conflicts.Add((here.Length > 0 ? here : "(taken out)", there));
        }
    }

    private static string Words(IEnumerable<Grain> grains) =>
        grains.Aggregate(new StringBuilder(), (words, grain) => words.Append(grain.Text)).ToString().Trim();
}
