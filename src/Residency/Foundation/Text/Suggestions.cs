namespace Residency.Foundation.Text;

/// <summary>One suggested change and who made it.</summary>
/// <param name="Place">The block it stands in or is about; a title by the id of its section.</param>
/// <param name="Change">Whether something would come or go.</param>
/// <param name="Author">The name as the text gives it; may be empty.</param>
/// <param name="Date">When, as far as known; UTC.</param>
/// <param name="Person">Who made it, as the house knows them; null for a name from outside.</param>
public sealed record SuggestionOf(string Place, SuggestedChange Change, string Author, DateTimeOffset? Date, string? Person)
{
    /// <summary>Whether it is about a block or an entry of a list itself, not about words.</summary>
    public bool IsOfBlock { get; init; }

    /// <summary>The words that would come or go; of a block those that it begins with.</summary>
    public string Words { get; init; } = "";
}

/// <summary>Suggested changes in a text: what somebody would put in or take out, words and whole blocks.</summary>
/// <remarks>
/// A block that does not come, or that goes, gives what is left of its words to the paragraph or heading right above it;
/// where there is none it stays as a paragraph. A list, callout or quotation gives its blocks to what it stands in. A
/// picture, formula, program or line has no words to give and goes whole.
/// </remarks>
public static class Suggestions
{
    /// <summary>All of them in reading order: neighbours of one author and time are one, a block is one.</summary>
    public static IReadOnlyList<SuggestionOf> All(Document document) => [.. SuggestionWalk.Of(document)];

    /// <summary>What a reader decides on, in reading order: each is one contiguous change of one person.</summary>
    public static IReadOnlyList<SuggestionGroup> Groups(Document document) => SuggestionGathering.Of(document);

    /// <summary>How many a reader has to decide on, as <see cref="Groups"/> lists them and the editor does.</summary>
    public static int Count(Document document) => SuggestionGathering.Of(document).Count;

    /// <summary>Who made them, as the text names them, in reading order; unnamed ones left out.</summary>
    public static IReadOnlyList<string> Authors(Document document) =>
        [
            .. SuggestionWalk
                .Of(document)
                .Select(suggestion => suggestion.Author)
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The blocks in which changes are suggested, in reading order; titles of sections by the ids of these.</summary>
    /// <remarks>Blocks that stand directly in a section, also when the change is deeper inside.</remarks>
    public static IReadOnlyList<string> Places(Document document)
    {
        var places = new List<string>();
        foreach (var section in document.Sections)
        {
            if (SuggestionWalk.Of(section.Id, section.Title).Any())
            {
                places.Add(section.Id);
            }

            places.AddRange(section.Blocks.Where(block => SuggestionWalk.Of(block).Any()).Select(block => block.Id));
        }

        return places;
    }

    /// <summary>The text with everything suggested done: what was put in stays, what was taken out goes.</summary>
    public static Document Accept(Document document) => Accept(document, _ => true);

    /// <summary>The text with some of the suggested changes done; the others stay suggested.</summary>
    /// <param name="which">Says of each whether it is done, such as those of one person.</param>
    public static Document Accept(Document document, Func<SuggestionOf, bool> which) =>
        Settle(document, new SuggestionSettling(SuggestedChange.Insert, which));

    /// <summary>The text as it was before anything was suggested.</summary>
    public static Document Reject(Document document) => Reject(document, _ => true);

    /// <summary>The text without some of the suggested changes; the others stay suggested.</summary>
    /// <param name="which">Says of each whether it is left out, such as those of one person.</param>
    public static Document Reject(Document document, Func<SuggestionOf, bool> which) =>
        Settle(document, new SuggestionSettling(SuggestedChange.Delete, which));

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

    private static Document Settle(Document document, SuggestionSettling settling) =>
        SuggestionWalk.Of(document).Any(settling.Which) ? EmptyPlaces.Clear(document, settling.Apply(document)) : document;
}
