using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Word files.</summary>
internal static class WordReading
{
    /// <summary>Reads one.</summary>
    public static Result<WordImport> Read(ReadOnlyMemory<byte> file)
    {
        using var stream = new MemoryStream(file.ToArray(), writable: false);
        return WordText.Read(stream, WordLimits.Usual);
    }
}
