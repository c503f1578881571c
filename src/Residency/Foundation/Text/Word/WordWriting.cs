using System.Globalization;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>What one writing of a file gathers beside the text.</summary>
internal sealed class WordWriting
{
    private const string Kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private readonly Dictionary<(string Kind, string Target), string> _relations = [];
    private readonly Dictionary<string, Footnote> _notes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _noteNumbers = new(StringComparer.Ordinal);
    private readonly Queue<(int Number, Footnote Note)> _waitingNotes = new();
    private readonly Dictionary<string, string> _anchors = new(StringComparer.Ordinal);
    private int _ids;

    internal WordWriting(WordOutgoing text)
    {
        Text = text;
        Index = new DocumentIndex(text.Document);
        foreach (var note in text.Document.AllBlocks().OfType<Footnote>())
        {
            _notes.TryAdd(note.Name, note);
        }

        foreach (var section in text.Document.Sections)
        {
            Anchor(section.Label, new RowName(RowPart.Title, section.Id));
        }

        foreach (var block in text.Document.AllBlocks().Where(block => block.Label is not null))
        {
            Anchor(block.Label, Rows.FirstOf(block));
        }

        Remarks = new RemarkWriter(text);
    }

    internal WordOutgoing Text { get; }

    internal DocumentIndex Index { get; }

    internal WordLists Lists { get; } = new();

    internal RemarkWriter Remarks { get; }

    /// <summary>The pictures of the file by the names of their parts.</summary>
    internal Dictionary<string, ReadOnlyMemory<byte>> Media { get; } = new(StringComparer.Ordinal);

    /// <summary>The relations of the text, or of its notes while these are written.</summary>
    internal IEnumerable<XElement> Relations =>
        _relations.Select(pair => new XElement(
            OpenXml.Relations + "Relationship",
            new XAttribute("Id", pair.Value),
            new XAttribute("Type", Kinds + pair.Key.Kind),
            new XAttribute("Target", pair.Key.Target),
            pair.Key.Kind == "hyperlink" ? new XAttribute("TargetMode", "External") : null
        ));

    /// <summary>A number that no other change, bookmark or picture has.</summary>
    internal int NextId() => ++_ids;

    internal string Relate(string kind, string target)
    {
        if (!_relations.TryGetValue((kind, target), out var id))
        {
            _relations[(kind, target)] = id = string.Create(CultureInfo.InvariantCulture, $"rId{_relations.Count + 1}");
        }

        return id;
    }

    /// <summary>The bookmark to which a reference leads; null when the text holds no such place.</summary>
    internal string? AnchorOf(string label) => _anchors.GetValueOrDefault(label);

    /// <summary>The number of a note, whose text waits to be written; null when the text does not hold it.</summary>
    internal int? Refer(string name)
    {
        if (!_notes.TryGetValue(name, out var note))
        {
            return null;
        }

        if (!_noteNumbers.TryGetValue(name, out var number))
        {
            _noteNumbers[name] = number = _noteNumbers.Count + 1;
            _waitingNotes.Enqueue((number, note));
        }

        return number;
    }

    internal (int Number, Footnote Note)? NextNote() => _waitingNotes.TryDequeue(out var next) ? next : null;

    private void Anchor(string? label, RowName? name)
    {
        if (label is not null && name is { } row)
        {
            _anchors.TryAdd(label, row.Bookmark);
        }
    }
}
