using Residency.Foundation.Text.Word;

namespace Residency.Foundation.Text;

/// <summary>A Word file that came back, paragraph by paragraph.</summary>
public sealed class ReturnedWord
{
    internal ReturnedWord(IReadOnlyList<WordRow> rows, IReadOnlyList<ImportedComment> remarks, IReadOnlyList<ReportLine> report)
    {
        (Rows, Remarks, Report) = (rows, remarks, report);
    }

    /// <summary>What the file says that it was made of; null when it does not say. Nobody has checked it.</summary>
    public WordOrigin? Origin { get; internal init; }

    /// <summary>What of the file was not kept.</summary>
    public IReadOnlyList<ReportLine> Report { get; }

    internal IReadOnlyList<WordRow> Rows { get; }

    /// <summary>The remarks; their blocks are "r" and the number of a row.</summary>
    internal IReadOnlyList<ImportedComment> Remarks { get; }

    /// <summary>The same file with rows that are named otherwise; one for each of the old ones.</summary>
    internal ReturnedWord With(IReadOnlyList<WordRow> rows) =>
        new(rows, Remarks, Report) { Origin = Origin, Resolved = Resolved };

    /// <summary>The remarks that are settled, by their ids.</summary>
    internal IReadOnlySet<string> Resolved { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}
