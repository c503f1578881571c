namespace Residency.Foundation.Text;

/// <summary>What a file became, and what happened to those parts that the model does not hold.</summary>
/// <param name="Report">In reading order; empty when everything was kept as it stood.</param>
public sealed record TextImport(Document Document, FrontMatter FrontMatter, IReadOnlyList<ReportLine> Report)
{
    /// <summary>Under which name a picture of the text lies beside the file, where that is another one than the text's.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
}

/// <summary>One thing that the import changed, left out or could not understand.</summary>
/// <param name="Severity">How much the person who imports should care.</param>
/// <param name="Place">Where in the file.</param>
/// <param name="Construct">What stood there, such as "toctree" or "raw HTML".</param>
/// <param name="What">What became of it, in words.</param>
public sealed record ReportLine(ReportSeverity Severity, TextPlace Place, string Construct, string What);

/// <summary>A place in a file.</summary>
/// <param name="Line">1 is the first line; 0 when the place is the whole file.</param>
/// <param name="Column">1 is the first character; 0 when the place is the whole line.</param>
public sealed record TextPlace(int Line, int Column);

/// <summary>How much a line of the report matters.</summary>
public enum ReportSeverity
{
    /// <summary>The words were kept, their form changed.</summary>
    Note,

    /// <summary>Something was left out or may be meant differently: look at it.</summary>
    Warning,

    /// <summary>Something is wrong in the file: mend it.</summary>
    Problem,
}
