using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>Changes that are undone together.</summary>
public sealed class UndoStep
{
    internal UndoStep(DeleteSet insertions, DeleteSet deletions) => (Insertions, Deletions) = (insertions, deletions);

    /// <summary>The units that were written.</summary>
    public DeleteSet Insertions { get; }

    /// <summary>The units that were deleted.</summary>
    public DeleteSet Deletions { get; }

    /// <summary>For callers, to keep what belongs to the step: where the cursor was.</summary>
    public Dictionary<string, object?> Notes { get; } = new(StringComparer.Ordinal);
}

/// <summary>What an <see cref="UndoManager"/> remembers.</summary>
public sealed record UndoOptions
{
    /// <summary>Whether changes are remembered. Default: those made here without an origin.</summary>
    public Func<Transaction, bool> Tracks { get; init; } = transaction => transaction.IsLocal && transaction.Origin is null;

    /// <summary>Changes that follow each other in less than this are one step. Default half a second.</summary>
    public TimeSpan Together { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether a value that was deleted comes back although somebody else has set another since. Default no.</summary>
    public bool OverridesOthers { get; init; }

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Undoes and redoes changes made here, and leaves what others did meanwhile.</summary>
public sealed class UndoManager : IDisposable
{
    private readonly UndoOptions _options;
    private readonly List<YType> _scope;
    private readonly Stack<UndoStep> _undo = new();
    private readonly Stack<UndoStep> _redo = new();
    private DateTimeOffset? _lastChange;
    private bool _isUndoing;
    private bool _isRedoing;

    /// <summary>Remembers from now on.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="scope">Changes in these types and in what stands in them are remembered; none: in all.</param>
    /// <param name="options">What is remembered.</param>
    public UndoManager(YDoc doc, IEnumerable<YType> scope, UndoOptions? options = null)
    {
        (Doc, _scope, _options) = (doc, [.. scope], options ?? new UndoOptions());
        doc.Ended += Remember;
    }

    /// <summary>The document.</summary>
    public YDoc Doc { get; }

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => _undo.Count > 0;

    /// <summary>Whether there is something to redo.</summary>
    public bool CanRedo => _redo.Count > 0;

    /// <summary>Told when a new step is remembered, before more is added to it.</summary>
    public event Action<UndoStep>? StepAdded;

    /// <summary>Undoes the newest step that still changes something.</summary>
    /// <returns>The step; null when nothing was left to undo.</returns>
    public UndoStep? Undo()
    {
        _isUndoing = true;
        try
        {
            return TakeBack(_undo);
        }
        finally
        {
            _isUndoing = false;
        }
    }

    /// <summary>Does again what was undone last.</summary>
    /// <returns>The step; null when nothing was left to redo.</returns>
    public UndoStep? Redo()
    {
        _isRedoing = true;
        try
        {
            return TakeBack(_redo);
        }
        finally
        {
            _isRedoing = false;
        }
    }

    /// <summary>The next change begins a new step.</summary>
    public void StopCapturing() => _lastChange = null;

    /// <summary>Remembers nothing of what was; its content may be forgotten.</summary>
    public void Clear() => Forget(_undo, _redo);

    /// <summary>Remembers nothing more.</summary>
    public void Dispose() => Doc.Ended -= Remember;

    internal bool IsDeletedByAStep(YId id) => _undo.Concat(_redo).Any(step => step.Deletions.Holds(id));

    private void Remember(Transaction transaction)
    {
        if (!IsTracked(transaction))
        {
            return;
        }

        var stack = _isUndoing ? _redo : _undo;
        if (_isUndoing)
        {
            StopCapturing();
        }
        else if (!_isRedoing)
        {
            Forget(_redo);
        }

        var insertions = new DeleteSet();
        foreach (var (client, before) in transaction.Before)
        {
            insertions.Add(client, before, transaction.Store.State(client) - before);
        }

        var now = _options.Clock.GetUtcNow();
        if (!_isUndoing && !_isRedoing && now - _lastChange < _options.Together && stack.TryPeek(out var last))
        {
            last.Insertions.AddAll(insertions);
            last.Deletions.AddAll(transaction.Deleted);
        }
        else
        {
            var deletions = new DeleteSet();
            deletions.AddAll(transaction.Deleted);
            var step = new UndoStep(insertions, deletions);
            stack.Push(step);
            StepAdded?.Invoke(step);
        }

        if (!_isUndoing && !_isRedoing)
        {
            _lastChange = now;
        }

        foreach (var item in Redoing.Items(transaction, transaction.Deleted).Where(InScope))
        {
            Redoing.Keep(item, keep: true);
        }
    }

    private bool IsTracked(Transaction transaction) =>
        (ReferenceEquals(transaction.Origin, this) || _options.Tracks(transaction))
        && (_scope.Count == 0 || transaction.ChangedAround().Overlaps(_scope));

    private bool InScope(Item item)
    {
        if (_scope.Count == 0)
        {
            return true;
        }

        for (var type = item.ParentType; type is not null; type = type.Parent)
        {
            if (_scope.Contains(type))
            {
                return true;
            }
        }

        return false;
    }

    private UndoStep? TakeBack(Stack<UndoStep> stack)
    {
        UndoStep? done = null;
        Doc.Transact(
            transaction =>
            {
                while (done is null && stack.TryPop(out var step))
                {
                    done = Redoing.TakeBack(transaction, step, this, _options.OverridesOthers, InScope) ? step : null;
                }

                foreach (var type in transaction.Changed.Keys)
                {
                    type.Places?.Forget();
                }
            },
            this
        );
        return done;
    }

    private void Forget(params Stack<UndoStep>[] stacks)
    {
        if (stacks.All(stack => stack.Count == 0))
        {
            return;
        }

        Doc.Transact(transaction =>
        {
            foreach (var stack in stacks)
            {
                foreach (var step in stack)
                {
                    foreach (var item in Redoing.Items(transaction, step.Deletions).Where(InScope))
                    {
                        Redoing.Keep(item, keep: false);
                    }
                }

                stack.Clear();
            }
        });
    }
}
