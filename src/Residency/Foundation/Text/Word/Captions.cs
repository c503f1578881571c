namespace Residency.Foundation.Text.Word;

/// <summary>Finds the pictures and tables to which captions belong.</summary>
internal static class Captions
{
    /// <summary>What is counted under a name such as "Figure"; null when nothing is.</summary>
    internal static CaptionKind? OfCount(string? name) =>
        name is null ? null
        : name.StartsWith("tab", StringComparison.OrdinalIgnoreCase) ? CaptionKind.Table
        : CaptionKind.Figure;

    /// <summary>The caption without the number that the program counted.</summary>
    internal static Sequence<Inline> WithoutNumber(Sequence<Inline> content, WordReading reading)
    {
        var words = Line.WithoutNumber(content);
        if (words != content)
        {
            reading.Count(ReportSeverity.Note, "caption number", "The number of a caption was left out: readers see one counted anew.");
        }

        return words;
    }

    /// <summary>The pieces with every caption at its picture or table; one that has none stays a paragraph.</summary>
    internal static List<Piece> Attach(List<Piece> pieces, WordReading reading)
    {
        var attached = new List<Piece>(pieces);
        for (var i = 0; i < attached.Count; i++)
        {
            if (attached[i] is not { Role: ParagraphRole.Caption, Block: Paragraph caption } piece)
            {
                continue;
            }

            var target = Target(attached, i, piece.Caption);
            if (target < 0)
            {
                attached[i] = piece with { Role = ParagraphRole.Body };
                continue;
            }

            attached[target] = attached[target] with { Block = With(attached[target].Block, caption.Content) };
            reading.Joined[caption.Id] = attached[target].Block.Id;
            attached.RemoveAt(i--);
        }

        return attached;
    }

    // Captions of tables usually stand above, those of pictures below.
    private static int Target(List<Piece> pieces, int at, CaptionKind? kind)
    {
        int[] order = kind == CaptionKind.Table ? [at + 1, at - 1] : kind == CaptionKind.Figure ? [at - 1, at + 1] : [];
        foreach (var place in order.Where(place => IsOpen(pieces, place, kind)))
        {
            return place;
        }

        return kind is not null ? -1
            : IsOpen(pieces, at - 1, CaptionKind.Figure) ? at - 1
            : IsOpen(pieces, at + 1, CaptionKind.Table) ? at + 1
            : IsOpen(pieces, at - 1, CaptionKind.Table) ? at - 1
            : IsOpen(pieces, at + 1, CaptionKind.Figure) ? at + 1
            : -1;
    }

    private static bool IsOpen(List<Piece> pieces, int at, CaptionKind? kind) =>
        at >= 0 && at < pieces.Count && pieces[at].Block switch
        {
            Figure { Caption.IsEmpty: true } => kind == CaptionKind.Figure,
            Table { Caption.IsEmpty: true } => kind == CaptionKind.Table,
            _ => false,
        };

    private static Block With(Block block, Sequence<Inline> caption) => block switch
    {
        Figure figure => figure with { Caption = caption },
        Table table => table with { Caption = caption },
        _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
    };
}
