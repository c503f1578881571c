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
            reading.Count(
                ReportSeverity.Note,
                "caption number",
                "The number of a caption was left out: readers see one counted anew."
            );
        }

        return words;
    }

    /// <summary>The pieces with every caption at its picture or table; one that has none stays a paragraph.</summary>
    internal static List<Piece> Attach(List<Piece> pieces, WordReading reading)
    {
        var attached = new List<Piece>(pieces.Count);
        var rest = new List<Piece>(pieces);
        for (var i = 0; i < rest.Count; i++)
        {
            if (rest[i] is not { Role: ParagraphRole.Caption, Block: Paragraph caption } piece)
            {
                attached.Add(rest[i]);
                continue;
            }

            var (before, after) = (attached.LastOrDefault(), i + 1 < rest.Count ? rest[i + 1] : null);
            switch (Side(before, after, piece.Caption))
            {
                case CaptionSide.Below:
                    attached[^1] = before! with { Block = With(before.Block, caption.Content) }; // only a block that stands there is chosen
                    reading.Joined[caption.Id] = before.Block.Id;
                    break;
                case CaptionSide.Above:
                    rest[i + 1] = after! with { Block = With(after.Block, caption.Content) }; // only a block that stands there is chosen
                    reading.Joined[caption.Id] = after.Block.Id;
                    break;
                case CaptionSide.Alone:
                    attached.Add(piece with { Role = ParagraphRole.Body });
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return attached;
    }

    // Captions of tables usually stand above, those of pictures below.
    private static CaptionSide Side(Piece? before, Piece? after, CaptionKind? kind) =>
        kind switch
        {
            CaptionKind.Table => IsOpen(after, CaptionKind.Table) ? CaptionSide.Above
            : IsOpen(before, CaptionKind.Table) ? CaptionSide.Below
            : CaptionSide.Alone,
            CaptionKind.Figure => IsOpen(before, CaptionKind.Figure) ? CaptionSide.Below
            : IsOpen(after, CaptionKind.Figure) ? CaptionSide.Above
            : CaptionSide.Alone,
            _ => IsOpen(before, CaptionKind.Figure) ? CaptionSide.Below
            : IsOpen(after, CaptionKind.Table) ? CaptionSide.Above
            : IsOpen(before, CaptionKind.Table) ? CaptionSide.Below
            : IsOpen(after, CaptionKind.Figure) ? CaptionSide.Above
            : CaptionSide.Alone,
        };

    private static bool IsOpen(Piece? piece, CaptionKind kind) =>
        piece?.Block switch
        {
            Figure { Caption.IsEmpty: true } => kind == CaptionKind.Figure,
            Table { Caption.IsEmpty: true } => kind == CaptionKind.Table,
            _ => false,
        };

    private enum CaptionSide
    {
        Alone,
        Above,
        Below,
    }

    private static Block With(Block block, Sequence<Inline> caption) =>
        block switch
        {
            Figure figure => figure with { Caption = caption },
            Table table => table with { Caption = caption },
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };
}
