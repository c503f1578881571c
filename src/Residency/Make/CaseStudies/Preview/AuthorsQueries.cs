using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Preview;

/// <summary>One of those who wrote the text.</summary>
/// <param name="Sign">A short sign that stands before their words, such as "A".</param>
/// <param name="Name">Empty for the house: what was there before, or came from a file.</param>
/// <param name="Colour">0–7, as in the editor's list of inks.</param>
public sealed record TextAuthor(string Sign, string Name, int Colour);

/// <summary>Words of one author.</summary>
public sealed record AuthoredWords(TextAuthor Author, string Text)
{
    /// <summary>What is only suggested about them, and by whom as the text names them; null when nothing is.</summary>
    public (SuggestedChange Change, string By)? Suggested { get; init; }
}

/// <summary>One block of the text, as who wrote it.</summary>
/// <param name="IsTitle">Whether it is the title of a section.</param>
/// <param name="Words">In reading order; neighbours are by different authors, or differ in what is suggested about them.</param>
public sealed record AuthoredBlock(bool IsTitle, IReadOnlyList<AuthoredWords> Words);

/// <summary>The whole text as who wrote it, word by word: each is by whoever wrote most of its letters.</summary>
/// <param name="Authors">In the order of their names; the house last.</param>
/// <param name="Blocks">In reading order.</param>
public sealed record AuthoredText(IReadOnlyList<TextAuthor> Authors, IReadOnlyList<AuthoredBlock> Blocks);

/// <summary>Tells who wrote what of the present text.</summary>
internal sealed class AuthorsQueries(AppDb db, LiveDraft draft, ILiveTexts texts, WriterNames names, TimeProvider clock)
{
    private const int Inks = 8;

    /// <summary>Reads it; a text without a live one is all by the house.</summary>
    /// <returns>NotFound; Forbidden for those who may not see the history.</returns>
    public async Task<Result<AuthoredText>> ReadAsync(Actor actor, CaseStudyId id, CancellationToken cancel)
    {
        var loaded = await db.LoadForAsync(actor, CaseStudyActions.HistoryView, id, clock.GetUtcNow(), cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        var text = LiveModes.TextOf(id);
        if (!await texts.ExistsAsync(text, cancel))
        {
            return new AuthoredText([], []);
        }

        var document = await draft.ReadAsync(loaded.Value, cancel);
        var passages = await texts.PassagesAsync(text, cancel);
        var authors = await AuthorsAsync(
            [.. passages.Select(passage => passage.Writer).Distinct(StringComparer.Ordinal)],
            cancel
        );
        var titles = document.Sections.Select(section => section.Id).ToHashSet(StringComparer.Ordinal);
        return new AuthoredText(
            [.. authors.Values.DistinctBy(author => author.Sign)],
            [
                .. WrittenBlocks
                    .Of(passages, document)
                    .Select(one => new AuthoredBlock(titles.Contains(one.Block), [.. Shown(one.Words, authors)])),
            ]
        );
    }

    // In the order of their names, so that nobody is first by how much they wrote.
    private async Task<Dictionary<string, TextAuthor>> AuthorsAsync(IReadOnlyCollection<string> writers, CancellationToken cancel)
    {
        var named = await names.NamedAsync(writers, cancel);
        return writers
            .Select(writer => (Writer: writer, Name: named.GetValueOrDefault(writer, "")))
            .OrderBy(pair => pair.Name.Length == 0)
            .ThenBy(pair => pair.Name, StringComparer.CurrentCultureIgnoreCase)
            .ThenBy(pair => pair.Writer, StringComparer.Ordinal)
            .Select((pair, place) => (pair.Writer, Author: new TextAuthor(SignOf(place), pair.Name, place % Inks)))
            .ToDictionary(pair => pair.Writer, pair => pair.Author, StringComparer.Ordinal);
    }

    private static IEnumerable<AuthoredWords> Shown(IEnumerable<WrittenWords> words, Dictionary<string, TextAuthor> authors) =>
        WrittenWords.Join(words).Select(one => new AuthoredWords(authors[one.Writer], one.Text) { Suggested = one.Suggested });

    // A to Z, then A2 to Z2 and so on.
    private static string SignOf(int place) =>
        (char)('A' + (place % 26))
        + (place < 26 ? "" : (1 + (place / 26)).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
