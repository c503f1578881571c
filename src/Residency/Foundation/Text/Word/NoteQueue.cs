using System.Globalization;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Gives names to the notes that a text refers to, and keeps them until the text is read.</summary>
internal sealed class NoteQueue
{
    private readonly Dictionary<string, (WordPart Part, XElement Note)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WaitingNote> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Queue<WaitingNote> _waiting = new();

    /// <summary>The number of notes that nothing refers to and that have words.</summary>
    internal int Unused =>
        _known.Count(pair => !_named.ContainsKey(pair.Key) && pair.Value.Note.Descendants(OpenXml.W + "t").Any());

    /// <summary>Learns the notes of a part.</summary>
    /// <param name="kind">"footnote" or "endnote".</param>
    internal void Learn(WordPart? part, string kind)
    {
        foreach (var note in part?.Root.Elements(OpenXml.W + kind) ?? [])
        {
            if ((string?)note.Attribute(OpenXml.W + "type") is null or "normal")
            {
                _known.TryAdd(Key(kind, (string?)note.Attribute(OpenXml.W + "id")), (part!, note)); // a note comes from a part
            }
        }
    }

    /// <summary>The name of a note that the text refers to here; null when the file does not hold it.</summary>
    internal string? Refer(string kind, string? id, int paragraph)
    {
        var key = Key(kind, id);
        if (!_known.TryGetValue(key, out var found))
        {
            return null;
        }

        if (!_named.TryGetValue(key, out var waiting))
        {
            var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            var name = string.Create(CultureInfo.InvariantCulture, $"{(kind == "endnote" ? "en" : "fn")}{number}");
            _named[key] = waiting = new WaitingNote(name, found.Part, found.Note, paragraph);
            _waiting.Enqueue(waiting);
        }

        return waiting.Name;
    }

    /// <summary>The next note that has not been read; null when all have.</summary>
    internal WaitingNote? Next() => _waiting.TryDequeue(out var next) ? next : null;

    private static string Key(string kind, string? id) => $"{kind} {id}";
}

/// <summary>A note whose sign has been met.</summary>
internal sealed record WaitingNote(string Name, WordPart Part, XElement Note, int Paragraph);
