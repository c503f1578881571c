using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Generated documents of every kind of node with suggestions of several people in them, and remarks.</summary>
internal static class GeneratedSuggestions
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    internal static WordOutgoing Outgoing(int seed)
    {
        var random = new Random(seed);
        var document = Suggest(new GeneratedDocuments(seed).Make(), random, ["Ada", "Bob & \"Co\""]);
        var blocks = document.AllBlocks().ToList();
        var remarks = Enumerable
            .Range(0, random.Next(4))
            .Select(n => new ImportedComment($"c{n}", random.Next(2) == 0 ? "Ada" : "Zoë Ø", $"Remark {n}\nsecond line")
            {
                Date = Start.AddMinutes(n),
                BlockId = random.Next(5) == 0 || blocks.Count == 0 ? null : blocks[random.Next(blocks.Count)].Id,
                AnswerTo = n > 0 && random.Next(2) == 0 ? "c0" : null,
            })
            .ToSequence();
        return new WordOutgoing(
            document,
            new FrontMatter
            {
                Title = "A title",
                Language = "en-GB",
                Authors = [new Author("Ada L")],
            }
        )
        {
            Remarks = remarks,
            Origin = new WordOrigin(new Guid(seed, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), new Guid(seed, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
        };
    }

    /// <summary>The document with words, and beginnings of paragraphs, that somebody would put in or take out.</summary>
    internal static Document Suggest(Document document, Random random, IReadOnlyList<string> authors)
    {
        Mark Change() =>
            random.Next(2) == 0
                ? new Inserted(authors[random.Next(authors.Count)], Start.AddHours(random.Next(3)))
                : new Deleted(authors[random.Next(authors.Count)], Start.AddHours(random.Next(3)));

        Sequence<Inline> Line(Sequence<Inline> line) =>
            Marks.Tidy(
                line.Select(inline =>
                    inline.Marks.Any(mark => mark is Inserted or Deleted) || random.Next(4) > 0
                        ? inline
                        : inline with
                        {
                            Marks = Marks.Tidy([Change(), .. inline.Marks]),
                        }
                )
            );

        Block Each(Block block) =>
            random.Next(8) > 0 || block is not (Paragraph or Figure or BulletList or QuotationBlock)
                ? block
                : block with
                {
                    Suggested = new SuggestedBlock(
                        random.Next(2) == 0 ? SuggestedChange.Insert : SuggestedChange.Delete,
                        authors[random.Next(authors.Count)],
                        Start
                    ),
                };

        return new DocumentMap(Line, Each).Apply(document);
    }
}
