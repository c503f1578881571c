using System.Globalization;
using System.Text.RegularExpressions;
using Residency.Tests.Floorplan;

namespace Residency.Tests.Foundation.Ui;

/// <summary>Every pair of colours that meets on a page, by day and by night, against WCAG 2.2 (1.4.3 and 1.4.11).</summary>
public sealed class ContrastTests
{
    private const double Text = 4.5;
    private const double Shape = 3;

    private static readonly Dictionary<string, (string Day, string Night)> Colours = Regex
        .Matches(
            File.ReadAllText(Path.Combine(Building.Root, "src/Residency/Foundation/Ui/Css/tokens.css")),
            @"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);"
        )
        .ToDictionary(match => match.Groups[1].Value, match => (match.Groups[2].Value, match.Groups[3].Value));

    [Theory]
    [InlineData("ink", "paper surface sunken brand-soft inserted deleted note-soft success-soft warning-soft danger-soft")]
    [InlineData("ink-soft", "paper surface sunken brand-soft")]
    [InlineData("link", "paper surface sunken brand-soft")]
    [InlineData("link-hover", "paper surface sunken brand-soft")]
    [InlineData("visited", "paper surface")]
    [InlineData("brand", "paper surface sunken brand-soft")]
    [InlineData("brand-deep", "brand-soft")]
    [InlineData("on-action", "action action-hover")]
    [InlineData("on-danger-action", "danger-action")]
    [InlineData("on-lamp-soft", "lamp-soft")]
    [InlineData("on-hit", "hit")]
    [InlineData("note", "note-soft paper surface")]
    [InlineData("success", "success-soft paper surface")]
    [InlineData("warning", "warning-soft paper surface")]
    [InlineData("danger", "danger-soft paper surface")]
    public void Text_stands_out(string front, string backs) => Check(front, backs, Text);

    [Theory]
    [InlineData("line-strong", "paper surface")]
    [InlineData("focus-line", "paper surface sunken")]
    [InlineData("action", "paper surface")]
    public void Edges_of_what_one_can_use_stand_out(string front, string backs) => Check(front, backs, Shape);

    [Fact]
    public void The_gap_parts_the_focus_ring_from_a_filled_button()
    {
        Ratio(Colours["focus-gap"].Day, Colours["action"].Day).ShouldBeGreaterThanOrEqualTo(Shape);
        Ratio(Colours["focus-gap"].Night, Colours["action"].Night).ShouldBeGreaterThanOrEqualTo(Shape);
    }

    [Fact]
    public void Black_on_white_has_the_greatest_contrast_there_is() => Ratio("#000000", "#ffffff").ShouldBe(21, 0.001);

    private static void Check(string front, string backs, double least)
    {
        foreach (var back in backs.Split(' '))
        {
            Ratio(Colours[front].Day, Colours[back].Day).ShouldBeGreaterThanOrEqualTo(least, $"{front} on {back} by day");
            Ratio(Colours[front].Night, Colours[back].Night).ShouldBeGreaterThanOrEqualTo(least, $"{front} on {back} by night");
        }
    }

    private static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // Relative luminance as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}
