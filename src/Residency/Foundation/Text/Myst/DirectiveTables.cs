using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Myst;

/// <summary>Tables in directives.</summary>
internal sealed class DirectiveTables(BlockReader blocks, LineReader lines, MystReading reading)
{
    internal List<Block> Table(Directive directive, Frame frame)
    {
        var body = Body(directive, frame);
        if (body is not [Table table, ..])
        {
            reading.Warn(directive.Line, "table", "The directive holds no table; its content was kept.");
            return directive.Argument.Length == 0 ? body : [new Paragraph("", Caption(directive, frame)), .. body];
        }

        body[0] = table with { Caption = Caption(directive, frame) };
        return body;
    }

    internal List<Block> ListTable(Directive directive, Frame frame)
    {
        var body = Body(directive, frame);
        var rows = body is [BulletList list] ? list.Items.Select(Row).ToList() : [];
        if (rows.Count == 0 || rows.Exists(row => row is null))
        {
            reading.Warn(directive.Line, "list-table", "The directive holds no list of lists; its content was kept.");
            return directive.Argument.Length == 0 ? body : [new Paragraph("", Caption(directive, frame)), .. body];
        }

        var headerRows = Number(directive.Take("header-rows"));
        var headerColumns = Number(directive.Take("stub-columns"));
        var headers = Places(directive.Take("header-cells"));
        var spans = Places(directive.Take("spans"));
        var table = rows.Select(
            (cells, r) =>
                new TableRow(
                    cells!
                        .Select(
                            (cell, c) =>
                                Span(
                                    spans,
                                    r,
                                    c,
                                    cell with // no row is null here
                                    {
                                        IsHeader = r < headerRows || c < headerColumns || headers.ContainsKey((r, c)),
                                    }
                                )
                        )
                        .ToSequence()
                )
        );
        return
        [
            new Table("", table.ToSequence())
            {
                Caption = Caption(directive, frame),
                Alignments = Alignments(directive.Take("alignments")),
            },
        ];
    }

    internal List<Block> CsvTable(Directive directive, Frame frame)
    {
        var headerRows = Number(directive.Take("header-rows"));
        var headerColumns = Number(directive.Take("stub-columns"));
        var header = directive.Take("header");
        var records = Csv(directive.Body);
        if (header is not null)
        {
            records.InsertRange(0, Csv(header));
            headerRows = Math.Max(headerRows, 1);
        }

        if (records.Count == 0)
        {
            reading.Warn(directive.Line, "csv-table", $"The table has no rows here and was left out. {directive.Take("file")}");
            return [];
        }

        var width = records.Max(record => record.Count);
        var table = records.Select(
            (record, r) =>
                new TableRow(
                    Enumerable
                        .Range(0, width)
                        .Select(c =>
                            Cell(c < record.Count ? record[c] : "", r < headerRows || c < headerColumns, directive, frame)
                        )
                        .ToSequence()
                )
        );
        return [new Table("", table.ToSequence()) { Caption = Caption(directive, frame) }];
    }

    private TableCell Cell(string words, bool isHeader, Directive directive, Frame frame)
    {
        var content = lines.Read(words, frame with { Line = directive.BodyLine });
        return new TableCell(content.IsEmpty ? [] : [new Paragraph("", content)]) { IsHeader = isHeader };
    }

    private List<Block> Body(Directive directive, Frame frame) =>
        blocks.Read(directive.Body, frame.Below with { Line = directive.BodyLine });

    private Sequence<Inline> Caption(Directive directive, Frame frame)
    {
        var words = directive.Argument.Length > 0 ? directive.Argument : directive.Take("caption") ?? "";
        return words.Length == 0 ? [] : lines.Read(words, frame with { Line = directive.Line });
    }

    private static List<TableCell>? Row(ListItem item) =>
        item.Blocks is [BulletList cells] ? [.. cells.Items.Select(cell => new TableCell(cell.Blocks))] : null;

    private static TableCell Span(Dictionary<(int, int), (int Rows, int Columns)> spans, int row, int column, TableCell cell) =>
        spans.TryGetValue((row, column), out var span) ? cell with { RowSpan = span.Rows, ColumnSpan = span.Columns } : cell;

    private static int Number(string? words) => int.TryParse(words, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // "0,1=2x3 4,0" names the cell in row 0 and column 1, which spans 2 rows and 3 columns, and the cell in row 4 and column 0.
    private static Dictionary<(int, int), (int Rows, int Columns)> Places(string? words)
    {
        var places = new Dictionary<(int, int), (int, int)>();
        foreach (var part in (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = part.Split(',', '=', 'x');
            var values = numbers.Select(Number).ToList();
            if (values.Count is 2 or 4)
            {
                places[(values[0], values[1])] =
                    values.Count == 4 ? (Math.Clamp(values[2], 1, 1000), Math.Clamp(values[3], 1, 1000)) : (1, 1);
            }
        }

        return places;
    }

    private static Sequence<ColumnAlignment> Alignments(string? words) =>
        (words ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word =>
                word switch
                {
                    "left" => ColumnAlignment.Left,
                    "centre" or "center" => ColumnAlignment.Centre,
                    "right" => ColumnAlignment.Right,
                    _ => ColumnAlignment.Unset,
                }
            )
            .ToSequence();

    private static List<List<string>> Csv(string text)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var sign = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (sign != '"')
                {
                    field.Append(sign);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (sign == '"' && string.IsNullOrWhiteSpace(field.ToString()))
            {
                field.Clear();
                quoted = true;
            }
            else if (sign is ',' or '\n')
            {
                record.Add(field.ToString().Trim());
                field.Clear();
                if (sign == '\n')
                {
                    if (record.Exists(value => value.Length > 0))
                    {
                        records.Add(record);
                    }

                    record = [];
                }
            }
            else
            {
                field.Append(sign);
            }
        }

        return records;
    }
}
