using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads drawings: pictures, boxes of text, lines; names what else stands in them.</summary>
internal sealed class PictureReader(WordReading reading)
{
    private static readonly XNamespace Vml = OpenXml.V;
    private readonly HashSet<string> _embedded = new(StringComparer.OrdinalIgnoreCase);

    internal void Read(XElement drawing, LineSpot spot)
    {
        var seen = new Seen();
        Walk(drawing, spot, seen);
        if (!seen.Anything)
        {
            var about = drawing.Descendants(OpenXml.Wp + "docPr").FirstOrDefault();
            var alternative = Alternative(about);
            reading.Warn(
                "drawing",
                alternative.Length > 0
                    ? $"A drawing of lines and shapes was left out. It shows: {alternative}"
                    : "A drawing of lines and shapes was left out. Insert it as a picture."
            );
        }
    }

    private void Walk(XElement element, LineSpot spot, Seen seen)
    {
        var outer = seen.About;
        if (element.Name == OpenXml.Wp + "inline" || element.Name == OpenXml.Wp + "anchor")
        {
            seen.About = element.Element(OpenXml.Wp + "docPr");
        }

        WalkInside(element, spot, seen);
        seen.About = outer;
    }

    private void WalkInside(XElement element, LineSpot spot, Seen seen)
    {
        if (element.Name == OpenXml.Mc + "AlternateContent")
        {
            foreach (var chosen in OpenXml.Chosen(element))
            {
                Walk(chosen, spot, seen);
            }
        }
        else if (element.Name == OpenXml.W + "txbxContent")
        {
            spot.Line.Boxes.Add((element, spot.Place));
            seen.Anything = true;
        }
        else if (element.Name == OpenXml.Pic + "pic")
        {
            Picture(element, spot, seen.About);
            seen.Anything = true;
        }
        else if (element.Name == Vml + "imagedata")
        {
            OldPicture(element, spot);
            seen.Anything = true;
        }
        else if (element.Name == OpenXml.A + "graphicData" && Embedded(element, spot, seen.About))
        {
            seen.Anything = true;
        }
        else
        {
            Vector(element, spot, seen);
        }
    }

    private void Vector(XElement element, LineSpot spot, Seen seen)
    {
        if (
            element.Name.Namespace == Vml
            && (string?)element.Attribute(OpenXml.Office + "hr") is { } rule
            && rule is "t" or "true"
        )
        {
            (spot.Line.HasRule, seen.Anything) = (true, true);
        }
        else if (element.Name == Vml + "textpath" && (string?)element.Attribute("string") is { Length: > 0 } words)
        {
            spot.Line.Add(new Run(reading.Clean(words)) { Marks = Marks.Tidy(spot.Place.Tracked) });
            reading.Note("WordArt", "Words drawn as a picture were kept as words.");
            seen.Anything = true;
        }
        else if (element.Name == OpenXml.Office + "OLEObject")
        {
            var program = (string?)element.Attribute("ProgID") ?? "another program";
            reading.Warn(
                "embedded object",
                $"What {program[..Math.Min(program.Length, 60)]} keeps in the file was left out; its picture was kept when there is one."
            );
            seen.Anything = true;
        }
        else if (element.Name.LocalName == "contentPart")
        {
            reading.Warn("ink", "Writing by hand was left out.");
            seen.Anything = true;
        }

        foreach (var child in element.Elements())
        {
            Walk(child, spot, seen);
        }
    }

    private void Picture(XElement picture, LineSpot spot, XElement? about)
    {
        var blip = picture.Element(OpenXml.Pic + "blipFill")?.Element(OpenXml.A + "blip");
        var own = picture.Element(OpenXml.Pic + "nvPicPr")?.Element(OpenXml.Pic + "cNvPr");
        var isDecoration =
            about
                ?.Descendants()
                .Take(64)
                .Any(element => element.Name.LocalName == "decorative" && OpenXml.IsOn((string?)element.Attribute("val") ?? "0"))
            == true;
        var alternative = Alternative(about);
        var shown =
            isDecoration ? ""
            : alternative.Length > 0 || LooksLikeFile(Alternative(own)) ? alternative
            : Alternative(own);
        var id = (string?)blip?.Attribute(OpenXml.R + "embed");
        var link = (string?)blip?.Attribute(OpenXml.R + "link");
        Show(spot.Place.Part.Find(string.IsNullOrEmpty(id) ? link : id), shown, isDecoration, spot);
    }

    private void OldPicture(XElement data, LineSpot spot)
    {
        var alternative = reading.Clean(((string?)data.Parent?.Attribute("alt") ?? "").Trim());
        Show(spot.Place.Part.Find((string?)data.Attribute(OpenXml.R + "id")), alternative, isDecoration: false, spot);
    }

