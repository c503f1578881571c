using System.Text;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

/// <summary>Every kind of node that the other reader knows is shown to be kept as a node of ours, or named in the report.</summary>
public sealed class NothingLostTests
{
    // The kind of the other reader, a text that holds it, and the node of ours or the construct of the report.
    private static readonly (string Kind, string Text, string Fate)[] Fates =
    [
        ("paragraph", "word", "Paragraph"),
        ("text", "word", "Run"),
        ("heading", "### word", "Heading"),
        ("emphasis", "*word*", "Emphasis"),
        ("strong", "**word**", "Strong"),
        ("inlineCode", "`word`", "Code"),
        ("code", "```\nword\n```", "CodeBlock"),
        ("math", "$$\nx\n$$", "FormulaBlock"),
        ("inlineMath", "a $x$", "Formula"),
        ("link", "[word](https://example.org)", "Link"),
        ("image", "word ![alt](a.png)", "InlineImage"),
        ("break", "a\\\nb", "LineBreak"),
        ("thematicBreak", "a\n\n***", "ThematicBreak"),
        ("blockquote", "> word", "QuotationBlock"),
        ("list", "- word", "BulletList"),
        ("listItem", "1. word", "OrderedList"),
        ("table", "| a |\n|---|\n| b |", "Table"),
        ("tableRow", "| a |\n|---|\n| b |", "Table"),
        ("tableCell", "| a |\n|---|\n| b |", "Table"),
        ("html", "a <b>word</b>", "Strong"),
        ("comment", "% word\n\na", "comment"),
        ("mystTarget", "(label)=\n\na\n\n[](#label)", "CrossReference"),
        ("blockBreak", "+++\n\na", "block break"),
        ("block", "+++\n\na", "block break"),
        ("mystRole", "{sub}`word`", "Subscript"),
        ("subscript", "{sub}`word`", "Subscript"),
        ("superscript", "{sup}`word`", "Superscript"),
        ("abbreviation", "{abbr}`W (word)`", "Abbreviation"),
        ("delete", "{del}`word`", "Struck"),
        ("cite", "{cite:p}`word`", "Citation"),
        ("citeGroup", "{cite:p}`word`", "Citation"),
        ("crossReference", "{ref}`word`", "CrossReference"),
        ("mystDirective", "```{note}\nword\n```", "Callout"),
        ("admonition", "```{note}\nword\n```", "Callout"),
        ("admonitionTitle", "```{note} title\nword\n```", "Callout"),
        ("container", "```{figure} a.png\nword\n```", "Figure"),
        ("caption", "```{table} title\n| a |\n|---|\n```", "Table"),
        ("footnoteReference", "a[^n]\n\n[^n]: word", "FootnoteReference"),
        ("footnoteDefinition", "a[^n]\n\n[^n]: word", "Footnote"),
        ("definitionList", "a\n: word", "DefinitionList"),
        ("definitionTerm", "a\n: word", "DefinitionList"),
        ("definitionDescription", "a\n: word", "DefinitionList"),
        ("underline", "{u}`word`", "role u"),
        ("smallcaps", "{sc}`word`", "role sc"),
        ("span", "{span}`word`", "role span"),
        ("keyboard", "{kbd}`word`", "Code"),
        ("chemicalFormula", "{chem}`H2O`", "role chem"),
        ("si", "{si}`5 <\\metre>`", "role si"),
        ("inlineExpression", "{eval}`word`", "role eval"),
        ("details", "```{dropdown} word\na\n```", "Callout"),
        ("summary", "```{dropdown} word\na\n```", "Callout"),
        ("mermaid", "```{mermaid}\na --> b\n```", "CodeBlock"),
        ("include", "```{include} word.md\n```\n\na", "include"),
        ("iframe", "```{iframe} https://example.org\n```\n\na", "iframe"),
        ("embed", "```{embed} word\n```\n\na", "embed"),
        ("toc", "```{toc}\n```\n\na", "toc"),
        ("raw", "```{raw} html\nword\n```\n\na", "raw"),
        ("aside", "```{aside} title\nword\n```", "aside"),
        ("div", "```{div}\nword\n```", "Paragraph"),
        ("glossary", "```{glossary}\na\n: word\n```", "DefinitionList"),
    ];

    [Fact]
    public void Every_kind_is_kept_or_named()
    {
        foreach (var (kind, text, fate) in Fates)
        {
            var read = MystText.Read(Encoding.UTF8.GetBytes(text)).Value;
            var kept = read.Document.AllBlocks().Select(block => block.GetType().Name).ToHashSet(StringComparer.Ordinal);
            _ = new DocumentMap(line =>
            {
                kept.UnionWith(line.Select(inline => inline.GetType().Name));
                kept.UnionWith(line.SelectMany(inline => inline.Marks).Select(mark => mark.GetType().Name));
                return line;
            }).Apply(read.Document);
            kept.UnionWith(read.Report.Select(line => line.Construct));
            kept.ShouldContain(fate, kind);
        }
    }

    [Fact]
    public async Task No_text_holds_a_kind_that_has_no_fate()
    {
        var texts = RealInputMystTests
            .Files()
            .Where(file => !file.EndsWith("README.md", StringComparison.Ordinal))
            .ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);
        for (var i = 0; i < Fates.Length; i++)
        {
            texts[$"fate {i}"] = Fates[i].Text;
        }

        texts.Count.ShouldBeGreaterThan(Fates.Length);
        var seen = await MystOracle.ReadAsync(texts);
        seen.Values.SelectMany(answer => answer.Types)
            .Distinct()
            .Except(Fates.Select(fate => fate.Kind), StringComparer.Ordinal)
            .ShouldBeEmpty();
    }
}
