using Residency.Foundation.Text;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>What may stand in an element of a live text.</summary>
/// <param name="Children">The names of the elements that may.</param>
/// <param name="Letters">Whether text may, and with marks.</param>
/// <param name="Attributes">By their names, with what they may hold.</param>
internal sealed record LiveNode(
    IReadOnlySet<string> Children,
    LiveLetters Letters,
    IReadOnlyDictionary<string, LiveAttribute> Attributes
);

/// <summary>Whether text may stand in an element.</summary>
internal enum LiveLetters
{
    None,
    Plain,
    Marked,
}

/// <summary>What an attribute may hold and what it holds when nobody wrote it.</summary>
internal sealed record LiveAttribute(Func<object, bool> Allows, object? Default = null);

/// <summary>The elements of a live text. The schema of the editor says the same.</summary>
internal static class LiveNodes
{
    private const int LongestName = 200;
    private const int LongestWords = 20_000;
    private const int LongestTex = 100_000;

    private static readonly string[] Blocks =
    [
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "definitionList",
        "quotationBlock",
        "figure",
        "tableBlock",
        "codeBlock",
        "callout",
        "formulaBlock",
        "thematicBreak",
    ];

    private static readonly string[] Inlines =
    [
        "lineBreak",
        "formula",
        "citation",
        "footnoteReference",
        "crossReference",
        "inlineImage",
    ];

    private static readonly LiveAttribute Name = Words(LongestName);
    private static readonly LiveAttribute Id = new(value => value is string id && DocumentRules.AllowsId(id));
    private static readonly LiveAttribute Suggested = new(LiveMarkRules.AllowsSuggested);
    private static readonly LiveAttribute Address = new(value => value is string address && IsAddress(address), "");
    private static readonly LiveAttribute Tex = Words(LongestTex, "");
    private static readonly LiveAttribute Span = Whole(1, 1000, 1);
    private static readonly LiveAttribute Truth = new(value => value is bool, false);

    private static readonly (string, LiveAttribute)[] OfBlocks = [("id", Id), ("label", Name), ("suggested", Suggested)];

