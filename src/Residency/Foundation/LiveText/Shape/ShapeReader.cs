using System.Globalization;
using Residency.Foundation.Text;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Makes a document of the nodes of a live text, whatever several people at once made of them.</summary>
/// <remarks>
/// What the rules of documents do not allow is read as the nearest thing that they do: a heading without words is a paragraph,
/// a second title goes on with the first, an id that stands there twice gives way to one made from the place in the live text.
/// Nodes get what they mean, so that a change can leave alone what is the same.
/// </remarks>
internal sealed class ShapeReader
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);
    private readonly LineReading _lines;
    private readonly bool _isExact;

    private ShapeReader(IReadOnlySet<string>? notes) => (_lines, _isExact) = (new LineReading(notes), notes is null);

    /// <summary>The title of a section that lost its words: only the first may do without.</summary>
    internal static Sequence<Inline> NoTitle { get; } = [new Run("Untitled")];

    internal static Document Read(ShapeElement root)
    {
        var sections = root.Elements.Where(element => element.Name == "section").ToList();
        var notes = sections
            .SelectMany(section => section.Elements)
            .Where(block => block.Name == "footnote")
            .Select(note => LiveMarks.Clean(note.Text("name") ?? ""))
            .ToHashSet(StringComparer.Ordinal);
        var reader = new ShapeReader(notes);
        return new Document(sections.Select((section, i) => reader.Section(section, isFirst: i == 0)).ToSequence());
    }

    /// <summary>One section as it stands there, for comparing: nothing is left out or put right; an id that is missing is empty.</summary>
    internal static Section ReadExactly(ShapeElement section) => new ShapeReader(notes: null).Section(section, isFirst: true);

    private Section Section(ShapeElement element, bool isFirst)
    {
        var repairs = _lines.Repairs;
        var id = Id(element);
        var title = _lines.Of(element, "title");
        if (title.IsEmpty && !isFirst)
        {
            title = NoTitle;
            _lines.Repair();
        }

        var section = new Section(id, title, Blocks(element, 1)) { Key = Optional(element, "key"), Label = Label(element) };
        return Meaning(element, section, repairs);
    }

    private Sequence<Block> Blocks(ShapeElement parent, int depth)
    {
        if (depth > DocumentRules.DeepestNesting)
        {
            return [];
        }

        var elements = parent
            .Elements.Where(child => child.Name is not ("title" or "attribution" or "caption" or "term"))
            .ToList();
        if (elements is [var only] && IsPlace(only))
        {
            return [];
        }

        return elements.SelectMany(element => Block(element, depth)).ToSequence();
    }

    private static bool HasContent(ShapeNode node) => node is ShapeElement or ShapeText { Words.Length: > 0 };

    private static bool IsPlace(ShapeElement element) =>
        element.Name == "paragraph"
        && !element.Children.Exists(HasContent)
        && !element.Attributes.ContainsKey("id")
        && LiveMarks.ReadSuggested(element.Attributes.GetValueOrDefault("suggested")) is null;

    private IReadOnlyList<Block> Block(ShapeElement element, int depth)
    {
        if (element.Name == "footnote" && depth > 1)
        {
            return Blocks(element, depth);
        }

        if (!LiveNodes.IsBlock(element.Name))
        {
            return [];
        }

        var repairs = _lines.Repairs;
        if (IsPlace(element))
        {
            // It is a paragraph because of what stands beside it. Alone it would only show that the place is empty.
            _lines.Repair();
        }

        var id = Id(element);
        var made = Made(element, id, depth);
        if (made is null)
        {
            return [];
        }

        var block = made with
        {
            Label = Label(element),
            Suggested = LiveMarks.ReadSuggested(element.Attributes.GetValueOrDefault("suggested")),
        };
        return [Meaning(element, block, repairs)];
    }

    private Block? Made(ShapeElement element, string id, int depth) =>
        element.Name switch
        {
            "paragraph" => new Paragraph(id, _lines.Of(element)),
            "heading" => Heading(element, id),
            "bulletList" => Items(element, depth) is var items && (_isExact || !items.IsEmpty) ? new BulletList(id, items) : null,
            "orderedList" => Items(element, depth) is var items && (_isExact || !items.IsEmpty)
                ? new OrderedList(id, Number(element, "start", 1, 0, int.MaxValue), items)
                : null,
            "definitionList" => new DefinitionList(id, Children(element, "definitionItem", item => Definition(item, depth))),
            "quotationBlock" => new QuotationBlock(id, Blocks(element, depth + 1), _lines.Of(element, "attribution"))
            {
                QuotationId = Optional(element, "quotationId"),
            },
            "figure" => Figure(element, id),
            "tableBlock" => Table(element, id, depth),
            "codeBlock" => Code(element, id),
            "callout" => new Callout(
                id,
                Choice<CalloutKind>(element, "calloutKind", CalloutKind.Note),
                _lines.Of(element, "title"),
                Blocks(element, depth + 1)
            )
            {
                Folded = element.Attributes.GetValueOrDefault("folded") is true,
            },
            "footnote" => new Footnote(id, NoteName(element), Blocks(element, depth + 1)),
            "formulaBlock" => new FormulaBlock(id, Tex(element)),
            "thematicBreak" => new ThematicBreak(id),
            _ => throw new System.Diagnostics.UnreachableException(element.Name),
        };

    private Block Heading(ShapeElement element, string id)
    {
        var line = _lines.Of(element);
        return line.IsEmpty && !_isExact ? new Paragraph(id, []) : new Heading(id, Number(element, "level", 3, 3, 6), line);
    }

    private Sequence<ListItem> Items(ShapeElement list, int depth) =>
        Children(
            list,
            "listItem",
            item => new ListItem(Blocks(item, depth + 1))
            {
                Done = item.Attributes.GetValueOrDefault("done") as bool?,
                Suggested = LiveMarks.ReadSuggested(item.Attributes.GetValueOrDefault("suggested")),
            }
        );

    private DefinitionItem Definition(ShapeElement item, int depth) => new(_lines.Of(item, "term"), Blocks(item, depth + 1));

    private Block? Figure(ShapeElement element, string id)
    {
        var caption = _lines.Of(element);
        var file = element.Text("file") ?? "";
        if (!_isExact && !DocumentRules.Allows(file))
        {
            return caption.IsEmpty ? null : new Paragraph(id, caption);
        }

        var isDecorative = element.Attributes.GetValueOrDefault("decorative") is true;
        return new Figure(id, file, caption)
        {
            Alternative = isDecorative ? null : Optional(element, "alternative"),
            Decorative = isDecorative,
            Licence = Optional(element, "licence"),
            Source = Optional(element, "source"),
        };
    }

    private Block? Table(ShapeElement element, string id, int depth)
    {
        var caption = _lines.Of(element, "caption");
        var rows = element
            .Elements.Where(child => child.Name == "table")
            .SelectMany(table => Children(table, "tableRow", row => Row(row, depth)))
            .ToSequence();
        if (rows.IsEmpty && !_isExact)
        {
            return caption.IsEmpty ? null : new Paragraph(id, caption);
        }

        var alignments = (element.Text("alignments") ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Choice(word, ColumnAlignment.Unset))
            .ToSequence();
        return new Table(id, rows) { Caption = caption, Alignments = alignments };
    }

    private TableRow Row(ShapeElement row, int depth) =>
        new(
            row.Elements.Where(child => child.Name is "tableCell" or "tableHeader").Select(cell => Cell(cell, depth)).ToSequence()
        );

    private TableCell Cell(ShapeElement cell, int depth)
    {
        var repairs = _lines.Repairs;
        var made = new TableCell(Blocks(cell, depth + 1))
        {
            IsHeader = cell.Name == "tableHeader",
            ColumnSpan = Number(cell, "colspan", 1, 1, 1000),
            RowSpan = Number(cell, "rowspan", 1, 1, 1000),
        };
        return Meaning(cell, made, repairs);
    }

    private CodeBlock Code(ShapeElement element, string id)
    {
        var pieces = element.Elements.Where(child => child.Name == "codeText").Select(_lines.Letters).ToList();
        return new CodeBlock(id, string.Join('\n', pieces))
        {
            Language = Optional(element, "language"),
            Caption = _lines.Of(element, "caption"),
        };
    }

    private Sequence<T> Children<T>(ShapeElement parent, string name, Func<ShapeElement, T> read)
        where T : class =>
        parent
            .Elements.Where(child => child.Name == name)
            .Select(child =>
            {
                var repairs = _lines.Repairs;
                return Meaning(child, read(child), repairs);
            })
            .ToSequence();

    private T Meaning<T>(ShapeElement element, T meaning, int repairs)
        where T : class
    {
        (element.Meaning, element.IsRepaired) = (meaning, _lines.Repairs != repairs);
        return meaning;
    }

    // Made from the place in the live text, so that everybody reads the same one and it stays.
    private string Id(ShapeElement element)
    {
        if (_isExact)
        {
            return element.Text("id") ?? "";
        }

        if (element.Text("id") is { } id && DocumentRules.AllowsId(id))
        {
            if (_ids.Add(id))
            {
                return id;
            }

            _lines.Repair();
        }

        var made = element.Live?.Id is { } place
            ? string.Create(CultureInfo.InvariantCulture, $"at{place.Client:x}-{place.Clock:x}")
            : "at";
        while (!_ids.Add(made))
        {
            made += "_";
            _lines.Repair();
        }

        return made;
    }

    private string? Label(ShapeElement element)
    {
        if (Optional(element, "label") is not { } label || _isExact || _labels.Add(label))
        {
            return Optional(element, "label");
        }

        _lines.Repair();
        return null;
    }

    private string NoteName(ShapeElement element)
    {
        var name = LiveMarks.Clean(element.Text("name") ?? "");
        while (!_isExact && !_notes.Add(name))
        {
            name += "-";
            _lines.Repair();
        }

        return name;
    }

    private static string Tex(ShapeElement element) => LineReading.Tex(element);

    private static string? Optional(ShapeElement element, string name) =>
        element.Text(name) is { } text ? LiveMarks.Clean(text) : null;

    internal static int Number(ShapeElement element, string name, int none, int least, int most) =>
        element.Attributes.GetValueOrDefault(name) switch
        {
            long whole => (int)Math.Clamp(whole, least, most),
            double number when double.IsFinite(number) => (int)Math.Clamp(number, least, most),
            _ => none,
        };

    internal static T Choice<T>(ShapeElement element, string name, T none)
        where T : struct, Enum => Choice(element.Text(name) ?? "", none);

    // Words only: a number would be read as a value that the list of choices does not have.
    private static T Choice<T>(string word, T none)
        where T : struct, Enum =>
        word.Length > 0 && char.IsAsciiLetterLower(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var known)
            ? known
            : none;
}
