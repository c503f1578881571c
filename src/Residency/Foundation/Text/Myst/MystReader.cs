using System.Buffers;
using System.Globalization;
using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Myst;

/// <summary>Reads Markdown and MyST.</summary>
internal static class MystReader
{
    private static readonly SearchValues<char> Nesting = SearchValues.Create(" \t>-*+#:`~.)0123456789");

    internal static Result<TextImport> Read(ReadOnlySpan<byte> file)
    {
        var report = new List<ReportLine>();
        var source = SourceText.Decode(file, report);
        if (!source.IsDone)
        {
            return source.Refusal;
        }

        if (ReadingCost.Refuse(source.Value) is { } costly)
        {
            return costly;
        }

        var (yaml, text, line) = FrontMatterReader.Divide(source.Value);
        if (FrontMatterReader.IsUnended(yaml, source.Value))
        {
            return new Refusal.Invalid(
                "file",
                "The front matter that begins in line 1 never ends. Put a line of --- after it and try again."
            );
        }

        var front = FrontMatterReader.Read(yaml, report);
        if (!front.IsDone)
        {
            return front.Refusal;
        }

        var matter = front.Value;
        var reading = new MystReading(report);
        List<Block> blocks;
        try
        {
            blocks = new BlockReader(reading).Read(text, new Frame(line, 0));
        }
        catch (ArgumentException) // Markdig's only way to say that a text nests too deep
        {
            return TooDeep(source.Value);
        }

        if (reading.TooDeep)
        {
            return TooDeep(source.Value);
        }

        var assembly = new MystAssembly(reading, matter);
        var document = assembly.Assemble(blocks);
        var ordered = report.OrderBy(entry => entry.Place.Line).ThenBy(entry => entry.Place.Column).ToList();
        return new TextImport(document, assembly.FrontMatter, ordered)
        {
            Files = matter.Hub?.Page?.Files() ?? new Dictionary<string, string>(),
        };
    }

    private static Refusal TooDeep(string text) =>
        new Refusal.Invalid(
            "file",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Lists, quotations or boxes stand in each other more than {DocumentRules.DeepestNesting} deep, about line {DeepestLine(text)}. Make the text flatter."
            )
        );

    // Markdig does not say where: the line that begins with most signs of nesting comes near.
    private static int DeepestLine(string text)
    {
        var (line, deepest, most) = (0, 1, 0);
        foreach (var one in text.AsSpan().EnumerateLines())
        {
            line++;
            var signs = one.IndexOfAnyExcept(Nesting);
            signs = signs < 0 ? one.Length : signs;
            if (signs > most)
            {
                (deepest, most) = (line, signs);
            }
        }

        return deepest;
    }
}
