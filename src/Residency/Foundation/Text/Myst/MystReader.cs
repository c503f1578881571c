using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Myst;

/// <summary>Reads Markdown and MyST.</summary>
internal static class MystReader
{
    internal static Result<TextImport> Read(ReadOnlySpan<byte> file)
    {
        var report = new List<ReportLine>();
        var source = SourceText.Decode(file, report);
        if (!source.IsDone)
        {
            return source.Refusal;
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
        return new TextImport(document, assembly.FrontMatter, ordered);
    }

    private static Refusal TooDeep() =>
        new Refusal.Invalid("file", $"Lists, quotations or boxes stand in each other more than {DocumentRules.DeepestNesting} deep. Make the text flatter.");
}
