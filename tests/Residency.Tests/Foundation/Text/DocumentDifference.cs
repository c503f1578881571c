using System.Text;
using System.Text.RegularExpressions;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

/// <summary>Where two documents begin to differ, ids apart.</summary>
internal static class DocumentDifference
{
    internal static string Of(Document expected, Document read)
    {
        var (left, right) = (Lines(expected), Lines(read));
        var at = Math.Max(1, left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count());
        return $"--- expected\n{string.Join('\n', left.Skip(at - 1).Take(3))}\n--- read\n{string.Join('\n', right.Skip(at - 1).Take(3))}";
    }

    private static string[] Lines(Document document) =>
        Regex
            .Replace(
                Encoding
                    .UTF8.GetString(DocumentJson.Write(document))
                    .Replace("{\"kind\"", "\n{\"kind\"", StringComparison.Ordinal),
                "\"id\":\"[0-9a-z]{10}\"",
                "",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            .Split('\n');
}
