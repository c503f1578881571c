namespace Residency.Foundation.Text;

internal sealed class DocumentCheck
{
    private readonly List<DocumentProblem> _problems = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _footnotes = new(StringComparer.Ordinal);
    private readonly List<(string Place, string Name)> _footnoteReferences = [];

    internal IReadOnlyList<DocumentProblem> Problems => _problems;

    internal void Document(Document document)
    {
        for (var i = 0; i < document.Sections.Count; i++)
        {
            var section = document.Sections[i];
            Id(section.Id);
            Label(section.Id, section.Label);
            Claim(section.Id, i == 0 || !section.Title.IsEmpty, "Only the first section may be without a title.");
            Line(section.Id, section.Title);
            Blocks(section.Id, section.Blocks, depth: 1);
        }

        foreach (var (place, name) in _footnoteReferences)
        {
            Claim(place, _footnotes.Contains(name), $"The footnote “{name}” is missing.");
        }

        foreach (var comment in document.Comments)
        {
            Claim(
                comment.Id,
                comment.BlockId is null || _ids.Contains(comment.BlockId),
                "The comment belongs to a block that is missing."
            );
        }
    }

    private void Blocks(string place, Sequence<Block> blocks, int depth)
    {
        if (depth > DocumentRules.DeepestNesting && !blocks.IsEmpty)
        {
            Claim(place, holds: false, $"Blocks stand in each other more than {DocumentRules.DeepestNesting} deep.");
            return;
        }

        foreach (var block in blocks)
        {
            Id(block.Id);
            Label(block.Id, block.Label);
            Suggested(block.Id, block.Suggested);
            Block(block, depth);
        }
    }

    private void Block(Block block, int depth)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Line(block.Id, paragraph.Content);
                break;
            case Heading heading:
                Claim(block.Id, heading.Level is >= 3 and <= 6, "A heading in a section has a level from 3 to 6.");
                Claim(block.Id, !heading.Content.IsEmpty, "A heading has words.");
                Line(block.Id, heading.Content);
                break;
            case BulletList list:
                Items(list.Id, list.Items, depth);
                break;
            case OrderedList list:
                Claim(block.Id, list.Start >= 0, "A list begins at 0 or above.");
                Items(list.Id, list.Items, depth);
                break;
            case DefinitionList list:
                foreach (var item in list.Items)
                {
                    Line(block.Id, item.Term);
                    Blocks(block.Id, item.Blocks, depth + 1);
                }

                break;
            case QuotationBlock quotation:
                Blocks(block.Id, quotation.Blocks, depth + 1);
                Line(block.Id, quotation.Attribution);
                break;
            case Figure figure:
                Figure(figure);
                break;
            case Table table:
                Table(table, depth);
                break;
            case CodeBlock code:
                Text(block.Id, code.Text);
                Line(block.Id, code.Caption);
                break;
            case Callout callout:
                Line(block.Id, callout.Title);
                Blocks(block.Id, callout.Blocks, depth + 1);
                break;
            case Footnote footnote:
                Claim(block.Id, depth == 1, "A footnote stands directly in a section.");
                Claim(block.Id, _footnotes.Add(footnote.Name), $"The footnote “{footnote.Name}” stands there twice.");
                Blocks(block.Id, footnote.Blocks, depth + 1);
                break;
            case FormulaBlock formula:
                Text(block.Id, formula.Tex);
                break;
            case ThematicBreak:
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    private void Items(string place, Sequence<ListItem> items, int depth)
    {
        Claim(place, !items.IsEmpty, "A list has entries.");
        foreach (var item in items)
        {
            Suggested(place, item.Suggested);
            Blocks(place, item.Blocks, depth + 1);
        }
    }

    private void Figure(Figure figure)
    {
        Claim(figure.Id, DocumentRules.Allows(figure.File), $"A picture may not come from “{figure.File}”.");
        Claim(
            figure.Id,
            !figure.Decorative || string.IsNullOrEmpty(figure.Alternative),
            "A decorative picture has no alternative text."
        );
        Line(figure.Id, figure.Caption);
    }

    private void Table(Table table, int depth)
    {
        Line(table.Id, table.Caption);
        Claim(table.Id, !table.Rows.IsEmpty, "A table has rows.");
        foreach (var cell in table.Rows.SelectMany(row => row.Cells))
        {
            Claim(
                table.Id,
                cell is { ColumnSpan: >= 1 and <= 1000, RowSpan: >= 1 and <= 1000 },
                "A cell spans 1 to 1000 rows and columns."
            );
            Blocks(table.Id, cell.Blocks, depth + 1);
        }
    }

    private void Line(string place, Sequence<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            Claim(place, inline.Marks == Marks.Tidy(inline.Marks), "A mark stands there twice or out of order.");
            foreach (var person in inline.Marks.Select(PersonOf))
            {
                Person(place, person);
            }

            foreach (var link in inline.Marks.OfType<Link>())
            {
                Claim(place, DocumentRules.Allows(link.Address), $"A link may not lead to “{link.Address}”.");
            }

            switch (inline)
            {
                case Run run:
                    Claim(place, run.Text.Length > 0, "A run of words is empty.");
                    Claim(place, !run.Text.Contains('\n', StringComparison.Ordinal), "A run of words holds a line feed.");
                    Text(place, run.Text);
                    break;
                case InlineImage image:
                    Claim(place, DocumentRules.Allows(image.File), $"A picture may not come from “{image.File}”.");
                    break;
                case FootnoteReference reference:
                    _footnoteReferences.Add((place, reference.Name));
                    break;
                case Citation citation:
                    Claim(place, citation.Key.Length > 0, "A citation has no key.");
                    break;
                case CrossReference reference:
                    Claim(place, reference.Target.Length > 0, "A cross-reference has no target.");
                    break;
                case LineBreak or Formula:
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException(inline.GetType().Name);
            }
        }
    }

    private void Suggested(string place, SuggestedBlock? by) => Person(place, by?.Person);

    private static string? PersonOf(Mark mark) =>
        mark switch
        {
            Inserted by => by.Person,
            Deleted by => by.Person,
            _ => null,
        };

    private void Person(string place, string? person) =>
        Claim(
            place,
            person is null || DocumentRules.AllowsPerson(person),
            "A suggestion names nobody whom the house could know."
        );

    private void Text(string place, string text)
    {
        Claim(place, !text.Any(sign => char.IsControl(sign) && sign is not ('\t' or '\n')), "The text holds control characters.");
        Claim(place, WellFormed(text), "The text holds half a character.");
    }

    private static bool WellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == System.Text.Rune.ReplacementChar && !text.Contains('\uFFFD', StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private void Id(string id)
    {
        Claim(id, DocumentRules.AllowsId(id), "An id has 1 to 64 letters, digits, hyphens or underscores.");
        Claim(id, _ids.Add(id), "The id stands there twice.");
    }

    private void Label(string place, string? label) =>
        Claim(place, label is null || _labels.Add(label), $"The label “{label}” stands there twice.");

    private void Claim(string place, bool holds, string problem)
    {
        if (!holds)
        {
            _problems.Add(new DocumentProblem(place, problem));
        }
    }
}
