using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Word;

/// <summary>What one reading of a file gathers beside the blocks.</summary>
internal sealed class WordReading(WordPackage package, WordLimits limits, WordStyles styles, WordNumbering numbering)
{
    private readonly Dictionary<string, (int First, int Count, ReportSeverity Severity, string What)> _counted = new(
        StringComparer.Ordinal
    );
    private readonly List<ReportLine> _report = [];
    private readonly List<string> _waitingBookmarks = [];
    private int _blocks;

    internal WordPackage Package { get; } = package;

    internal WordStyles Styles { get; } = styles;

    internal WordNumbering Numbering { get; } = numbering;

    /// <summary>The language of the text, as a BCP 47 tag; null when nothing says it.</summary>
    internal string? Language { get; set; }

    /// <summary>The number of the paragraph that is read, from 1.</summary>
    internal int Paragraph { get; set; }

    /// <summary>The notes that the text refers to, in the order of their signs.</summary>
    internal NoteQueue Notes { get; } = new();

    internal FieldStack Fields { get; } = new();

    internal RemarkMarks Remarks { get; } = new();

    /// <summary>The temporary ids of the blocks in which bookmarks begin.</summary>
    internal Dictionary<string, string> Bookmarks { get; } = new(StringComparer.Ordinal);

    /// <summary>Temporary ids of blocks that went into others.</summary>
    internal Dictionary<string, string> Joined { get; } = new(StringComparer.Ordinal);

    internal PictureShelf Pictures { get; } = new(package);

    /// <summary>A temporary id, by which bookmarks and remarks find a block until its words give it its own.</summary>
    internal string NewId() => string.Create(CultureInfo.InvariantCulture, $"t{++_blocks}");

    internal void Bookmark(string? name)
    {
        if (!string.IsNullOrEmpty(name))
        {
            _waitingBookmarks.Add(name);
        }
    }

    /// <summary>Lets the bookmarks and remarks that were met since the last block lead to this one.</summary>
    internal void Settle(string block)
    {
        foreach (var name in _waitingBookmarks)
        {
            Bookmarks.TryAdd(name, block);
        }

        _waitingBookmarks.Clear();
        Remarks.Settle(block);
    }

    internal void Note(string construct, string what) => Add(ReportSeverity.Note, construct, what);

    internal void Warn(string construct, string what) => Add(ReportSeverity.Warning, construct, what);

    internal void Problem(string construct, string what) => Add(ReportSeverity.Problem, construct, what);

    /// <summary>Reports what stands in the whole file rather than at a place.</summary>
    internal void OfWhole(ReportSeverity severity, string construct, string what) => Add(severity, 0, construct, what);

    /// <summary>Reports what occurs many times as one line with the first place.</summary>
    internal void Count(ReportSeverity severity, string construct, string what)
    {
        _counted[construct] = _counted.TryGetValue(construct, out var found)
            ? found with
            {
                Count = found.Count + 1,
            }
            : (Paragraph, 1, severity, what);
    }

    internal IReadOnlyList<ReportLine> Report() =>
        [
            .. _report
                .Concat(
                    _counted.Select(pair => new ReportLine(
                        pair.Value.Severity,
                        new TextPlace(pair.Value.First, 0),
                        pair.Key,
                        pair.Value.Count == 1
                            ? pair.Value.What
                            : string.Create(
                                CultureInfo.InvariantCulture,
                                $"{pair.Value.What} ({pair.Value.Count} times; here is the first.)"
                            )
                    ))
                )
                .OrderBy(line => line.Place.Line),
        ];

    /// <summary>The words without characters that no text may hold.</summary>
    internal string Clean(string words)
    {
        if (!words.Any(char.IsControl))
        {
            return words;
        }

        var clean = new StringBuilder(words.Length);
        foreach (var sign in words)
        {
            if (sign is '\n' or '\r' or '\t')
            {
                clean.Append(' ');
            }
            else if (char.IsControl(sign))
            {
                Count(ReportSeverity.Warning, "control character", "A control character was left out.");
            }
            else
            {
                clean.Append(sign);
            }
        }

        return clean.ToString();
    }

    /// <summary>The beginning of words, never with half a character at its end.</summary>
    internal static string Cut(string words, int longest) =>
        words.Length <= longest ? words : words[..(char.IsHighSurrogate(words[longest - 1]) ? longest - 1 : longest)];

    private void Add(ReportSeverity severity, string construct, string what) => Add(severity, Paragraph, construct, what);

    private void Add(ReportSeverity severity, int paragraph, string construct, string what)
    {
        if (_report.Count < limits.LongestReport)
        {
            _report.Add(new ReportLine(severity, new TextPlace(paragraph, 0), construct, what));
        }
        else
        {
            // The key differs from that of counted constructs, so that each kind keeps its own first place.
            Count(severity, $"{construct} (more)", what);
        }
    }
}

/// <summary>Where a piece of text stands.</summary>
/// <param name="Part">The part of the file.</param>
/// <param name="Tracked">The suggestions in which it stands.</param>
internal sealed record WordPlace(WordPart Part, Sequence<Mark> Tracked)
{
    internal WordPlace Within(Mark suggestion) => this with { Tracked = [.. Tracked, suggestion] };
}
