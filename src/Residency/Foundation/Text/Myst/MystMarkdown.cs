using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Residency.Foundation.Text.Myst;

/// <summary>Markdown with the constructs of MyST, as a tree of Markdig.</summary>
internal static class MystMarkdown
{
    private static readonly MarkdownPipeline Pipeline = Build();

    /// <summary>Parses text; the tree keeps line numbers.</summary>
    /// <exception cref="ArgumentException">The text nests deeper than Markdig follows.</exception>
    internal static MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePipeTables()
            .UseTaskLists()
            .UseAutoLinks()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseMathematics()
            .UsePreciseSourceLocation();
        builder.BlockParsers.InsertBefore<ThematicBreakParser>(new LabelParser());
        builder.BlockParsers.InsertBefore<ThematicBreakParser>(new CommentParser());
        builder.BlockParsers.InsertBefore<ThematicBreakParser>(new BlockBreakParser());
        builder.BlockParsers.InsertBefore<ThematicBreakParser>(new NoteParser());
        builder.BlockParsers.InsertBefore<FencedCodeBlockParser>(new ColonFenceParser());
        builder.BlockParsers.InsertBefore<ParagraphBlockParser>(new DefinitionParser());
        builder.InlineParsers.InsertBefore<LinkInlineParser>(new NoteReferenceParser());
        builder.InlineParsers.InsertBefore<LinkInlineParser>(new CiteParser());
        builder.InlineParsers.Insert(0, new RoleParser());
        return builder.Build();
    }
}
