using System.Text;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>One text in a row of revisions, with whoever wrote it.</summary>
/// <param name="Author">The name as recorded.</param>
/// <param name="Text">The words.</param>
public sealed record WovenText(string Author, string Text);

/// <summary>Words that were treated alike by one author.</summary>
/// <param name="Change">What became of them between the first text and the last.</param>
/// <param name="Author">Who inserted or deleted them; for kept words of a whole history, who wrote them first.</param>
/// <param name="Text">The words with the white space that follows.</param>
public sealed record WovenPiece(Change Change, string Author, string Text);

/// <summary>Who wrote and who deleted each word on the way from one text to another, through all texts between.</summary>
public static class Weave
{
    /// <summary>The pieces between the first text and the last. Words that came and went in between are left out.</summary>
    /// <remarks>Kept and deleted pieces together are the first text, kept and inserted ones the last, exactly.</remarks>
    public static IReadOnlyList<WovenPiece> Between(IReadOnlyList<WovenText> texts)
    {
        if (texts.Count == 0)
        {
            return [];
        }

        var threads = WordDiff.Split(texts[0].Text).Select(word => new Thread(word) { Writer = texts[0].Author }).ToList();
        foreach (var text in texts.Skip(1))
        {
            threads = Add(threads, text);
        }

        return Join(threads.Where(thread => !thread.IsNew || thread.Deleter is null));
    }

    private static List<Thread> Add(List<Thread> threads, WovenText text)
    {
        var live = threads.Where(thread => thread.Deleter is null).ToList();
        var script = WordDiff.Script([.. live.Select(thread => thread.Word)], WordDiff.Split(text.Text));
        var woven = new List<Thread>(threads.Count + script.Count);
        var place = 0;
        foreach (var (change, word) in script)
        {
            if (change == Change.Inserted)
            {
                woven.Add(new Thread(word) { Writer = text.Author, IsNew = true });
                continue;
            }

            // What was deleted earlier stands where it stood.
            while (threads[place].Deleter is not null)
            {
                woven.Add(threads[place++]);
            }

            var thread = threads[place++];
            woven.Add(change == Change.Deleted ? thread with { Deleter = text.Author } : thread);
        }

        woven.AddRange(threads.Skip(place));
        return woven;
    }

    private static List<WovenPiece> Join(IEnumerable<Thread> threads)
    {
        var pieces = new List<WovenPiece>();
        var words = new StringBuilder();
        (Change Change, string Author)? open = null;
        foreach (var thread in threads)
        {
            var kind = thread switch
            {
                { Deleter: { } deleter } => (Change.Deleted, deleter),
                { IsNew: true } => (Change.Inserted, thread.Writer),
                _ => (Change.Kept, thread.Writer),
            };
            if (open is { } last && last != kind)
            {
                pieces.Add(new WovenPiece(last.Change, last.Author, words.ToString()));
                words.Clear();
            }

            open = kind;
            words.Append(thread.Word);
        }

        if (open is { } end)
        {
            pieces.Add(new WovenPiece(end.Change, end.Author, words.ToString()));
        }

        return pieces;
    }

    private sealed record Thread(string Word)
    {
        public string Writer { get; init; } = "";
        public string? Deleter { get; init; }
        public bool IsNew { get; init; }
    }
}
