using System.Text;
using Residency.Yjs.Structs;

namespace Residency.Yjs.Types;

/// <summary>Reads and changes texts with formats: marks between the letters at which a format begins, changes or ends.</summary>
internal static class TextEdits
{
    public static void Insert(
        Transaction transaction,
        YType text,
        TextPlace place,
        object thing,
        IReadOnlyDictionary<string, object?>? wanted
    )
    {
        // Without a wish the text gets what holds here; with one, what holds here and is not wished ends.
        var formats = Known(wanted ?? place.Formats);
        foreach (var key in place.Formats.Keys)
        {
            formats.TryAdd(key, null);
        }

        SkipSame(place, formats);
        var ends = Begin(transaction, text, place, formats);
        var id = transaction.NextId();
        var made = thing switch
        {
            string words => new Item(id.Client, id.Clock, words.Length, ContentKind.Text) { Payload = words },
            YType type => new Item(id.Client, id.Clock, 1, ContentKind.Type) { Payload = type },
            _ => new Item(id.Client, id.Clock, 1, ContentKind.Embed) { Payload = JsonText.Of(ListEdits.Checked(thing)) },
        };
        text.Places?.OnInserted(place.Index, made.Length);
        Put(transaction, text, place, made);
        End(transaction, text, place, ends);
    }

    public static void Delete(Transaction transaction, YType text, TextPlace place, int length)
    {
        text.Places?.Forget();
        var (start, formats) = (place.Right, new Dictionary<string, object?>(place.Formats, StringComparer.Ordinal));
        while (length > 0 && place.Right is { } right)
        {
            if (!right.IsDeleted && right.Kind is ContentKind.Type or ContentKind.Embed or ContentKind.Text)
            {
                if (length < right.Length)
                {
                    transaction.CleanStart(new YId(right.Client, right.Clock + length));
                }

                length -= right.Length;
                transaction.Delete(right);
            }

            place.Forward();
        }

        if (start is not null)
        {
            FormatCleanup.Gap(transaction, start, place.Right, formats, place.Formats);
        }
    }

    public static void Format(
        Transaction transaction,
        YType text,
        TextPlace place,
        int length,
        IReadOnlyDictionary<string, object?> wanted
    )
    {
        var formats = Known(wanted);
        SkipSame(place, formats);
        var ends = Begin(transaction, text, place, formats);
        while (
            place.Right is { } right && (length > 0 || (ends.Count > 0 && (right.IsDeleted || right.Kind == ContentKind.Format)))
        )
        {
            if (!right.IsDeleted)
            {
                if (right.Kind != ContentKind.Format)
                {
                    if (length < right.Length)
                    {
                        transaction.CleanStart(new YId(right.Client, right.Clock + length));
                    }

                    length -= right.Length;
                }
                else if (!PassMark(transaction, place, (FormatMark)right.Payload!, formats, ends, length)) // that kind holds a mark
                {
                    break;
                }
            }

            place.Forward();
        }

        if (length > 0)
        {
            // So does yjs: formats behind the end of the text bring the lines with them.
            var id = transaction.NextId();
            Put(
                transaction,
                text,
                place,
                new Item(id.Client, id.Clock, length, ContentKind.Text) { Payload = new string('\n', length) }
            );
        }

        End(transaction, text, place, ends);
    }

    public static IReadOnlyList<DeltaStep> Read(YType text, Func<Item, bool> shows)
    {
        var steps = new List<DeltaStep>();
        var formats = new Dictionary<string, object?>(StringComparer.Ordinal);
        var words = new StringBuilder();
        for (var item = text.Start; item is not null; item = item.Right)
        {
            if (!shows(item))
            {
                continue;
            }

            switch (item.Kind)
            {
                case ContentKind.Text:
                    words.Append(Content.Chars(item));
                    break;
                case ContentKind.Type or ContentKind.Embed:
                    Pack();
                    steps.Add(new DeltaStep(Content.Last(item)) { Attributes = Copy() });
                    break;
                case ContentKind.Format:
                    Pack();
                    TextPlace.Remember(formats, (FormatMark)item.Payload!); // that kind holds a mark
                    break;
            }
        }

        Pack();
        return steps;

        Dictionary<string, object?> Copy() => new(formats, StringComparer.Ordinal);

        void Pack()
        {
            if (words.Length > 0)
            {
                steps.Add(new DeltaStep(words.ToString()) { Attributes = Copy() });
                words.Clear();
            }
        }
    }

    private static Dictionary<string, object?> Known(IReadOnlyDictionary<string, object?> formats) =>
        formats.ToDictionary(pair => pair.Key, pair => ListEdits.Checked(pair.Value), StringComparer.Ordinal);

    // False when the mark lies behind the range and says something else: the range ends before it.
    private static bool PassMark(
        Transaction transaction,
        TextPlace place,
        FormatMark mark,
        Dictionary<string, object?> formats,
        Dictionary<string, object?> ends,
        int left
    )
    {
        if (!formats.TryGetValue(mark.Key, out var wanted))
        {
            place.Formats[mark.Key] = mark.Value.Value;
            return true;
        }

        if (YValue.SameFlat(wanted, mark.Value.Value))
        {
            ends.Remove(mark.Key);
        }
        else if (left == 0)
        {
            return false;
        }
        else
        {
            ends[mark.Key] = mark.Value.Value;
        }

        transaction.Delete(place.Right!); // the mark
        return true;
    }

    private static void SkipSame(TextPlace place, Dictionary<string, object?> formats)
    {
        while (
            place.Right is { } right
            && (
                right.IsDeleted
                || (
                    right.Kind == ContentKind.Format
                    && (FormatMark)right.Payload! is var mark // that kind holds a mark
                    && YValue.SameFlat(formats.GetValueOrDefault(mark.Key), mark.Value.Value)
                )
            )
        )
        {
            place.Forward();
        }
    }

    // Sets the formats; gives back what must hold again behind the range.
    private static Dictionary<string, object?> Begin(
        Transaction transaction,
        YType text,
        TextPlace place,
        Dictionary<string, object?> formats
    )
    {
        var ends = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, wanted) in formats)
        {
            var present = place.Formats.GetValueOrDefault(key);
            if (!YValue.SameFlat(present, wanted))
            {
                ends[key] = present;
                PutMark(transaction, text, place, key, wanted);
            }
        }

        return ends;
    }

    private static void End(Transaction transaction, YType text, TextPlace place, Dictionary<string, object?> ends)
    {
        while (place.Right is { } right)
        {
            if (!right.IsDeleted)
            {
                if (
                    right.Kind != ContentKind.Format
                    || (FormatMark)right.Payload! is var mark // that kind holds a mark
                        && !(ends.TryGetValue(mark.Key, out var end) && YValue.SameFlat(end, mark.Value.Value))
                )
                {
                    break;
                }

                ends.Remove(mark.Key);
            }

            place.Forward();
        }

        foreach (var (key, value) in ends)
        {
            PutMark(transaction, text, place, key, value);
        }
    }

    private static void PutMark(Transaction transaction, YType text, TextPlace place, string key, object? value)
    {
        var id = transaction.NextId();
        Put(
            transaction,
            text,
            place,
            new Item(id.Client, id.Clock, 1, ContentKind.Format) { Payload = new FormatMark(key, JsonText.Of(value)) }
        );
    }

    private static void Put(Transaction transaction, YType text, TextPlace place, Item item)
    {
        ListEdits.Put(transaction, text, item, place.Left, place.Right);
        place.Right = item;
        place.Forward();
    }
}
