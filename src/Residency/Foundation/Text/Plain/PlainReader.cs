using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Plain;

/// <summary>Reads text without marks: paragraphs by empty lines, headings and lists only where nobody can doubt them.</summary>
internal static class PlainReader
{
    private const int LongestHeading = 80;

    internal static Result<TextImport> Read(ReadOnlySpan<byte> file)
    {
        var report = new List<ReportLine>();
        var source = SourceText.Decode(file, report);
        if (!source.IsDone)
        {
            return source.Refusal;
        }

        var pieces = Pieces(source.Value);
        string? title = null;
        var sections = new List<(string Title, List<Block> Blocks)>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var (line, lines) = pieces[i];
            var (heading, rest) = Heading(lines, i + 1 < pieces.Count);
            if (heading is not null && i == 0)
            {
                title = heading;
                report.Add(
                    new ReportLine(ReportSeverity.Note, new TextPlace(line, 0), "title", "The first line was taken as the title.")
                );
            }
            else if (heading is not null)
            {
                sections.Add((heading, []));
                report.Add(
                    new ReportLine(
                        ReportSeverity.Note,
                        new TextPlace(line, 0),
                        "heading",
                        $"“{heading}” was taken as the title of a section."
                    )
                );
            }

            if (rest.Count > 0)
            {
                if (sections.Count == 0)
                {
                    sections.Add(("", []));
                }

                sections[^1].Blocks.AddRange(Blocks(rest));
            }
        }

        var document = new Document(
            sections
                .Select(section => new Section(
                    "",
                    section.Title.Length == 0 ? [] : [new Run(section.Title)],
                    section.Blocks.ToSequence()
                ))
                .ToSequence()
        );
        return new TextImport(BlockIds.Derive(document), new FrontMatter { Title = title }, report);
    }

    private static List<(int Line, List<string> Lines)> Pieces(string text)
    {
        var pieces = new List<(int, List<string>)>();
        List<string>? open = null;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                open = null;
                continue;
            }

            if (open is null)
            {
                open = [];
                pieces.Add((number, open));
            }

            open.Add(line.Trim());
        }

        return pieces;
    }

    // A heading is underlined, or a short line alone that ends like no sentence and is followed by something.
    private static (string? Heading, List<string> After) Heading(List<string> lines, bool isFollowed)
    {
        if (lines.Count > 1 && lines[1].Length >= 3 && (lines[1].All(sign => sign == '=') || lines[1].All(sign => sign == '-')))
        {
            return (lines[0], lines[2..]);
        }

        var isAlone =
            isFollowed
            && lines is [{ Length: <= LongestHeading } line]
            && (char.IsUpper(line[0]) || Numbered(line) is not null)
            && line[^1] is not ('.' or ',' or ';' or ':' or '!' or '"' or '”')
            && !line.Contains("://", StringComparison.Ordinal)
            && !line.Contains('@', StringComparison.Ordinal)
            && !line.StartsWith("By ", StringComparison.Ordinal);
        return isAlone ? (Numbered(lines[0]) is { } words && words.Length > 0 ? words : lines[0], []) : (null, lines);
    }

    private static List<Block> Blocks(List<string> lines)
    {
        var blocks = new List<Block>();
        var items = new List<string>();
        var start = 1;
        var signs = lines.ConvertAll(line =>
            Bullet(line) is not null ? 'b'
            : Numbered(line) is not null ? 'n'
            : ' '
        );
        if (signs[0] == ' ' || signs.Exists(sign => sign != ' ' && sign != signs[0]))
        {
            return [new Paragraph("", [new Run(string.Join(' ', lines))])];
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (signs[i] == ' ')
            {
                items[^1] += " " + lines[i];
                continue;
            }

            if (i == 0 && signs[0] == 'n')
            {
                start = int.Parse(
                    lines[0].AsSpan(0, lines[0].IndexOfAny(['.', ')'])),
                    System.Globalization.CultureInfo.InvariantCulture
                );
            }

            items.Add(Bullet(lines[i]) ?? Numbered(lines[i]) ?? lines[i]);
        }

        var entries = items.Select(item => new ListItem([new Paragraph("", [new Run(item)])])).ToSequence();
        blocks.Add(signs[0] == 'b' ? new BulletList("", entries) : new OrderedList("", start, entries));
        return blocks;
    }

    private static string? Bullet(string line) =>
        line.Length > 2 && line[0] is ('-' or '*' or '•' or '–') && line[1] == ' ' ? line[2..].TrimStart() : null;

    private static string? Numbered(string line)
    {
        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and <= 4 && line.Length > digits + 2 && line[digits] is ('.' or ')') && line[digits + 1] == ' '
            ? line[(digits + 2)..].TrimStart()
            : null;
    }
}
