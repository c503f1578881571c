using System.Globalization;

namespace Residency.Foundation.Text.Word;

/// <summary>Makes sections of the pieces, gives labels to what is referred to, and ids to everything.</summary>
internal sealed class WordAssembly(WordReading reading)
{
    private readonly List<Section> _sections = [];

    internal Document Assemble(List<Piece> pieces, IReadOnlyList<Footnote> notes, IReadOnlyList<ImportedComment> remarks)
    {
        Divide(pieces);
        Add(notes);
        var labelled = Label(new Document(_sections.ToSequence()));
        var named = BlockIds.Derive(labelled);
        var ids = Ids(labelled).Zip(Ids(named)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return named with
        {
            Comments = remarks
                .Select(remark =>
                    remark with
                    {
                        BlockId = remark.BlockId is { } block ? ids.GetValueOrDefault(Settled(block)) : null,
                    }
                )
                .ToSequence(),
        };
    }

    private void Divide(List<Piece> pieces)
    {
        var levels = pieces.Where(piece => piece.Role == ParagraphRole.Heading).Select(piece => piece.Level).DefaultIfEmpty(1);
        var top = levels.Min();
        var blocks = new List<Block>();
        (string Id, Sequence<Inline> Title) open = ("", []);
        foreach (var piece in pieces)
        {
            if (piece is { Role: ParagraphRole.Heading, Block: Paragraph heading } && piece.Level == top)
            {
                Close();
                open = (heading.Id, heading.Content);
                blocks = [];
                continue;
            }

            if (piece.Role == ParagraphRole.Heading && piece.Level - top > 4)
            {
                reading.Count(
                    ReportSeverity.Note,
                    "heading",
                    "A heading stands deeper than six levels; it was raised to the sixth."
                );
            }

            blocks.Add(Grouping.Settled(piece, top));
        }

        Close();

        void Close()
        {
            if (blocks.Count > 0 || !open.Title.IsEmpty)
            {
                _sections.Add(new Section(open.Id.Length > 0 ? open.Id : reading.NewId(), open.Title, blocks.ToSequence()));
            }
        }
    }

    // A note belongs to the section in which it is referred to first, as its last block.
    private void Add(IReadOnlyList<Footnote> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        if (_sections.Count == 0)
        {
            _sections.Add(new Section(reading.NewId(), [], []));
        }

        var homes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _sections.Count; i++)
        {
            var at = i;
            _ = new DocumentMap(line =>
            {
                foreach (var reference in line.OfType<FootnoteReference>())
                {
                    homes.TryAdd(reference.Name, at);
                }

                return line;
            }).Apply(_sections[i]);
        }

        foreach (var group in notes.GroupBy(note => homes.GetValueOrDefault(note.Name)))
        {
            _sections[group.Key] = _sections[group.Key] with { Blocks = [.. _sections[group.Key].Blocks, .. group] };
        }
    }

    private Document Label(Document document)
    {
        var wanted = new List<string>();
        _ = new DocumentMap(line =>
        {
            wanted.AddRange(line.OfType<CrossReference>().Select(reference => reference.Target));
            return line;
        }).Apply(document);
        var present = Ids(document).ToHashSet(StringComparer.Ordinal);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal); // by block
        var targets = new Dictionary<string, string>(StringComparer.Ordinal); // by bookmark
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var bookmark in wanted.Distinct(StringComparer.Ordinal))
        {
            if (reading.Bookmarks.TryGetValue(bookmark, out var block) && Settled(block) is var place && present.Contains(place))
            {
                targets[bookmark] = labels.TryGetValue(place, out var known) ? known : labels[place] = Free(bookmark, taken);
            }
        }

        var resolved = new DocumentMap(line => Marks.Tidy(line.Select(inline => Resolve(inline, targets)))).Apply(document);
        return resolved with
        {
            Sections = resolved
                .Sections.Select(section =>
                    section with
                    {
                        Label = labels.GetValueOrDefault(section.Id),
                        Blocks = BlockTree.Map(
                            section.Blocks,
                            block => labels.TryGetValue(block.Id, out var label) ? block with { Label = label } : block
                        ),
                    }
                )
                .ToSequence(),
        };
    }

    private Inline Resolve(Inline inline, Dictionary<string, string> targets)
    {
        if (inline is not CrossReference reference)
        {
            return inline;
        }

        if (targets.TryGetValue(reference.Target, out var label))
        {
            return reference with { Target = label };
        }

        reading.OfWhole(
            ReportSeverity.Warning,
            "cross-reference",
            $"“{reference.Text}” leads to a place that is not in the text; its words were kept."
        );
        return new Run(reference.Text) { Marks = reference.Marks };
    }

    private string Settled(string block)
    {
        for (var step = 0; step < 10_000 && reading.Joined.TryGetValue(block, out var into); step++)
        {
            block = into;
        }

        return block;
    }

    private static IEnumerable<string> Ids(Document document) =>
        document.Sections.Select(section => section.Id).Concat(document.AllBlocks().Select(block => block.Id));

    private static string Free(string bookmark, Dictionary<string, int> taken)
    {
        var plain = new string([
            .. bookmark.ToLowerInvariant().Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-').Take(60),
        ]).Trim('-');
        plain = plain.Length == 0 ? "place" : plain;
        var label = plain;
        while (!taken.TryAdd(label, 1))
        {
            label = string.Create(CultureInfo.InvariantCulture, $"{plain}-{++taken[plain]}");
        }

        return label;
    }
}
