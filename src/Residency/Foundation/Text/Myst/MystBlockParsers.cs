using Markdig.Parsers;
using Markdig.Syntax;

namespace Residency.Foundation.Text.Myst;

/// <summary>One line that is not text: a label, a comment or a block break.</summary>
internal sealed class SignBlock(BlockParser parser, SignKind kind, string content) : LeafBlock(parser)
{
    internal SignKind Kind { get; } = kind;

    internal string Content { get; } = content;
}

internal enum SignKind
{
    Label,
    Comment,
    BlockBreak,
}

/// <summary>(label)= before the block that bears it.</summary>
internal sealed class LabelParser : BlockParser
{
    internal LabelParser() => OpeningCharacters = ['('];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.ToString().TrimEnd();
        if (processor.IsCodeIndent || line.Length < 4 || !line.EndsWith(")=", StringComparison.Ordinal))
        {
            return BlockState.None;
        }

        var label = line[1..^2].Trim();
        if (label.Length == 0 || label.AsSpan().IndexOfAny('(', ')') >= 0)
        {
            return BlockState.None;
        }

        return Sign.Push(processor, this, SignKind.Label, label);
    }
}

/// <summary>A line that begins with a per cent sign.</summary>
internal sealed class CommentParser : BlockParser
{
    internal CommentParser() => OpeningCharacters = ['%'];

    public override BlockState TryOpen(BlockProcessor processor) =>
        processor.IsCodeIndent
            ? BlockState.None
            : Sign.Push(processor, this, SignKind.Comment, processor.Line.ToString()[1..].Trim());
}

/// <summary>Three plus signs, which divide a text into cells and may carry JSON about the next one.</summary>
internal sealed class BlockBreakParser : BlockParser
{
    internal BlockBreakParser() => OpeningCharacters = ['+'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.ToString();
        return
            processor.IsCodeIndent
            || !line.StartsWith("+++", StringComparison.Ordinal)
            || line.Length > 3 && line[3] is not (' ' or '{')
            ? BlockState.None
            : Sign.Push(processor, this, SignKind.BlockBreak, line[3..].Trim());
    }
}

internal static class Sign
{
    internal static BlockState Push(BlockProcessor processor, BlockParser parser, SignKind kind, string content)
    {
        processor.NewBlocks.Push(new SignBlock(parser, kind, content) { Line = processor.LineIndex, Column = processor.Column });
        return BlockState.BreakDiscard;
    }
}

/// <summary>A directive in colons: its lines are kept as they stand, like those in backticks.</summary>
internal sealed class ColonFenceParser : FencedBlockParserBase<FencedCodeBlock>
{
    internal ColonFenceParser()
    {
        OpeningCharacters = [':'];
        InfoParser = ParseInfo;
    }

    private static bool ParseInfo(
        BlockProcessor state,
        ref Markdig.Helpers.StringSlice line,
        IFencedBlock fenced,
        char openingCharacter
    )
    {
        var info = line.ToString().Trim();
        if (info.Length == 0 || info[0] != '{' || !info.Contains('}', StringComparison.Ordinal))
        {
            return false;
        }

        var end = info.IndexOf('}', StringComparison.Ordinal) + 1;
        fenced.Info = info[..end];
        fenced.Arguments = info[end..].Trim();
        return true;
    }

    protected override FencedCodeBlock CreateFencedBlock(BlockProcessor processor) =>
        new(this) { IndentCount = processor.Indent };

    public override BlockState TryContinue(BlockProcessor processor, Markdig.Syntax.Block block)
    {
        var state = base.TryContinue(processor, block);
        if (state == BlockState.Continue)
        {
            // The lines of a fence that stands indented are indented by as much.
            for (var i = ((FencedCodeBlock)block).IndentCount; i > 0 && processor.CurrentChar == ' '; i--)
            {
                processor.NextChar();
            }
        }

        return state;
    }
}

/// <summary>The text of a footnote.</summary>
internal sealed class NoteBlock(BlockParser parser, string name) : ContainerBlock(parser)
{
    internal string Name { get; } = name;
}

/// <summary>[^name]: with its text, further lines indented.</summary>
internal sealed class NoteParser : BlockParser
{
    private const int LongestName = 200;

    internal NoteParser() => OpeningCharacters = ['['];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan();
        line = line[..Math.Min(line.Length, LongestName)];
        var end = line.IndexOf("]:");
        if (processor.IsCodeIndent || end < 3 || line[1] != '^' || line[2..end].IndexOfAny(" []^") >= 0)
        {
            return BlockState.None;
        }

        var column = processor.Column;
        processor.NewBlocks.Push(new NoteBlock(this, line[2..end].ToString()) { Line = processor.LineIndex, Column = column });
        processor.GoToColumn(column + end + 2);
        return BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Markdig.Syntax.Block block)
    {
        if (processor.IsBlankLine)
        {
            return BlockState.Continue;
        }

        if (!processor.IsCodeIndent)
        {
            return BlockState.None;
        }

        processor.GoToCodeIndent();
        return BlockState.Continue;
    }
}

/// <summary>Explanations of the term before them.</summary>
internal sealed class DefinitionBlock : ContainerBlock
{
    internal DefinitionBlock(BlockParser parser, ParagraphBlock? term, int indent)
        : base(parser)
    {
        Indent = indent;
        HasTerm = term is not null;
        if (term is not null)
        {
            Add(term);
        }
    }

    /// <summary>Whether the first block in it is the term; otherwise this is a further explanation of the term before.</summary>
    internal bool HasTerm { get; }

    internal int Indent { get; }
}

/// <summary>A line with a colon and a space under a line of text.</summary>
internal sealed class DefinitionParser : BlockParser
{
    internal DefinitionParser() => OpeningCharacters = [':'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan();
        if (processor.IsCodeIndent || line.Length < 3 || line[1] is not (' ' or '\t') || line[1..].IsWhiteSpace())
        {
            return BlockState.None;
        }

        // Markdig has marked as open what this line goes on with; the rest is about to be closed.
        var parent = processor.CurrentContainer;
        while (parent is { IsOpen: false, Parent: not null })
        {
            parent = parent.Parent;
        }

        var term = parent?.LastChild switch
        {
            ParagraphBlock paragraph => paragraph,
            _ => null,
        };
        if (parent is null || term is null && parent.LastChild is not DefinitionBlock)
        {
            return BlockState.None;
        }

        var column = processor.Column;
        if (term is not null)
        {
            processor.Discard(term);
        }

        processor.NextChar();
        processor.ParseIndent();
        // Far more white space is a code block of the explanation, not its indent.
        if (processor.Column - column > 5)
        {
            processor.GoToColumn(column + 2);
        }

        processor.NewBlocks.Push(
            new DefinitionBlock(this, term, processor.Column - column) { Line = processor.LineIndex, Column = column }
        );
        return BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Markdig.Syntax.Block block)
    {
        if (processor.IsBlankLine)
        {
            return BlockState.Continue;
        }

        if (processor.Indent < 2)
        {
            return BlockState.None;
        }

        processor.GoToColumn(processor.ColumnBeforeIndent + Math.Min(processor.Indent, ((DefinitionBlock)block).Indent));
        return BlockState.Continue;
    }
}
