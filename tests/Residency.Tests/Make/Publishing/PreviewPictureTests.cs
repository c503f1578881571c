using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Residency.Foundation.Files;
using Residency.Foundation.Results;
using Residency.Make.Publishing.Draw;

namespace Residency.Tests.Make.Publishing;

public sealed class PreviewPictureTests
{
    private static readonly PreviewPicture s_picture = PreviewPicture.FromShippedFonts();
    private static readonly TypeFace s_face = TypeFace.Read(
        Path.Combine(AppContext.BaseDirectory, "drawing", "fonts", "Literata_600SemiBold.ttf")
    );

    [Theory]
    [InlineData("Whose rain is it?")]
    [InlineData("</text><script>alert(1)</script> & \"quotes\" 'and' <b>tags</b> ]]> &amp; %SYSTEM%")]
    [InlineData("Données ouvertes à Łódź: Ünïcode naïve façade")]
    public void The_title_is_set_whole_and_as_text(string title)
    {
        var svg = XDocument.Parse(s_picture.Draw(Words(title)));
        string.Join(' ', LinesOf(svg, "Literata")).ShouldBe(title);
        svg.Descendants().Select(part => part.Name.LocalName).ShouldNotContain("script");
    }

    [Theory]
    [InlineData("數據共享的故事")]
    [InlineData("بيانات مفتوحة للجميع")]
    [InlineData("נתונים פתוחים")]
    [InlineData("Harbour 🚢 notes")]
    [InlineData("\u202Egnirts desrever")]
    public void What_our_fonts_cannot_set_is_left_to_the_page(string title)
    {
        var svg = XDocument.Parse(s_picture.Draw(Words(title)));
        LinesOf(svg, "Literata").ShouldBeEmpty();
        LinesOf(svg, "Atkinson Hyperlegible Next").ShouldContain("Harbour hub");
    }

    [Fact]
    public void Lines_fit_whatever_the_words()
    {
        const int seed = 20261123;
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var title = string.Join(' ', Enumerable.Range(0, random.Next(1, 60)).Select(_ => Word(random)));
            var svg = XDocument.Parse(s_picture.Draw(Words(title)));
            var lines = svg.Descendants().Where(part => part.Attribute("font-family")?.Value == "Literata").ToList();
            lines.Count.ShouldBeInRange(1, 5, $"seed {seed}, round {round}");
            foreach (var line in lines)
            {
                var size = double.Parse(line.Attribute("font-size")!.Value, CultureInfo.InvariantCulture); // every text has one
                s_face.WidthOf(line.Value, size).ShouldBeLessThanOrEqualTo(740, $"seed {seed}, round {round}: {line.Value}");
            }
        }
    }

    [Theory]
    [InlineData("A short one")]
    [InlineData(
        "A much longer title that needs a good many words before it comes to what the text is really about, and then goes on"
    )]
    [InlineData("</text><image href=\"file:///etc/passwd\"/><image href=\"http://127.0.0.1:1/x\"/>")]
    [InlineData("數據共享的故事")]
    public async Task The_real_painter_makes_a_picture_of_the_right_size(string title)
    {
        var painter = new ResvgPainter(new DrawingSettings());
        (await painter.MissingAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        var png = await painter.PaintAsync(s_picture.Draw(Words(title)), TestContext.Current.CancellationToken);
        var size = PictureSize.Read(FileKind.Png, png).ShouldNotBeNull();
        (size.Width, size.Height).ShouldBe((1200, 630));
        png.Length.ShouldBeInRange(20_000, 400_000);
    }

    [Fact]
    public async Task A_painter_that_hangs_is_stopped_and_one_that_is_missing_is_named()
    {
        var hanging = Path.Combine(Directory.CreateTempSubdirectory("residency-painter-").FullName, "node");
        await File.WriteAllTextAsync(
            hanging,
            "#!/bin/sh\nexec sleep 600\n",
            new UTF8Encoding(false),
            TestContext.Current.CancellationToken
        );
        File.SetUnixFileMode(hanging, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var stopped = new ResvgPainter(new DrawingSettings { Node = hanging, MostSeconds = 1 });
        var broken = await Should.ThrowAsync<OutsideException>(() =>
            stopped.PaintAsync("<svg/>", TestContext.Current.CancellationToken)
        );
        broken.Message.ShouldContain("1 seconds");

        var missing = new ResvgPainter(new DrawingSettings { Node = "no-such-program" });
        (await missing.MissingAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldContain("Drawing:Node");
        var off = new ResvgPainter(new DrawingSettings { Node = "" });
        (await off.MissingAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
        Directory.Delete(Path.GetDirectoryName(hanging)!, recursive: true); // made above
    }

    private static PreviewWords Words(string title) =>
        new("Harbour hub", "Case study · 2026", title, ["Ferry company", "Ada Quill, Bo Reed"], "abc-123");

    private static IReadOnlyList<string> LinesOf(XDocument svg, string family) =>
        [.. svg.Descendants().Where(part => part.Attribute("font-family")?.Value == family).Select(part => part.Value)];

    private static string Word(Random random) =>
        new([
            .. Enumerable
                .Range(0, random.Next(1, random.Next(0, 20) == 0 ? 90 : 14))
                .Select(_ => (char)random.Next('a', 'z' + 1)),
        ]);
}
