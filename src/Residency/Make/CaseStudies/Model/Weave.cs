using System.Text;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>One text in a row of revisions, with whoever wrote it.</summary>
/// <param name="Author">The name as recorded; several ones when several wrote.</param>
/// <param name="Text">The words.</param>
public sealed record WovenText(string Author, string Text)
{
    /// <summary>Which of the words are only suggested.</summary>
    public IReadOnlyList<SuggestedSpan> Suggested { get; init; } = [];

    /// <summary>All who wrote when more than one did, empty for those without a name: whose a single word is, is not known then.</summary>
    public IReadOnlyList<string> Several { get; init; } = [];

    internal IReadOnlyList<WovenWord> Words() => WovenWord.Split(new SuggestedWords(Text, Suggested));
}

/// <summary>Words that were treated alike by one author.</summary>
/// <param name="Change">What became of them between the first text and the last.</param>
/// <param name="Author">Who inserted, deleted or suggested them; for kept words of a whole history, who wrote them first.</param>
/// <param name="Text">The words with the white space that follows.</param>
public sealed record WovenPiece(Change Change, string Author, string Text)
{
    /// <summary>What is only suggested about the words in the last text; null when nothing is.</summary>
    /// <remarks>Kept words with a suggestion bore the same one in the first text already.</remarks>
    public SuggestedChange? Suggested { get; init; }

    /// <summary>Whether the author is one of several that the name lists, and it is not known which.</summary>
    public bool IsOfSeveral { get; init; }
}

/// <summary>Who wrote and who deleted each word on the way from one text to another, through all texts between.</summary>
public static class Weave
{
    /// <summary>The pieces between the first text and the last. Words that came and went in between are left out.</summary>
    /// <remarks>
    /// Kept, inserted and suggested pieces together are the last text, exactly; kept and deleted ones what stood in the first,
    /// but for the number of spaces between words. What was only suggested in the first text and is gone is no change.
    /// </remarks>
    /// <param name="texts">The oldest first.</param>
    /// <param name="known">Words of today with their writers, in the order of the text; they tell who of several it was.</param>
    public static IReadOnlyList<WovenPiece> Between(IReadOnlyList<WovenText> texts, IReadOnlyList<WrittenWords>? known = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            return [];
        }

        var threads = texts[0].Words().Select(word => new Thread(word) { Writer = texts[0].Author, First = word }).ToList();
        foreach (var text in texts.Skip(1))
        {
            threads = new Step(threads, text).Take();
        }

