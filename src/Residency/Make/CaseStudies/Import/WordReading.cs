using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Word files.</summary>
internal static class WordReading
{
    /// <summary>Reads one.</summary>
    public static Result<TextImport> Read(ReadOnlySpan<byte> file) =>
        file.StartsWith("PK"u8)
            ? new Refusal.Invalid(
                "File",
                "Word files are not read yet by this version. Save the text as Markdown (.md) or plain text (.txt)."
            )
            : new Refusal.Invalid(
                "File",
                "The file is named like a Word file but is none. Open it in Word and save it as .docx."
            );
}
