namespace Residency.Foundation.Text;

/// <summary>Finds which parts of one text continue which parts of another.</summary>
/// <remarks>
/// What bears the same id and is of the same making belongs together; then what says the same; then, between two such
/// pairs, what shares the most words. A part without a partner came or went.
/// </remarks>
internal static class BlockPairs
{
    // Below this share of common words two blocks are strangers.
    private const double Kinship = 0.3;

    internal static IReadOnlyList<(Section? Before, Section? After)> Of(Sequence<Section> before, Sequence<Section> after)
    {
        var (old, now) = (Names(before), Names(after));
        return Pairs(
            before,
            after,
            Shared(before, section => Name(section, now)),
            Shared(after, section => Name(section, old)),
            (_, _) => 0
        );

        static HashSet<string> Names(Sequence<Section> sections) =>
            [.. sections.SelectMany(section => (string[])[$"id {section.Id}", $"key {section.Key}", $"title {Title(section)}"])];

        static string Name(Section section, HashSet<string> other) =>
            other.Contains($"id {section.Id}") ? $"id {section.Id}"
            : section.Key is { } key && other.Contains($"key {key}") ? $"key {key}"
            : $"title {Title(section)}";

        static string Title(Section section) => DocumentText.Of(section.Title).Trim();
    }

    internal static IReadOnlyList<(Block? Before, Block? After)> Of(Sequence<Block> before, Sequence<Block> after)
    {
        // Where a footnote stands means nothing: its name alone says which one it is.
        var notes = after
            .OfType<Footnote>()
            .DistinctBy(note => note.Name)
            .ToDictionary(note => note.Name, StringComparer.Ordinal);
        var shared = before.OfType<Footnote>().Where(note => notes.ContainsKey(note.Name)).ToList();
        if (shared.Count == 0)
        {
            return OfOthers(before, after);
        }

        var names = shared.Select(note => note.Name).ToHashSet(StringComparer.Ordinal);
        var pairs = OfOthers(Without(before), Without(after)).ToList();
        foreach (var note in shared)
        {
            var above = before.TakeWhile(block => block != note).LastOrDefault();
            var place = above is null ? 0 : 1 + pairs.FindIndex(pair => pair.Before == above);
            pairs.Insert(place, (note, notes[note.Name]));
        }

        return pairs;

        Sequence<Block> Without(Sequence<Block> blocks) =>
            blocks.Where(block => block is not Footnote note || !names.Contains(note.Name)).ToSequence();
    }

    private static List<(Block? Before, Block? After)> OfOthers(Sequence<Block> before, Sequence<Block> after)
    {
        var (old, now) = (ById(before), ById(after));
        return Pairs(
            before,
            after,
            Shared(before, block => Name(block, now)),
            Shared(after, block => Name(block, old)),
            (one, other) => Fits(one, other) ? Likeness(DocumentText.Of(one), DocumentText.Of(other)) : 0
        );

        static string Name(Block block, Dictionary<string, Block> other) =>
            other.TryGetValue(block.Id, out var same) && Fits(block, same) ? $"id {block.Id}" : Said(block);

        static Dictionary<string, Block> ById(Sequence<Block> blocks) =>
            blocks.DistinctBy(block => block.Id).ToDictionary(block => block.Id, StringComparer.Ordinal);
    }

    internal static IReadOnlyList<(ListItem? Before, ListItem? After)> Of(Sequence<ListItem> before, Sequence<ListItem> after) =>
        Pairs(
            before,
            after,
            Shared(before, Said),
            Shared(after, Said),
            (one, other) => one.Done == other.Done ? Likeness(Words(one), Words(other)) : 0
        );

