using System.Globalization;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Writes the content of a line as runs.</summary>
internal sealed class RunWriter(WordWriting writing)
{
    private readonly PictureWriter _pictures = new(writing);

    /// <summary>The runs, with the ends of remarks between them.</summary>
    /// <param name="whole">A suggestion about the whole block, for what has no mark of its own; null for none.</param>
    internal IEnumerable<XElement> Line(Sequence<Inline> line, IReadOnlyList<RemarkEdge> edges, SuggestedBlock? whole)
    {
        var pieces = RemarkWriter.Cut(line, edges);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Edge is { } edge)
            {
                foreach (var sign in RemarkWriter.Sign(edge))
                {
                    yield return sign;
                }

                continue;
            }

            var inline = pieces[i].Inline!; // a piece is an edge or an inline
            if (LinkOf(inline) is not { } link)
            {
                yield return Tracked(Run(inline), inline.Marks, whole);
                continue;
            }

            var inside = new List<XElement> { Tracked(Run(inline), inline.Marks, whole) };
            while (i + 1 < pieces.Count && pieces[i + 1].Inline is Run next && inline is Run && LinkOf(next) == link)
            {
                i++;
                inside.Add(Tracked(Run(next), next.Marks, whole));
            }

            yield return Hyperlink(link, inside);
        }
    }

    /// <summary>Words in a character style, tracked as the block is.</summary>
    internal XElement Words(string words, string? style, SuggestedBlock? whole) =>
        Tracked(new XElement(OpenXml.W + "r", Style(style), Letters(words)), [], whole);

    internal XElement Picture(Figure figure, SuggestedBlock? whole) =>
        Tracked(_pictures.Write(figure.File, figure.Alternative ?? "", figure.Decorative), [], whole);

    internal static XElement? Style(string? style) =>
        style is null ? null : new XElement(OpenXml.W + "rPr", OpenXml.Value("rStyle", style));

    /// <summary>Words with tabulators and ends of lines as Word writes them.</summary>
    internal static IEnumerable<XElement> Letters(string words)
    {
        var start = 0;
        for (var i = 0; i <= words.Length; i++)
        {
            if (i < words.Length && words[i] is not ('\n' or '\t'))
            {
                continue;
            }

            if (i > start)
            {
                yield return Text(words[start..i]);
            }

            if (i < words.Length)
            {
                yield return new XElement(OpenXml.W + (words[i] == '\n' ? "br" : "tab"));
            }

            start = i + 1;
        }
    }

    /// <summary>An element put into what tracks it.</summary>
    internal XElement Tracked(XElement run, Sequence<Mark> marks, SuggestedBlock? whole)
    {
        var inserted = marks.OfType<Inserted>().FirstOrDefault();
        var deleted = marks.OfType<Deleted>().FirstOrDefault();
        if (inserted is null && deleted is null && whole is not null)
        {
            inserted = whole.Change == SuggestedChange.Insert ? new Inserted(whole.Author, whole.Date) : null;
            deleted = whole.Change == SuggestedChange.Delete ? new Deleted(whole.Author, whole.Date) : null;
        }

        var tracked = run;
        if (deleted is not null)
        {
            foreach (var text in run.DescendantsAndSelf(OpenXml.W + "t").ToList())
            {
                text.Name = OpenXml.W + "delText";
            }

            tracked = OpenXml.Tracked("del", writing.NextId(), deleted.Author, deleted.Date, tracked);
        }

        return inserted is null ? tracked : OpenXml.Tracked("ins", writing.NextId(), inserted.Author, inserted.Date, tracked);
    }

    private XElement Run(Inline inline) =>
        inline switch
        {
            Run run => Plain(run.Marks, Letters(run.Text)),
            LineBreak => Plain(inline.Marks, [new XElement(OpenXml.W + "br")]),
            Formula formula => OmmlWriter.Write(formula.Tex)
                ?? new XElement(OpenXml.W + "r", Style(WordStyleSheet.Tex), Letters(formula.Tex.Replace('\n', ' '))),
            Citation citation => Plain(inline.Marks, Letters(Cited(citation))),
            FootnoteReference reference when writing.Refer(reference.Name) is { } number => new XElement(
                OpenXml.W + "r",
                Style(WordStyleSheet.NoteSign),
                new XElement(OpenXml.W + "footnoteReference", new XAttribute(OpenXml.W + "id", number))
            ),
            FootnoteReference reference => Plain(inline.Marks, Letters($"[{reference.Name}]")),
            CrossReference reference => Plain(inline.Marks, Letters(Shown(reference))),
            InlineImage image => _pictures.Write(image.File, image.Alternative, image.Alternative.Length == 0),
            _ => throw new System.Diagnostics.UnreachableException(inline.GetType().Name),
        };

    private static XElement Plain(Sequence<Mark> marks, IEnumerable<XElement> inside) =>
        new(OpenXml.W + "r", Look(marks), inside);

    private static XElement? Look(Sequence<Mark> marks)
    {
        bool Has<T>() => marks.Any(mark => mark is T);
        var isLink = Has<Link>();
        var look = new XElement(
            OpenXml.W + "rPr",
            Has<Code>() ? OpenXml.Value("rStyle", WordStyleSheet.Letters)
                : isLink ? OpenXml.Value("rStyle", WordStyleSheet.Link)
                : null,
            Has<Strong>() ? new[] { new XElement(OpenXml.W + "b"), new XElement(OpenXml.W + "bCs") } : null,
            Has<Emphasis>() ? new[] { new XElement(OpenXml.W + "i"), new XElement(OpenXml.W + "iCs") } : null,
            Has<Struck>() ? new XElement(OpenXml.W + "strike") : null,
            Has<Superscript>() ? OpenXml.Value("vertAlign", "superscript")
                : Has<Subscript>() ? OpenXml.Value("vertAlign", "subscript")
                : null,
            marks.OfType<Language>().Select(language => OpenXml.Value("lang", language.Tag))
        );
        return look.HasElements ? look : null;
    }

    private static XElement Text(string words) =>
        new(OpenXml.W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), OpenXml.Legal(words));

    private XElement Hyperlink((string? Address, string? Anchor) link, List<XElement> inside) =>
        new(
            OpenXml.W + "hyperlink",
            link.Address is { } address ? new XAttribute(OpenXml.R + "id", writing.Relate("hyperlink", address)) : null,
            link.Anchor is { } anchor ? new XAttribute(OpenXml.W + "anchor", anchor) : null,
            inside
        );

    private (string? Address, string? Anchor)? LinkOf(Inline inline) =>
        inline switch
        {
            Citation citation => CitationLink.Of(citation),
            CrossReference reference => writing.AnchorOf(reference.Target) is { } anchor ? (null, anchor)
            : reference.Form == ReferenceForm.File && DocumentRules.Allows(reference.Target) ? (reference.Target, null)
            : null,
            _ when inline.Marks.OfType<Link>().FirstOrDefault() is { } link => link.Address is ['#', _, ..]
                ? (null, link.Address[1..])
                : (link.Address, null),
            _ => null,
        };

    private string Cited(Citation citation)
    {
        var work = writing.Text.Work(citation.Key) ?? citation.Key;
        var words = string.Join(' ', new[] { citation.Prefix, work, citation.Suffix }.Where(part => !string.IsNullOrEmpty(part)));
        return citation.Form == CitationForm.Narrative ? words : $"({words})";
    }

    private string Shown(CrossReference reference)
    {
        if (reference.Text.Length > 0)
        {
            return reference.Text;
        }

        var target = writing.Index.Find(reference.Target);
        var number = target is { Kind: not NumberedKind.None }
            ? string.Create(CultureInfo.InvariantCulture, $"{target.Kind} {target.Number}")
            : null;
        var title = target is null ? "" : DocumentText.Of(target.Title);
        return reference.Form is ReferenceForm.Number or ReferenceForm.Formula && number is not null ? number
            : title.Length > 0 ? title.Replace('\n', ' ')
            : number ?? reference.Target;
    }
}
