using System.Runtime.InteropServices;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Word files.</summary>
internal static class WordReading
{
    /// <summary>Reads one with its pictures.</summary>
    /// <returns>The text; Invalid naming the part of the file that is wrong and what to do.</returns>
    public static Result<ReadFile> Read(ReadOnlyMemory<byte> file)
    {
        using var stream = MemoryMarshal.TryGetArray(file, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) // the memory lies on an array
            : new MemoryStream(file.ToArray(), writable: false);
        var read = WordText.Read(stream, WordLimits.Usual);
        return read.IsDone ? new ReadFile(read.Value.Text, read.Value.Pictures) : read.Refusal;
    }
}