    /// <summary>Whether the difference between two blocks lies in what stands in them alone.</summary>
    internal static bool Fits(Block one, Block other) =>
        (one, other) switch
        {
            (Paragraph, Paragraph) or (BulletList, BulletList) or (ThematicBreak, ThematicBreak) => true,
            (Heading a, Heading b) => a.Level == b.Level,
            (OrderedList a, OrderedList b) => a.Start == b.Start,
            (DefinitionList a, DefinitionList b) => a.Items.Count == b.Items.Count,
            (QuotationBlock a, QuotationBlock b) => a.QuotationId == b.QuotationId,
            (Figure a, Figure b) => (a with { Id = "", Label = null, Caption = [], Suggested = null }).Equals(
                b with
                {
                    Id = "",
                    Label = null,
                    Caption = [],
                    Suggested = null,
                }
            ),
            (Table a, Table b) => a.Alignments == b.Alignments && Shape(a).SequenceEqual(Shape(b)),
            (CodeBlock a, CodeBlock b) => (a.Text, a.Language) == (b.Text, b.Language),
            (Callout a, Callout b) => (a.CalloutKind, a.Folded) == (b.CalloutKind, b.Folded),
            (Footnote a, Footnote b) => a.Name == b.Name,
            (FormulaBlock a, FormulaBlock b) => a.Tex == b.Tex,
            _ => false,
        };

    private static IEnumerable<(int Row, bool IsHeader, int Columns, int Rows)> Shape(Table table) =>
        table.Rows.SelectMany((row, at) => row.Cells.Select(cell => (at, cell.IsHeader, cell.ColumnSpan, cell.RowSpan)));

    private static List<(T? Before, T? After)> Pairs<T>(
        Sequence<T> before,
        Sequence<T> after,
        IReadOnlyList<string> old,
        IReadOnlyList<string> now,
        Func<T, T, double> likeness
    )
        where T : class
    {
        var pairs = new List<(T?, T?)>();
        var (goes, comes) = (new List<T>(), new List<T>());
        var (was, next) = (0, 0);
        foreach (var (change, _) in WordDiff.Script(old, now))
        {
            switch (change)
            {
                case Change.Deleted:
                    goes.Add(before[was++]);
                    break;
                case Change.Inserted:
                    comes.Add(after[next++]);
                    break;
                case Change.Kept:
                    Close();
                    pairs.Add((before[was++], after[next++]));
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        Close();
        return pairs;

        void Close()
        {
            pairs.AddRange(Kin(goes, comes, likeness));
            goes.Clear();
            comes.Clear();
        }
    }

    // In order: each one that comes takes the likest of the next few that go.
    private static IEnumerable<(T? Before, T? After)> Kin<T>(List<T> goes, List<T> comes, Func<T, T, double> likeness)
        where T : class
    {
        const int Sight = 12;
        var free = 0;
        foreach (var one in comes)
        {
            var heir = -1;
            var best = Kinship;
            for (var i = free; i < Math.Min(goes.Count, free + Sight); i++)
            {
                var like = likeness(goes[i], one);
                if (like > best || (heir < 0 && like >= Kinship))
                {
                    (heir, best) = (i, like);
                }
            }

            for (; heir >= 0 && free < heir; free++)
            {
                yield return (goes[free], null);
            }

            yield return heir < 0 ? (null, one) : (goes[free++], one);
        }

        for (; free < goes.Count; free++)
        {
            yield return (goes[free], null);
        }
    }

    private static string[] Shared<T>(Sequence<T> parts, Func<T, string> name) => [.. parts.Select(name)];

    private static string Said(Block block) =>
        "says " + BlockIds.Derive(new Document([new Section("s", [], [block with { Label = null, Suggested = null }])])).Hash();

    private static string Said(ListItem item) =>
        $"{item.Done} {BlockIds.Derive(new Document([new Section("s", [], item.Blocks)])).Hash()}";

    private static string Words(ListItem item) => string.Join('\n', item.Blocks.Select(DocumentText.Of));

    // The share of words that both have; blocks without words are alike when they fit.
    private static double Likeness(string one, string other)
    {
        var (a, b) = (Count(one), Count(other));
        var all = Math.Max(a.Values.Sum(), b.Values.Sum());
        return all == 0 ? 1 : (double)a.Sum(pair => Math.Min(pair.Value, b.GetValueOrDefault(pair.Key))) / all;
    }

    private static Dictionary<string, int> Count(string text)
    {
        var words = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            words[word] = words.GetValueOrDefault(word) + 1;
        }

        return words;
    }
}
