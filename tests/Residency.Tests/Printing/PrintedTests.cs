namespace Residency.Tests.Printing;

public sealed class PrintedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("residency-printed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_text_passes_whatever_its_line_ends()
    {
        File.WriteAllText(Path.Combine(_folder, "states.txt"), "draft\r\nreview\r\n\r\n");
        Printed.ShouldMatch(_folder, "states.txt", "draft\nreview", accept: false);
    }

    [Fact]
    public void Another_text_fails_and_shows_the_lines_that_differ()
    {
        var committed = string.Join('\n', Enumerable.Range(1, 20).Select(n => $"line {n}"));
        File.WriteAllText(Path.Combine(_folder, "states.txt"), committed);

        var failure = Should.Throw<ShouldAssertException>(() =>
            Printed.ShouldMatch(
                _folder,
                "states.txt",
                committed.Replace("line 10\n", "line ten\n", StringComparison.Ordinal),
                accept: false
            )
        );

        failure.Message.ShouldContain("  … 6 equal lines\n  line 7\n  line 8\n  line 9\n- line 10\n+ line ten\n  line 11");
        failure.Message.ShouldContain("tools/dev accept");
        File.ReadAllText(Path.Combine(_folder, "states.txt")).ShouldBe(committed);
    }

    [Fact]
    public void A_missing_file_fails() =>
        Should.Throw<ShouldAssertException>(() => Printed.ShouldMatch(_folder, "new.txt", "draft", accept: false));

    [Fact]
    public void Accepting_writes_the_file()
    {
        Printed.ShouldMatch(_folder, "new.txt", "draft\r\nreview", accept: true);
        File.ReadAllText(Path.Combine(_folder, "new.txt")).ShouldBe("draft\nreview\n");
    }

    [Fact]
    public void A_test_that_accept_would_not_find_is_told_so() =>
        Should
            .Throw<InvalidOperationException>(() => Printed.ShouldMatch("states.txt", "draft"))
            .Message.ShouldContain("[Prints(\"states.txt\")]");
}
