namespace Residency.Foundation.Text.Returned;

/// <summary>Gathers what became of what a returned file says.</summary>
internal sealed class ReturnedReport
{
    private const int LongestWords = 300;
    private const int MostLines = 2_000;
    private readonly List<ReturnedLine> _lines = [];

    internal IReadOnlyList<ReturnedLine> Lines => _lines;

    internal void Say(ReturnedKind kind, string block, string words, string what = "", string author = "")
    {
        if (_lines.Count < MostLines)
        {
            _lines.Add(new ReturnedLine(kind, block, Cut(words)) { What = what, Author = author });
        }
        else if (_lines.Count == MostLines)
        {
            _lines.Add(new ReturnedLine(ReturnedKind.NotHeld, "", "") { What = "There is more than this list holds." });
        }
    }

    private static string Cut(string words) =>
        words.Length <= LongestWords ? words : Word.WordReading.Cut(words, LongestWords) + "…";
}
