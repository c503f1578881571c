namespace Residency.Foundation.Text;

/// <summary>Suggested changes in a text: what somebody would put in or take out.</summary>
public static class Suggestions
{
    /// <summary>How many there are: neighbours of one author and time are one.</summary>
    public static int Count(Document document)
    {
        var count = 0;
        _ = new DocumentMap(line =>
        {
            Mark? before = null;
            foreach (var inline in line)
            {
                var mark = Of(inline);
                count += mark is not null && !mark.Equals(before) ? 1 : 0;
                before = mark;
            }

            return line;
        }).Apply(document);
        return count;
    }

    /// <summary>Who made them, as the text names them, in reading order; unnamed ones left out.</summary>
    public static IReadOnlyList<string> Authors(Document document)
    {
        var authors = new List<string>();
        _ = new DocumentMap(line =>
        {
            authors.AddRange(
                line.Select(Of)
                    .Select(mark =>
                        mark switch
                        {
                            Inserted by => by.Author,
                            Deleted by => by.Author,
                            _ => "",
                        }
                    )
            );
            return line;
        }).Apply(document);
        return [.. authors.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The blocks in which changes are suggested, in reading order; titles of sections by the ids of these.</summary>
    public static IReadOnlyList<string> Places(Document document)
    {
        var places = new List<string>();
        foreach (var section in document.Sections)
        {
            if (section.Title.Any(inline => Of(inline) is not null))
            {
                places.Add(section.Id);
            }

            places.AddRange(
                section
                    .Blocks.Where(block => Count(new Document([new Section(section.Id, [], [block])])) > 0)
                    .Select(block => block.Id)
            );
        }

        return places;
    }

    /// <summary>The text with everything suggested done: what was put in stays, what was taken out goes.</summary>
    public static Document Accept(Document document) => Settle(document, inline => inline.Marks.Any(mark => mark is Deleted));

    /// <summary>The text as it was before anything was suggested.</summary>
    public static Document Reject(Document document) => Settle(document, inline => inline.Marks.Any(mark => mark is Inserted));

    /// <summary>The first text with all that the second has otherwise, as suggestions of one author.</summary>
    /// <remarks>
    /// Leaving them out gives the first text; taking them on gives the second, but for ids. Suggestions that stand in the
    /// first text stay; what the same person had put in and the second text does not have goes for good. What can only be
    /// changed as a whole (a picture, code, the shape of a table, marks on a word) is taken out and put in anew.
    /// </remarks>
    /// <param name="author">The name that the text gives.</param>
    /// <param name="date">When, as far as known; UTC.</param>
    /// <param name="person">Who, as the house knows them; null for a name from outside.</param>
    public static Document From(Document before, Document after, string author, DateTimeOffset? date, string? person) =>
        before.Sections == after.Sections
            ? before
            : new SuggestionDifference(before, after, new SuggestionBy(author, date, person)).Write();

    private static Mark? Of(Inline inline) => inline.Marks.FirstOrDefault(mark => mark is Inserted or Deleted);

    private static Document Settle(Document document, Func<Inline, bool> goes)
    {
        if (Count(document) == 0)
        {
            return document;
        }

        var settled = new DocumentMap(line =>
            line.Any(inline => Of(inline) is not null)
                ? Marks.Tidy(
                    line.Where(inline => !goes(inline))
                        .Select(inline =>
                            inline with
                            {
                                Marks = inline.Marks.Where(mark => mark is not (Inserted or Deleted)).ToSequence(),
                            }
                        )
                )
                : line
        ).Apply(document);
        return EmptyPlaces.Clear(document, settled);
    }
}
