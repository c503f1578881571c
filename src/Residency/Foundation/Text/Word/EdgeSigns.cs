using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads what the signs at the ends of paragraphs say about their beginnings.</summary>
/// <remarks>
/// A sign that was put in divides its paragraph from the next: the next one is new, unless the paragraph itself came as
/// a whole, then it is the new one. A sign that shall go joins them in the same manner. See <see cref="WordFlow"/>.
/// </remarks>
internal static class EdgeSigns
{
    /// <summary>What is suggested of the sign at the end of a paragraph; null for nothing.</summary>
    internal static SuggestedBlock? Of(XElement? properties)
    {
        var sign = properties?.Element(OpenXml.W + "rPr");
        return (sign?.Element(OpenXml.W + "del") ?? sign?.Element(OpenXml.W + "moveFrom")) is { } gone
                ? new SuggestedBlock(SuggestedChange.Delete, Suggestion.Author(gone), Suggestion.Date(gone))
            : (sign?.Element(OpenXml.W + "ins") ?? sign?.Element(OpenXml.W + "moveTo")) is { } come
                ? new SuggestedBlock(SuggestedChange.Insert, Suggestion.Author(come), Suggestion.Date(come))
            : null;
    }

    /// <summary>The pieces with what is suggested of their beginnings.</summary>
    internal static List<Piece> Begin(List<Piece> pieces)
    {
        if (pieces.TrueForAll(piece => piece.Sign is null))
        {
            return pieces;
        }

        var starts = Starts([.. pieces.Select(piece => piece.Sign)], [.. pieces.Select(LineOf)]);
        return [.. pieces.Select((piece, n) => starts[n] is { } start ? piece with { Start = start } : piece)];
    }

    private static Sequence<Inline>? LineOf(Piece piece) =>
        piece.Block switch
        {
            Paragraph paragraph => paragraph.Content,
            Table => null,
            CodeBlock code when code.Text.Length > 0 => [new Run(code.Text)],
            _ => new Sequence<Inline>([]),
        };

    /// <summary>What is suggested about the beginning of each paragraph of one stretch.</summary>
    /// <param name="signs">The suggestion at the end of each; null for none, also for what is no paragraph.</param>
    /// <param name="lines">The content of each; null for what is no paragraph.</param>
    internal static SuggestedBlock?[] Starts(IReadOnlyList<SuggestedBlock?> signs, IReadOnlyList<Sequence<Inline>?> lines)
    {
        var starts = new SuggestedBlock?[signs.Count];
        for (var i = 0; i < signs.Count; i++)
        {
            if (signs[i] is not { } sign || lines[i] is not { } line)
            {
                continue;
            }

            var canNext = i + 1 < signs.Count && lines[i + 1] is not null;
            if ((IsWhole(line, sign) || !canNext) && starts[i] is null)
            {
                starts[i] = sign;
            }
            else if (canNext)
            {
                starts[i + 1] = sign;
            }
        }

        return starts;
    }

    /// <summary>Whether all of a line comes or goes with its sign.</summary>
    /// <remarks>A sign that came without any words of its author divides what somebody else put in.</remarks>
    internal static bool IsWhole(Sequence<Inline> line, SuggestedBlock sign) =>
        sign.Change == SuggestedChange.Delete
            ? line.All(inline => inline.Marks.Any(mark => mark is Deleted))
            : line.All(inline => inline.Marks.Any(mark => mark is Inserted))
                && (line.IsEmpty || line.Any(inline => inline.Marks.OfType<Inserted>().Any(mark => mark.Author == sign.Author)));
}
