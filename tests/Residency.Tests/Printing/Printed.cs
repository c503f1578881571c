namespace Residency.Tests.Printing;

/// <summary>Compares what the code says with a committed text that people review.</summary>
internal static class Printed
{
    private static readonly string Folder = Repository.PathOf("tests", "Residency.Tests", "Printed");

    /// <summary>Fails when the committed file says something else; rewrites it under <c>tools/dev accept</c>.</summary>
    /// <param name="file">Name in <c>tests/Residency.Tests/Printed</c>; the calling test carries <c>[Prints(file)]</c>.</param>
    /// <param name="text">What the code says now. Line ends and blank ends do not count.</param>
    public static void ShouldMatch(string file, string text)
    {
        MustBeFoundByAccept(file);
        ShouldMatch(Folder, file, text, accept: Environment.GetEnvironmentVariable("RESIDENCY_ACCEPT") == "1");
    }

    internal static void ShouldMatch(string folder, string file, string text, bool accept)
    {
        var path = Path.Combine(folder, file);
        var now = Normal(text);
        var committed = File.Exists(path) ? Normal(File.ReadAllText(path)) : "";
        if (string.Equals(now, committed, StringComparison.Ordinal))
        {
            return;
        }

        if (accept)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(path, now);
            return;
        }

        throw new ShouldAssertException(
            $"""
            {file} is not what the code says. If the code is right, run 'tools/dev accept' and review the difference.
            (- committed, + the code)
            {LineDifference.Between(committed, now)}
            """
        );
    }

    private static void MustBeFoundByAccept(string file)
    {
        var traits = TestContext.Current.TestMethod?.Traits;
        if (traits is null || !traits.TryGetValue("Prints", out var files) || !files.Contains(file, StringComparer.Ordinal))
        {
            throw new InvalidOperationException(
                $"Put [Prints(\"{file}\")] above this test: 'tools/dev accept' runs only such tests."
            );
        }
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd() + "\n";
}
