using System.Globalization;
using System.Text;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Foundation.Text.Myst;

namespace Residency.Tests.Foundation.Text;

/// <summary>Four times the file may take four times the work: text that was made to stop the reader does not.</summary>
/// <remarks>
/// Work is counted in bytes that the reader takes, which does not depend on the machine, and in what it would look
/// through. Section signs stand for numbers, so that nothing is the same twice.
/// </remarks>
public sealed class NastyTextTests(ITestOutputHelper output)
{
    private const long Little = 24 << 20;

    public static TheoryData<string> Units =>
        [
            "[",
            "![",
            "[a](",
            "[a](<",
            "![a]({",
            "[]",
            "[^",
            "[@a;",
            "](",
            "[a][",
            "[[[[ ",
            "*",
            "** a",
            "*a **b ",
            "*a_",
            "***a",
            "_",
            "`",
            "` a `` b ",
            "$",
            "$$ ",
            "<",
            "<a ",
            "<a href=\"",
            "<!-- ",
            "<![CDATA[",
            "&",
            "&#",
            "{",
            "{{",
            "{a}`",
            "{cite}`a§",
            "%",
            "\\",
            "> ",
            "> > > ",
            "| ",
            "|-",
            "#",
            "~~a",
            "^[",
            "https://a.b/(",
            "www.",
            "a@b.c ",
            "'",
            "\"",
            "`a` *b* [c](d) ",
            "👩‍👧",
            "\u0301",
            "\t",
            "<b>",
            "(a)=",
            "é ",
            "```\n",
            "````{note}\n",
            ":::{note}\n",
            "a\n===\n",
            "a|b\n-|-\n",
            "<div>\n",
            "- a\n",
            "  - x\n",
            "1. a\n",
            "% a\n",
            "<details>\n\n",
            "<div>\n\n",
            "<table>\n\n",
            "<!--\n\n",
            "[^1]: a\n\n",
            "x[^§]\n\n[^§]: a\n\n",
            "## h [^§]\n\n[^§]: a\n\n",
            "[a§]: b\n\n",
            "[a§]: b\n```{note}\n\n[a§]\n```\n\n",
            "[a]: b\n```{note} [a]\nx\n```\n\n",
            "(a§)=\n\nx\n\n",
            "## h§\n\n",
            "## h\n\n",
            "+++\n\n",
            ":::{note}\n\n",
            "```{note}\n\na\n```\n\n",
            "| a | b |\n|---|---|\n| c | d |\n\n",
            "a\n: b\n\n",
            "[](#a§)\n\n",
            "![a](b§.png)\n\n",
            "$$\n\n",
            "> a\n\n",
            "* a\n\n",
            "{abbr}`a (b)`\n\n",
        ];

    [Theory, MemberData(nameof(Units))]
    public void The_work_grows_with_the_file(string unit)
    {
        var (small, large) = Effort.IsFull ? (250_000, 1_000_000) : (16_000, 64_000);
        var first = Take(unit, small);
        var second = Take(unit, large);
        output.WriteLine($"{first.Bytes >> 10} KB for {small}, {second.Bytes >> 10} KB for {large}");
        second.Bytes.ShouldBeLessThan(Math.Max(Little, 6 * first.Bytes));
    }

    [Fact]
    public void Ten_thousand_lists_or_quotations_in_each_other_are_refused_with_their_line()
    {
        foreach (var sign in (string[])["- ", "> ", "1. ", "* > "])
        {
            var text = "# T\n\n" + string.Concat(Enumerable.Repeat(sign, 10_000)) + "x";
            MystText.Read(Encoding.UTF8.GetBytes(text)).Refusal!.Text.ShouldContain("line 3");
        }
    }

    [Fact]
    public void Writing_comes_nowhere_near_the_limit_of_work()
    {
        var heaviest = Directory
            .EnumerateFiles(Repository.PathOf("samples"), "*.md", SearchOption.AllDirectories)
            .Max(file => ReadingCost.Of(File.ReadAllText(file)));
        output.WriteLine(heaviest.ToString(CultureInfo.InvariantCulture));
        heaviest.ShouldBeLessThan(ReadingCost.Most / 100);
    }

    // A text is read or refused with a place; whichever it is, the reader was bounded before it began.
    private static (long Bytes, bool IsRead) Take(string unit, int length)
    {
        var text = Text(unit, length);
        var bytes = Encoding.UTF8.GetBytes(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Result<TextImport> read = MystText.Read(bytes);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        if (read.IsDone)
        {
            ReadingCost.Of(text).ShouldBeLessThanOrEqualTo(ReadingCost.Most);
        }
        else
        {
            read.Refusal.Text.ShouldMatch(@"line \d+");
        }

        return (taken, read.IsDone);
    }

    // Empty lines keep the paragraphs as long as they may be, for those that stand on one line.
    private static string Text(string unit, int length)
    {
        var text = new StringBuilder("# T\n\n");
        var paragraph = 0;
        for (var n = 0; text.Length < length; n++)
        {
            var piece = unit.Replace("§", n.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            paragraph = unit.EndsWith("\n\n", StringComparison.Ordinal) ? 0 : paragraph + piece.Length;
            text.Append(piece);
            if (paragraph > 12_000)
            {
                text.Append("\n\n");
                paragraph = 0;
            }
        }

        return text.ToString();
    }
}
