using System.Globalization;
using System.Xml.Linq;

namespace Residency.Make.Publishing.Draw;

/// <summary>What a link preview shows.</summary>
/// <param name="Hub">The hub's name.</param>
/// <param name="Kicker">Genre and year.</param>
/// <param name="Title">The title of the text.</param>
/// <param name="Below">Whom it is about and by; one line each.</param>
/// <param name="Code">The permanent code; decides which windows are lit.</param>
public sealed record PreviewWords(string Hub, string Kicker, string Title, IReadOnlyList<string> Below, string Code);

/// <summary>Draws the picture of a link preview as SVG: dusk over houses, and in one of them somebody writes.</summary>
public sealed class PreviewPicture(TypeFace title, TypeFace small, TypeFace strong)
{
    /// <summary>Pixels; the size that https://ogp.me clients show without cutting.</summary>
    public const int Width = 1200;

    /// <summary>Pixels.</summary>
    public const int Height = 630;

    private const double Left = 84;
    private const double Measure = 740;
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>With the fonts that are shipped beside the product.</summary>
    public static PreviewPicture FromShippedFonts()
    {
        return new PreviewPicture(
            Face("Literata_600SemiBold"),
            Face("AtkinsonHyperlegibleNext_400Regular"),
            Face("AtkinsonHyperlegibleNext_600SemiBold")
        );

        static TypeFace Face(string name) => TypeFace.Read(Path.Combine(ResvgPainter.Folder, "fonts", name + ".ttf"));
    }

