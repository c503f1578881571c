using Residency.Yjs.Structs;

namespace Residency.Yjs.Types;

/// <summary>A place between two items of a text, with the formats that hold there.</summary>
internal sealed class TextPlace(Item? first)
{
    public Item? Left { get; private set; }

    public Item? Right { get; set; } = first;

    public int Index { get; private set; }

    public Dictionary<string, object?> Formats { get; } = new(StringComparer.Ordinal);

    public static TextPlace Find(Transaction transaction, YType text, int index)
    {
        // Behind a remembered place the formats before it would be unknown.
        var (item, at) =
            text.HasFormats || text.Places is null || index == 0 ? (text.Start, 0) : text.Places.Before(text, index - 1);
        var place = new TextPlace(item) { Left = item?.Left, Index = at };
        var left = index - at;
        while (place.Right is { } right && left > 0)
        {
            if (!right.IsDeleted && right.Kind != ContentKind.Format && right.IsCountable)
            {
                if (left < right.Length)
                {
                    transaction.CleanStart(new YId(right.Client, right.Clock + left));
                }

                left -= right.Length;
            }

            place.Forward();
        }

        return place;
    }

    public void Forward()
    {
        var right = Right!; // callers look first
        if (!right.IsDeleted)
        {
            if (right.Kind == ContentKind.Format)
            {
                Remember(Formats, (FormatMark)right.Payload!); // that kind holds a mark
            }
            else
            {
                Index += right.Length;
            }
        }

        (Left, Right) = (right, right.Right);
    }

    public static void Remember(Dictionary<string, object?> formats, FormatMark mark)
    {
        if (mark.Value.Value is null)
        {
            formats.Remove(mark.Key);
        }
        else
        {
            formats[mark.Key] = mark.Value.Value;
        }
    }
}
