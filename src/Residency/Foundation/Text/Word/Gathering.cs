using System.Text;

namespace Residency.Foundation.Text.Word;

/// <summary>Makes one block of neighbours that belong together: lines of code, paragraphs of a quotation, terms with what they mean.</summary>
internal sealed class Gathering(WordReading reading)
{
    internal List<Piece> Fold(List<Piece> pieces)
    {
        var folded = new List<Piece>(pieces.Count);
        for (var start = 0; start < pieces.Count; )
        {
            var kind = KindOf(pieces[start]);
            var end = start + 1;
            while (kind != Gathered.Alone && end < pieces.Count && Continues(kind, pieces[end]))
            {
                end++;
            }

            folded.Add(Join(kind, pieces[start..end]));
            start = end;
        }

        return folded;
    }

    private static Gathered KindOf(Piece piece) =>
        piece switch
        {
            { Role: ParagraphRole.Code, Block: CodeBlock } => Gathered.Code,
            { Role: ParagraphRole.Quotation, List: null } => Gathered.Quotation,
            { Role: ParagraphRole.Term, List: null, Block: Paragraph } => Gathered.Terms,
            _ => Gathered.Alone,
        };

    private static bool Continues(Gathered kind, Piece piece) =>
        kind switch
        {
            Gathered.Code => piece is { Role: ParagraphRole.Code, Block: CodeBlock, List: null or { Sign: ListSign.None } },
            Gathered.Quotation => piece is { Role: ParagraphRole.Quotation, List: null },
            Gathered.Terms => piece
                is { Role: ParagraphRole.Term, List: null, Block: Paragraph }
                    or { Role: ParagraphRole.Definition, List: null },
            Gathered.Alone => false,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private Piece Join(Gathered kind, List<Piece> pieces) =>
        kind switch
        {
            Gathered.Alone => pieces[0],
            Gathered.Code => pieces[0] with { Block = Code(pieces) },
            Gathered.Quotation => pieces[0] with
            {
                Block = new QuotationBlock(reading.NewId(), pieces.Select(piece => Grouping.Settled(piece, 1)).ToSequence(), []),
                Role = ParagraphRole.Body,
                Start = null,
            },
            Gathered.Terms => pieces[0] with { Block = Terms(pieces), Role = ParagraphRole.Body, Start = null },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private CodeBlock Code(List<Piece> pieces)
    {
        var first = (CodeBlock)pieces[0].Block;
        var text = new StringBuilder(first.Text);
        foreach (var line in pieces.Skip(1).Select(piece => (CodeBlock)piece.Block))
        {
            text.Append('\n').Append(line.Text);
            reading.Joined[line.Id] = first.Id;
        }

        return first with
        {
            Text = text.ToString(),
        };
    }

    private DefinitionList Terms(List<Piece> pieces)
    {
        var id = reading.NewId();
        var items = new List<(Sequence<Inline> Term, List<Block> Blocks)>();
        foreach (var piece in pieces)
        {
            if (piece is { Role: ParagraphRole.Term, Block: Paragraph term })
            {
                items.Add((term.Content, []));
                reading.Joined[term.Id] = id;
            }
            else
            {
                items[^1].Blocks.Add(Grouping.Settled(piece, 1));
            }
        }

        return new DefinitionList(id, items.Select(item => new DefinitionItem(item.Term, item.Blocks.ToSequence())).ToSequence());
    }

    private enum Gathered
    {
        Alone,
        Code,
        Quotation,
        Terms,
    }
}
