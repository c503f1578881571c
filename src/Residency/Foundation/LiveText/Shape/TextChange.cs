using Residency.Foundation.Text;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Changes a text letter by letter, so that every letter that stays keeps its author and its place.</summary>
internal sealed class TextChange
{
    private readonly List<DeltaStep> _steps = [];
    private readonly Cursor _old;
    private readonly Cursor _made;

    private TextChange(ShapeText live, ShapeText target) => (_old, _made) = (new Cursor(live.Pieces), new Cursor(target.Pieces));

    internal static void Apply(ShapeText live, ShapeText target)
    {
        var change = new TextChange(live, target);
        change.Words(live.Words, target.Words);
        var steps = change._steps;
        while (steps is [.., { Insert: null, Delete: 0, Attributes.Count: 0 }])
        {
            steps.RemoveAt(steps.Count - 1);
        }

        if (steps.Count > 0)
        {
            live.Live!.ApplyDelta(steps); // what was taken down from a live text is there
        }
    }

    private void Words(string before, string after)
    {
        var (at, next) = (0, 0);
        var (gone, come) = (0, 0);
        foreach (var (change, word) in WordDiff.Script(WordDiff.Split(before), WordDiff.Split(after)))
        {
            switch (change)
            {
                case Change.Deleted:
                    gone += word.Length;
                    break;
                case Change.Inserted:
                    come += word.Length;
                    break;
                case Change.Kept:
                    Replace(before.AsSpan(at, gone), after.AsSpan(next, come));
                    Keep(word.Length);
                    (at, next, gone, come) = (at + gone + word.Length, next + come + word.Length, 0, 0);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        Replace(before.AsSpan(at, gone), after.AsSpan(next, come));
    }

    // Of two words that differ the letters at both ends may be the same.
    private void Replace(ReadOnlySpan<char> gone, ReadOnlySpan<char> come)
    {
        var head = gone.CommonPrefixLength(come);
        if (head > 0 && char.IsHighSurrogate(gone[head - 1]))
        {
            head--;
        }

        var most = Math.Min(gone.Length, come.Length) - head;
        var tail = 0;
        while (tail < most && gone[^(tail + 1)] == come[^(tail + 1)])
        {
            tail++;
        }

        if (tail > 0 && char.IsLowSurrogate(gone[^tail]))
        {
            tail--;
        }

        Keep(head);
        Delete(gone.Length - head - tail);
        Insert(come.Length - head - tail);
        Keep(tail);
    }

    private void Keep(int length)
    {
        while (length > 0)
        {
            var part = Math.Min(length, Math.Min(_old.Left, _made.Left));
            var delta = Difference(_old.Piece, _made.Piece);
            if (delta.Count == 0 && _steps is [.., { Insert: null, Delete: 0, Attributes.Count: 0 } last])
            {
                _steps[^1] = last with { Retain = last.Retain + part };
            }
            else
            {
                _steps.Add(new DeltaStep(Insert: null) { Retain = part, Attributes = delta });
            }

            _old.Forward(part);
            _made.Forward(part);
            length -= part;
        }
    }

    private void Delete(int length)
    {
        if (length > 0)
        {
            _steps.Add(new DeltaStep(Insert: null) { Delete = length });
            _old.Skip(length);
        }
    }

    private void Insert(int length)
    {
        while (length > 0)
        {
            var part = Math.Min(length, _made.Left);
            _steps.Add(new DeltaStep(_made.Piece.Text.Substring(_made.Offset, part)) { Attributes = _made.Piece.Formats });
            _made.Forward(part);
            length -= part;
        }
    }

    private static IReadOnlyDictionary<string, object?> Difference(ShapePiece old, ShapePiece made)
    {
        if (old.Marks == made.Marks)
        {
            return new Dictionary<string, object?>();
        }

        var delta = old
            .Formats.Keys.Where(name => !made.Formats.ContainsKey(name))
            .ToDictionary(name => name, object? (_) => null);
        foreach (var (name, value) in made.Formats)
        {
            if (!LiveNodes.SameValue(old.Formats.GetValueOrDefault(name), value))
            {
                delta[name] = value;
            }
        }

        return delta;
    }

    private sealed class Cursor(IReadOnlyList<ShapePiece> pieces)
    {
        private int _index;

        public int Offset { get; private set; }

        public ShapePiece Piece => pieces[_index];

        public int Left => Piece.Text.Length - Offset;

        public void Forward(int part)
        {
            Offset += part;
            if (Left == 0)
            {
                (_index, Offset) = (_index + 1, 0);
            }
        }

        public void Skip(int length)
        {
            while (length > 0)
            {
                var part = Math.Min(length, Left);
                Forward(part);
                length -= part;
            }
        }
    }
}
