using System.Buffers;
using System.Globalization;
using System.Text;
using Residency.Foundation.Results;

namespace Residency.Foundation.Text;

/// <summary>The characters of a file that somebody handed in.</summary>
internal static class SourceText
{
    /// <summary>The greatest size of a text file that is read: 4 MB.</summary>
    internal const int LargestFile = 4 * 1024 * 1024;

    /// <summary>UTF-8 decoded, line ends made line feeds, the mark at the beginning left out.</summary>
    /// <remarks>Refuses what is too large or not UTF-8. Control characters become report lines, not words.</remarks>
    internal static Result<string> Decode(ReadOnlySpan<byte> file, List<ReportLine> report)
    {
        if (file.Length > LargestFile)
        {
            return new Refusal.Invalid("file", "The file is larger than 4 MB. Take pictures out of it, or divide it.");
        }

        if (WideText(file) is { } wide)
        {
            return wide;
        }

        var bytes = file.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file;
        for (var at = 0; at < bytes.Length; )
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) != OperationStatus.Done)
            {
                var line = bytes[..at].Count((byte)'\n') + 1;
                var offset = file.Length - bytes.Length + at;
                return new Refusal.Invalid(
                    "file",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The file is not UTF-8: in line {line} the byte at offset {offset} is wrong. Save it as UTF-8 and try again."
                    )
                );
            }

            at += consumed;
        }

        var text = Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
        return text.Any(IsUnwanted) ? WithoutControls(text, report) : text;
    }

    // Windows calls UTF-16 "Unicode". Read as UTF-8 it would be words with holes; so would a program or a picture.
    private static Refusal? WideText(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            ? new Refusal.Invalid("file", "The file is UTF-16. Open it in an editor, save it as UTF-8 and try again.")
        : file.Count((byte)0) > file.Length / 4
            ? new Refusal.Invalid(
                "file",
                "The file is no text in UTF-8: much of it is empty bytes. If it is a text, save it as UTF-8 and try again."
            )
        : null;

    private static string WithoutControls(string text, List<ReportLine> report)
    {
        var kept = new StringBuilder(text.Length);
        var (line, column, count) = (1, 0, 0);
        TextPlace? first = null;
        foreach (var sign in text)
        {
            column++;
            if (sign == '\n')
            {
                (line, column) = (line + 1, 0);
            }

            if (IsUnwanted(sign))
            {
                first ??= new TextPlace(line, column);
                count++;
            }
            else
            {
                kept.Append(sign);
            }
        }

        report.Add(
            new ReportLine(
                ReportSeverity.Warning,
                first ?? new TextPlace(0, 0),
                "control character",
                string.Create(CultureInfo.InvariantCulture, $"{count} control characters were left out; here is the first.")
            )
        );
        return kept.ToString();
    }

    private static bool IsUnwanted(char sign) => char.IsControl(sign) && sign is not ('\n' or '\t');
}