    private void Show(Relation? relation, string alternative, bool isDecoration, LineSpot spot)
    {
        if (relation is { IsOutside: true })
        {
            ShowOutside(relation.Target, alternative, spot);
            return;
        }

        if (relation is null || reading.Pictures.Keep(relation.Target, alternative) is not { } name)
        {
            reading.Problem(
                "picture",
                alternative.Length > 0
                    ? $"A picture is missing from the file. It shows: {alternative}"
                    : "A picture is missing from the file."
            );
            return;
        }

        if (isDecoration)
        {
            reading.Pictures.Decorative.Add(name);
        }
        else if (alternative.Length == 0)
        {
            reading.Warn("alternative text", $"The picture “{name}” does not say what it shows. Write it beside the picture.");
        }

        if (Path.GetExtension(name).ToLowerInvariant() is ".emf" or ".wmf" or ".tif" or ".tiff" or ".bmp" or ".svg" or ".wdp")
        {
            reading.Warn("picture", $"Pages cannot show the picture “{name}”. Save it as PNG and put it in its place.");
        }

        spot.Line.Add(new InlineImage(name, alternative) { Marks = WithLink(spot) });
    }

    // Nothing is fetched; the address is kept only where the model allows it.
    private void ShowOutside(string address, string alternative, LineSpot spot)
    {
        var isWeb =
            (
                address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            ) && DocumentRules.Allows(address);
        var shown = new string([.. address.Where(sign => !char.IsControl(sign)).Take(120)]);
        reading.Warn(
            "outside picture",
            $"A picture lies outside the file, at “{shown}”. It was not fetched{(isWeb ? "; its address was kept" : " and was left out")}."
        );
        if (isWeb)
        {
            spot.Line.Add(new InlineImage(address, alternative) { Marks = WithLink(spot) });
        }
        else if (alternative.Length > 0)
        {
            spot.Line.Add(new Run(alternative) { Marks = Marks.Tidy(spot.Place.Tracked) });
        }
    }

    private static Sequence<Mark> WithLink(LineSpot spot) =>
        spot.Link is { IsInside: false } link
            ? Marks.Tidy([.. spot.Place.Tracked, new Link(link.Target)])
            : Marks.Tidy(spot.Place.Tracked);

    // Charts and diagrams keep their words in parts of their own.
    private bool Embedded(XElement data, LineSpot spot, XElement? about)
    {
        var uri = (string?)data.Attribute("uri") ?? "";
        var kind =
            uri.EndsWith("/chart", StringComparison.Ordinal) || uri.EndsWith("/chartex", StringComparison.Ordinal) ? "chart"
            : uri.EndsWith("/diagram", StringComparison.Ordinal) ? "diagram"
            : null;
        if (kind is null)
        {
            return false;
        }

        var ids = data.Descendants()
            .SelectMany(element => element.Attributes())
            .Where(attribute => attribute.Name == OpenXml.R + "id" || attribute.Name == OpenXml.R + "dm");
        var words = ids.Select(id => spot.Place.Part.Find(id.Value))
            .Where(found => found is { IsOutside: false } && _embedded.Add(found.Target)) // one part may be shown many times, its words are kept once
            .Select(found => reading.Package.Load(found!.Target)) // null does not match the pattern
            .SelectMany(part => part?.Root.Descendants(OpenXml.A + "p") ?? [])
            .Select(paragraph =>
                reading.Clean(string.Concat(paragraph.Descendants(OpenXml.A + "t").Select(text => text.Value))).Trim()
            )
            .Where(line => line.Length > 0)
            .ToList();
        var alternative = Alternative(about);
        if (words.Count > 0)
        {
            spot.Line.Add(new Run(string.Join("; ", words)) { Marks = Marks.Tidy(spot.Place.Tracked) });
        }

        reading.Warn(
            kind,
            $"A {kind} was left out{(words.Count > 0 ? "; its words were kept" : "")}. Insert it as a picture.{(alternative.Length > 0 ? $" It shows: {alternative}" : "")}"
        );
        return true;
    }

    private string Alternative(XElement? about)
    {
        var words = (string?)about?.Attribute("descr");
        return reading.Clean((string.IsNullOrWhiteSpace(words) ? (string?)about?.Attribute("title") ?? "" : words).Trim());
    }

    private static bool LooksLikeFile(string words) =>
        Path.GetExtension(words).ToLowerInvariant()
            is ".png"
                or ".jpg"
                or ".jpeg"
                or ".gif"
                or ".emf"
                or ".wmf"
                or ".bmp"
                or ".tif"
                or ".tiff"
                or ".svg"
                or ".webp";

    private sealed class Seen
    {
        internal bool Anything { get; set; }

        /// <summary>What is said of the drawing that is walked through; null when nothing is.</summary>
        internal XElement? About { get; set; }
    }
}