        Recognise(threads, known ?? []);
        return Join(threads.Where(thread => thread.Deleter is null || !(thread.First is null || thread.Word.IsOnlySuggested)));
    }

    // Of words that one of several wrote, those that still stand are known by today's text.
    private static void Recognise(List<Thread> threads, IReadOnlyList<WrittenWords> known)
    {
        var standing = threads.Where(thread => thread.Deleter is null && !thread.Word.IsSpace).ToList();
        if (known.Count == 0 || !standing.Exists(thread => thread.Several.Count > 0))
        {
            return;
        }

        var words = known.Where(word => !string.IsNullOrWhiteSpace(word.Text)).ToList();
        var (place, next) = (0, 0);
        foreach (var (change, _) in WordDiff.Script([.. standing.Select(thread => thread.Word.Key)], [.. words.Select(Key)]))
        {
            if (change == Change.Kept && words[next].Writer is { Length: > 0 } writer && standing[place].Several.Contains(writer))
            {
                standing[place].Writer = writer;
                standing[place].Several = [];
            }

            place += change == Change.Inserted ? 0 : 1;
            next += change == Change.Deleted ? 0 : 1;
        }

        static string Key(WrittenWords word) => word.Text.TrimEnd();
    }

    private static List<WovenPiece> Join(IEnumerable<Thread> threads)
    {
        var pieces = new List<WovenPiece>();
        var words = new StringBuilder();
        WovenPiece? open = null;
        foreach (var piece in threads.SelectMany(thread => thread.Pieces()))
        {
            if (open is not null && open with { Text = "" } != piece with { Text = "" })
            {
                pieces.Add(open with { Text = words.ToString() });
                words.Clear();
            }

            open = piece;
            words.Append(piece.Text);
        }

        if (open is not null)
        {
            pieces.Add(open with { Text = words.ToString() });
        }

        return pieces;
    }

    // From one text to the next.
    private sealed class Step(List<Thread> threads, WovenText text)
    {
        private readonly IReadOnlyList<WovenWord> _words = text.Words();
        private readonly Dictionary<(int Gap, string Word), Queue<string>> _taken = [];

        public List<Thread> Take()
        {
            var live = threads.Where(thread => thread.Deleter is null).ToList();
            var script = WordDiff.Script([.. live.Select(thread => thread.Word.Key)], [.. _words.Select(word => word.Key)]);
            Remember(live, script);
            var woven = new List<Thread>(threads.Count + script.Count);
            var (place, next, gap) = (0, 0, 0);
            foreach (var (change, word) in script)
            {
                gap += IsLandmark(change, word) ? 1 : 0;
                if (change == Change.Inserted)
                {
                    woven.Add(New(_words[next++], gap));
                    continue;
                }

                // What was deleted earlier stands where it stood.
                while (threads[place].Deleter is not null)
                {
                    woven.Add(threads[place++]);
                }

                var thread = threads[place++];
                if (change == Change.Kept)
                {
                    thread.Word = _words[next++];
                }
                else
                {
                    thread.Deleter = thread.Word.GoesBy ?? text.Author;
                    thread.IsDeleterOfSeveral = thread.Word.GoesBy is null && text.Several.Count > 0;
                }

                woven.Add(thread);
            }

            woven.AddRange(threads.Skip(place));
            return woven;
        }

        // What lies between two words that stay is one gap.
        private static bool IsLandmark(Change change, string word) => change == Change.Kept && !string.IsNullOrWhiteSpace(word);

        // Suggestions that are gone now: where their words come in the same place, somebody took them on, and they are by
        // whoever suggested them.
        private void Remember(List<Thread> live, IReadOnlyList<(Change Change, string Word)> script)
        {
            var (place, gap) = (0, 0);
            foreach (var (change, text) in script.Where(step => step.Change != Change.Inserted))
            {
                gap += IsLandmark(change, text) ? 1 : 0;
                foreach (var part in change == Change.Deleted ? live[place].Word.Parts : [])
                {
                    if (
                        part is { Suggested: SuggestedChange.Insert, By.Length: > 0, IsKnown: true }
                        && part.Text.Trim() is { Length: > 0 } word
                    )
                    {
                        _taken.TryAdd((gap, word), new Queue<string>());
                        _taken[(gap, word)].Enqueue(part.By);
                    }
                }

                place++;
            }
        }

        private Thread New(WovenWord word, int gap)
        {
            var by =
                _taken.TryGetValue((gap, word.Standing.Trim()), out var writers) && writers.TryDequeue(out var writer)
                    ? writer
                    : null;
            return new Thread(word) { Writer = by ?? text.Author, Several = by is null ? text.Several : [] };
        }
    }

    private sealed class Thread(WovenWord word)
    {
        public WovenWord Word { get; set; } = word;

        /// <summary>The word as it was in the first text; null when it came later.</summary>
        public WovenWord? First { get; init; }
        public string Writer { get; set; } = "";
        public IReadOnlyList<string> Several { get; set; } = [];
        public string? Deleter { get; set; }
        public bool IsDeleterOfSeveral { get; set; }

        public IEnumerable<WovenPiece> Pieces()
        {
            if (Deleter is { } deleter)
            {
                return [new WovenPiece(Change.Deleted, deleter, Word.Standing) { IsOfSeveral = IsDeleterOfSeveral }];
            }

            var isOld = First is not null && First.Parts.SequenceEqual(Word.Parts);
            return Word.Parts.Select(part =>
                part.Suggested is not { } suggested
                    ? new WovenPiece(IsNew(part) ? Change.Inserted : Change.Kept, Writer, part.Text)
                    {
                        IsOfSeveral = IsNew(part) && Several.Count > 0,
                    }
                    : new WovenPiece(
                        isOld ? Change.Kept
                            : suggested == SuggestedChange.Insert ? Change.Inserted
                            : Change.Deleted,
                        part.By.Length > 0 ? part.By : Writer,
                        part.Text
                    )
                    {
                        Suggested = suggested,
                    }
            );
        }

        // The space behind a suggested word stood there before, behind another one.
        private bool IsNew(WovenPart part) => First is null && !(Word.IsOnlySuggested && string.IsNullOrWhiteSpace(part.Text));
    }
}