    /// <summary>The drawing. Words that our fonts cannot set are left out; the page's own text carries them.</summary>
    public string Draw(PreviewWords words)
    {
        var picture = new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {Height}"),
            new XAttribute("width", Width),
            new XAttribute("height", Height),
            Sky(),
            Street(words.Code)
        );
        picture.Add(Words(words));
        return picture.ToString(SaveOptions.DisableFormatting);
    }

    private IEnumerable<XElement> Words(PreviewWords words)
    {
        if (strong.Covers(words.Hub))
        {
            var hub = LineBreaks.Fit(strong, words.Hub, Measure, (27, 1));
            yield return Line(hub.Lines[0], (Left + 44, 100), "Atkinson Hyperlegible Next", hub.Size, "#f2b544");
            yield return Mark(Left, 69, 0.98);
        }

        var top = 178.0;
        if (title.Covers(words.Title))
        {
            var set = LineBreaks.Fit(title, words.Title, Measure, (74, 2), (66, 3), (56, 4), (46, 5));
            var step = set.Size * 1.16;
            // The block hangs in the middle of what the lines above and below leave free.
            top = 284 - (step * (set.Lines.Count - 1) / 2) + (set.Size * 0.32);
            foreach (var line in set.Lines)
            {
                yield return Line(line, (Left, top), "Literata", set.Size, "#fffaf2");
                top += step;
            }
        }

        var foot = words.Below.Where(small.Covers).Take(2).ToList();
        for (var n = 0; n < foot.Count; n++)
        {
            var set = LineBreaks.Fit(small, foot[n], Measure, (28, 1), (25, 1));
            var y = 518 - (38 * (foot.Count - 1 - n));
            yield return Line(set.Lines[0], (Left, y), "Atkinson Hyperlegible Next", set.Size, "#eadbe4", weight: 400);
        }

        if (strong.Covers(words.Kicker))
        {
            yield return Line(words.Kicker, (Left, 564), "Atkinson Hyperlegible Next", 24, "#d3a9c4");
        }
    }

    private static XElement Line(
        string text,
        (double X, double Y) at,
        string family,
        double size,
        string fill,
        int weight = 600
    ) =>
        new(
            s_svg + "text",
            new XAttribute("x", Say(at.X)),
            new XAttribute("y", Say(at.Y)),
            new XAttribute("font-family", family),
            new XAttribute("font-weight", weight),
            new XAttribute("font-size", Say(size)),
            new XAttribute("fill", fill),
            text
        );

    // The sign of the site: a house, its light, its open door.
    private static XElement Mark(double x, double y, double scale) =>
        new(
            s_svg + "g",
            new XAttribute("transform", $"translate({Say(x)} {Say(y)}) scale({Say(scale)})"),
            Shape("M2 33V14a12 12 0 0 1 24 0v19z", "#8d4a7d"),
            Shape("M8.5 33V16a5.5 5.5 0 0 1 11 0v17z", "#f2b544"),
            Shape("M8.5 33V16A5.5 5.5 0 0 1 14 10.5v19z", "#fff6df")
        );

    private static IEnumerable<XElement> Sky()
    {
        yield return new XElement(
            s_svg + "defs",
            Fade("sky", "x1=0 y1=0 x2=0.35 y2=1", ("0", "#241a2e", 1), ("0.62", "#4f1c43", 1), ("1", "#7a3560", 1)),
            Glow("glow", ("0", "#ffd98c", 0.55), ("0.45", "#f2b544", 0.20), ("1", "#f2b544", 0))
        );
        yield return Rectangle((0, 0, Width, Height), "url(#sky)");
        foreach (
            var (x, y, size) in ((int, int, double)[])
                [(905, 92, 2), (1010, 56, 1.6), (1122, 128, 2.2), (968, 176, 1.4), (1160, 48, 1.5)]
        )
        {
            yield return Dot(x, y, size, "#f8e6cf");
        }

        yield return Shape("M1062 104a44 44 0 1 1-51 66a42 42 0 0 0 51-66z", "#fbe3b3");
        yield return new XElement(
            s_svg + "circle",
            new XAttribute("cx", 1064),
            new XAttribute("cy", 520),
            new XAttribute("r", 250),
            new XAttribute("fill", "url(#glow)")
        );
    }

    // Six houses; the code says which windows are lit, so that no two texts look alike.
    private static IEnumerable<XElement> Street(string code)
    {
        yield return Shape("M760 630V560c90-40 150-8 240-34s150-34 200-14v118z", "#3a1636");
        var seed = code.Aggregate(17u, (sum, c) => (sum * 31) + c);
        var house = 0;
        foreach (var (x, wide, tall) in ((int, int, int)[])[(872, 70, 128), (950, 62, 96), (1132, 74, 152)])
        {
            yield return Shape(Arch(x, 606, wide, tall), house % 2 == 0 ? "#331530" : "#40193c");
            for (var row = 0; row < (tall - 40) / 34; row++)
            {
                var isLit = ((seed >> ((house * 4) + row)) & 1) == 1;
                yield return Rounded((x + (wide / 2) - 8, 606 - tall + 34 + (row * 34), 16, 20), isLit ? "#f2b544" : "#552548");
            }

            house++;
        }

        yield return Shape(Arch(1006, 606, 116, 210), "#6b2a5b");
        yield return Shape(Arch(1036, 606, 56, 142), "#f2b544");
        yield return Shape("M1036 606V492a28 28 0 0 1 28-28v124z", "#fff6df");
        yield return Rectangle((0, 604, Width, 26), "#27101f");
        yield return Shape("M1036 604h56l60 26H992z", "#c98a3c");
    }

    private static string Arch(int x, int foot, int wide, int tall) =>
        $"M{x} {foot}v-{tall - (wide / 2)}a{Say(wide / 2.0)} {Say(wide / 2.0)} 0 0 1 {wide} 0v{tall - (wide / 2)}z";

    private static XElement Shape(string path, string fill) =>
        new(s_svg + "path", new XAttribute("d", path), new XAttribute("fill", fill));

    private static XElement Dot(int x, int y, double size, string fill) =>
        new(
            s_svg + "circle",
            new XAttribute("cx", x),
            new XAttribute("cy", y),
            new XAttribute("r", Say(size)),
            new XAttribute("fill", fill)
        );

    private static XElement Rectangle((int X, int Y, int Width, int Height) at, string fill) =>
        new(
            s_svg + "rect",
            new XAttribute("x", at.X),
            new XAttribute("y", at.Y),
            new XAttribute("width", at.Width),
            new XAttribute("height", at.Height),
            new XAttribute("fill", fill)
        );

    private static XElement Rounded((int X, int Y, int Width, int Height) at, string fill)
    {
        var rectangle = Rectangle(at, fill);
        rectangle.Add(new XAttribute("rx", 3));
        return rectangle;
    }

    private static XElement Fade(
        string id,
        string line,
        params IReadOnlyList<(string At, string Colour, double Opacity)> stops
    ) =>
        new(
            s_svg + "linearGradient",
            new XAttribute("id", id),
            line.Split(' ').Select(part => part.Split('=')).Select(part => new XAttribute(part[0], part[1])),
            stops.Select(Stop)
        );

    private static XElement Glow(string id, params IReadOnlyList<(string At, string Colour, double Opacity)> stops) =>
        new(s_svg + "radialGradient", new XAttribute("id", id), stops.Select(Stop));

    private static XElement Stop((string At, string Colour, double Opacity) stop) =>
        new(
            s_svg + "stop",
            new XAttribute("offset", stop.At),
            new XAttribute("stop-color", stop.Colour),
            new XAttribute("stop-opacity", Say(stop.Opacity))
        );

    private static string Say(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
