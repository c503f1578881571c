using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Myst;

/// <summary>Reads Markdown and MyST.</summary>
internal static class MystReader
{
    // The time that a parser needs may grow with the square of a paragraph, not of the file.
    private const int MostInParagraph = 50_000;

    internal static Result<TextImport> Read(ReadOnlySpan<byte> file)
    {
        var report = new List<ReportLine>();
        var source = SourceText.Decode(file, report);
        if (!source.IsDone)
        {
            return source.Refusal;
        }

        if (LongestParagraph(source.Value) > MostInParagraph)
        {
            return new Refusal.Invalid(
                "file",
                "A paragraph has more than 50,000 characters. If pictures are written into the text, make them files of their own."
            );
        }

        var (yaml, text, line) = FrontMatterReader.Divide(source.Value);
        var matter = FrontMatterReader.Read(yaml, report);
        var reading = new MystReading(report);
        List<Block> blocks;
        try
        {
            blocks = new BlockReader(reading).Read(text, new Frame(line, 0));
        }
        catch (ArgumentException) // Markdig's only way to say that a text nests too deep
        {
            return TooDeep();
        }

        if (reading.TooDeep)
        {
            return TooDeep();
        }

        var assembly = new MystAssembly(reading, matter);
        var document = assembly.Assemble(blocks);
        var ordered = report.OrderBy(entry => entry.Place.Line).ThenBy(entry => entry.Place.Column).ToList();
        return new TextImport(document, assembly.FrontMatter, ordered)
        {
            Files = matter.Hub?.Page?.Files() ?? new Dictionary<string, string>(),
        };
    }

    private static int LongestParagraph(string text)
    {
        var (longest, length) = (0, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            length = line.IsWhiteSpace() ? 0 : length + line.Length + 1;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private static Refusal TooDeep() =>
        new Refusal.Invalid(
            "file",
            $"Lists, quotations or boxes stand in each other more than {DocumentRules.DeepestNesting} deep. Make the text flatter."
        );
}