    /// <summary>Every element by its name; the root is "doc".</summary>
    internal static IReadOnlyDictionary<string, LiveNode> All { get; } =
        new[] { Sections(), Containers(), InLines() }
            .SelectMany(part => part)
            .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);

    /// <summary>Whether an element is a block of a document.</summary>
    internal static bool IsBlock(string name) => name == "footnote" || Blocks.Contains(name);

    /// <summary>Whether an element stands in a line.</summary>
    internal static bool IsInline(string name) => Inlines.Contains(name);

    /// <summary>What an attribute holds when it is not written.</summary>
    internal static object? DefaultOf(string element, string attribute) =>
        All.GetValueOrDefault(element)?.Attributes.GetValueOrDefault(attribute)?.Default;

    /// <summary>Whether two values of attributes say the same: a member that is null says what an absent one says.</summary>
    internal static bool SameValue(object? one, object? other) =>
        (one, other) switch
        {
            (null or YUndefined, null or YUndefined) => true,
            (long a, double b) => a == b,
            (double a, long b) => a == b,
            (IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b) => a
                .Keys.Union(b.Keys)
                .All(key => SameValue(a.GetValueOrDefault(key), b.GetValueOrDefault(key))),
            (object?[] a, object?[] b) => a.Length == b.Length && a.Zip(b).All(pair => SameValue(pair.First, pair.Second)),
            _ => Equals(one, other),
        };

    /// <summary>Whether words are short enough and hold nothing that cannot be shown.</summary>
    internal static bool AreWords(object? value, int longest) =>
        value is string words
        && words.Length <= longest
        && !words.Any(sign => char.IsControl(sign) && sign is not ('\t' or '\n' or '\r'));

    private static Dictionary<string, LiveNode> Sections() =>
        new()
        {
            ["doc"] = Node(["section"]),
            ["section"] = Node([.. Blocks, "footnote", "title"], ("id", Id), ("key", Name), ("label", Name)),
            ["title"] = Line(),
            ["paragraph"] = Line(OfBlocks),
            ["heading"] = Line([.. OfBlocks, ("level", Whole(3, 6, 3))]),
        };

    private static Dictionary<string, LiveNode> Containers() =>
        new()
        {
            ["bulletList"] = Node(["listItem"], OfBlocks),
            ["orderedList"] = Node(["listItem"], [.. OfBlocks, ("start", Whole(0, 1_000_000_000, 1))]),
            ["listItem"] = Node(Blocks, ("done", new LiveAttribute(value => value is bool)), ("suggested", Suggested)),
            ["definitionList"] = Node(["definitionItem"], OfBlocks),
            ["definitionItem"] = Node([.. Blocks, "term"]),
            ["term"] = Line(),
            ["quotationBlock"] = Node([.. Blocks, "attribution"], [.. OfBlocks, ("quotationId", Name)]),
            ["attribution"] = Line(),
            ["figure"] = Line([
                .. OfBlocks,
                ("file", Address),
                ("alternative", Words(LongestWords)),
                ("decorative", Truth),
                ("licence", Name),
                ("source", Words(LongestWords)),
            ]),
            ["tableBlock"] = Node(["caption", "table"], [.. OfBlocks, ("alignments", new LiveAttribute(AreAlignments))]),
            ["table"] = Node(["tableRow"]),
            ["tableRow"] = Node(["tableCell", "tableHeader"]),
            ["tableCell"] = Node(Blocks, ("colspan", Span), ("rowspan", Span)),
            ["tableHeader"] = Node(Blocks, ("colspan", Span), ("rowspan", Span)),
            ["codeBlock"] = Node(["caption", "codeText"], [.. OfBlocks, ("language", Name)]),
            ["codeText"] = Node([]) with { Letters = LiveLetters.Plain },
            ["caption"] = Line(),
            ["callout"] = Node(
                [.. Blocks, "title"],
                [.. OfBlocks, ("calloutKind", Choice<CalloutKind>("note")), ("folded", Truth)]
            ),
            ["footnote"] = Node(Blocks, [.. OfBlocks, ("name", Words(LongestName, ""))]),
            ["formulaBlock"] = Node([], [.. OfBlocks, ("tex", Tex)]),
            ["thematicBreak"] = Node([], OfBlocks),
        };

    private static Dictionary<string, LiveNode> InLines() =>
        new()
        {
            ["lineBreak"] = Inline(),
            ["formula"] = Inline(("tex", Tex)),
            ["citation"] = Inline(
                ("key", Words(LongestWords, "")),
                ("form", Choice<CitationForm>("parenthetical")),
                ("prefix", Words(LongestWords)),
                ("suffix", Words(LongestWords))
            ),
            ["footnoteReference"] = Inline(("name", Words(LongestName, ""))),
            ["crossReference"] = Inline(
                ("target", Words(LongestWords, "")),
                ("text", Words(LongestWords, "")),
                ("form", Choice<ReferenceForm>("title"))
            ),
            ["inlineImage"] = Inline(("file", Address), ("alternative", Words(LongestWords, ""))),
        };

    private static LiveNode Node(IEnumerable<string> children, params IEnumerable<(string, LiveAttribute)> attributes) =>
        new(
            children.ToHashSet(StringComparer.Ordinal),
            LiveLetters.None,
            attributes.ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal)
        );

    private static LiveNode Line(params IEnumerable<(string, LiveAttribute)> attributes) =>
        Node(Inlines, attributes) with
        {
            Letters = LiveLetters.Marked,
        };

    private static LiveNode Inline(params IEnumerable<(string, LiveAttribute)> attributes) =>
        Node([], [("marks", new LiveAttribute(LiveMarkRules.AllowsList)), .. attributes]);

    private static LiveAttribute Words(int longest, string? none = null) => new(value => AreWords(value, longest), none);

    // Numbers of browsers arrive as either kind.
    private static LiveAttribute Whole(long least, long most, long none) =>
        new(
            value =>
                value switch
                {
                    long number => number >= least && number <= most,
                    double number => number >= least && number <= most && Math.Floor(number) == number,
                    _ => false,
                },
            none
        );

    private static LiveAttribute Choice<T>(string none)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>()
            .Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)
            .ToHashSet(StringComparer.Ordinal);
        return new LiveAttribute(value => value is string word && words.Contains(word), none);
    }

    // An editor may put a picture in before it knows the file.
    private static bool IsAddress(string address) =>
        address.Length == 0 || (address.Length <= LongestWords && DocumentRules.Allows(address));

    private static bool AreAlignments(object value) =>
        value is string words
        && words.Length <= LongestWords
        && words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => word is "left" or "centre" or "right" or "unset");
}
