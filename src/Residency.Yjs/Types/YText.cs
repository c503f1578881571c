using System.Text;
using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>A step through a text: text or a thing inserted, units deleted, units kept, each with formats.</summary>
/// <param name="Insert">What is inserted: a string, a value or a type; null when nothing is.</param>
public sealed record DeltaStep(object? Insert)
{
    /// <summary>How many units are deleted.</summary>
    public int Delete { get; init; }

    /// <summary>How many units are kept.</summary>
    public int Retain { get; init; }

    /// <summary>The formats of what is inserted, or that are set on what is kept; null as a value takes one away.</summary>
    public IReadOnlyDictionary<string, object?> Attributes { get; init; } = NoAttributes;

    internal static IReadOnlyDictionary<string, object?> NoAttributes { get; } =
        new Dictionary<string, object?>(StringComparer.Ordinal);
}

/// <summary>Letters that one session wrote one after the other and that stand beside each other.</summary>
/// <param name="Id">Names the first unit; the others follow it.</param>
/// <param name="Attributes">The formats that hold for them.</param>
public sealed record TextPart(YId Id, string Text, IReadOnlyDictionary<string, object?> Attributes);

/// <summary>Text with formats that several people write at once. Indexes and lengths count UTF-16 code units.</summary>
/// <remarks>Never begin or end an edit within a surrogate pair: half a pair cannot be sent and becomes U+FFFD.</remarks>
public class YText : YType
{
    /// <summary>A text that stands in no document yet.</summary>
    public YText() => Places = new Places();

    /// <summary>How many units the text has; embedded things count one.</summary>
    public new int Length => base.Length;

    internal override int Number => 2;

    internal override YType Twin() => new YText();

    /// <summary>Inserts text with the formats of what stands before it.</summary>
    public void Insert(int index, string text) => Insert(index, text, null);

    /// <summary>Inserts text with exactly these formats.</summary>
    public void Insert(int index, string text, IReadOnlyDictionary<string, object?>? attributes) =>
        Edit(index, 0, (transaction, place) => TextEdits.Insert(transaction, this, place, text, attributes), text.Length > 0);

    /// <summary>Inserts a thing that is no text: a value or a new type.</summary>
    public void InsertEmbed(int index, object thing, IReadOnlyDictionary<string, object?>? attributes = null) =>
        Edit(
            index,
            0,
            (transaction, place) => TextEdits.Insert(transaction, this, place, thing, attributes ?? DeltaStep.NoAttributes),
            true
        );

    /// <summary>Removes units.</summary>
    public void Delete(int index, int length) =>
        Edit(index, length, (transaction, place) => TextEdits.Delete(transaction, this, place, length), length > 0);

    /// <summary>Sets formats; null takes one away.</summary>
    public void Format(int index, int length, IReadOnlyDictionary<string, object?> attributes) =>
        Edit(index, length, (transaction, place) => TextEdits.Format(transaction, this, place, length, attributes), length > 0);

    /// <summary>Goes through the text and changes it step by step.</summary>
    public void ApplyDelta(IEnumerable<DeltaStep> steps) =>
        NeedDoc()
            .Transact(transaction =>
            {
                var place = new TextPlace(Start);
                foreach (var step in steps)
                {
                    if (step.Insert is not (null or ""))
                    {
                        TextEdits.Insert(transaction, this, place, step.Insert, step.Attributes);
                    }
                    else if (step.Delete > 0)
                    {
                        TextEdits.Delete(transaction, this, place, step.Delete);
                    }
                    else if (step.Retain > 0)
                    {
                        TextEdits.Format(transaction, this, place, step.Retain, step.Attributes);
                    }
                }
            });

    /// <summary>The text as inserted pieces with their formats.</summary>
    public IReadOnlyList<DeltaStep> ToDelta() => TextEdits.Read(this, item => !item.IsDeleted);

    /// <summary>The text as it was when a snapshot was taken. Needs a document that does not forget.</summary>
    public IReadOnlyList<DeltaStep> ToDelta(Snapshot snapshot)
    {
        IReadOnlyList<DeltaStep> read = [];
        NeedDoc()
            .Transact(transaction =>
            {
                snapshot.CutIn(transaction);
                read = TextEdits.Read(this, snapshot.Shows);
            });
        return read;
    }

    /// <summary>The letters with the units that hold them, in runs of one client each.</summary>
    public IEnumerable<(YId Id, string Text)> Runs() => Parts.Select(part => (part.Id, part.Text));

    /// <summary>The letters with the ids of their units, in order; embedded things and what was deleted are left out.</summary>
    public IEnumerable<TextPart> Parts
    {
        get
        {
            IReadOnlyDictionary<string, object?> formats = DeltaStep.NoAttributes;
            for (var item = Start; item is not null; item = item.Right)
            {
                if (item is { IsDeleted: false, Kind: ContentKind.Format })
                {
                    var next = new Dictionary<string, object?>(formats, StringComparer.Ordinal);
                    TextPlace.Remember(next, (FormatMark)item.Payload!); // that kind holds a mark
                    formats = next;
                }
                else if (item is { IsDeleted: false, Kind: ContentKind.Text })
                {
                    yield return new TextPart(item.Id, Content.Chars(item).ToString(), formats);
                }
            }
        }
    }

    /// <summary>The letters alone.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var item = Start; item is not null; item = item.Right)
        {
            if (!item.IsDeleted && item.Kind == ContentKind.Text)
            {
                text.Append(Content.Chars(item));
            }
        }

        return text.ToString();
    }

    public override object? ToValue() => ToString();

    private void Edit(int index, int length, Action<Transaction, TextPlace> edit, bool isAny)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index + (long)length, base.Length, nameof(index));
        if (isAny)
        {
            NeedDoc().Transact(transaction => edit(transaction, TextPlace.Find(transaction, this, index)));
        }
    }
}
