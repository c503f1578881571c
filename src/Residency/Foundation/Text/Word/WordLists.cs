using System.Globalization;
using System.Xml.Linq;

namespace Residency.Foundation.Text.Word;

/// <summary>Writes the numbering of lists: two kinds, and one list of its own for each list of the text.</summary>
internal sealed class WordLists
{
    internal const int Levels = 9;
    private const int Bullets = 1;
    private const int Numbers = 2;
    private const int StepOfLevel = 360;
    private static readonly string[] Signs = ["•", "◦", "▪"];
    private static readonly string[] Formats = ["decimal", "lowerLetter", "lowerRoman"];
    private readonly List<(int Kind, int Level, int Start)> _lists = [];

    internal bool IsEmpty => _lists.Count == 0;

    internal int Bullet(int level) => Add(Bullets, level, 1);

    internal int Number(int level, int start) => Add(Numbers, level, start);

    /// <summary>How far the words of a level are set in, in twentieths of a point.</summary>
    internal static int Indent(int level) => StepOfLevel * (level + 1);

    internal XElement Part() =>
        new(
            OpenXml.W + "numbering",
            Kind(Bullets, "bullet", level => Signs[level % Signs.Length], _ => "bullet"),
            Kind(
                Numbers,
                "multilevel",
                level => string.Create(CultureInfo.InvariantCulture, $"%{level + 1}."),
                level => Formats[level % Formats.Length]
            ),
            _lists.Select(
                (list, n) =>
                    new XElement(
                        OpenXml.W + "num",
                        new XAttribute(OpenXml.W + "numId", n + 1),
                        new XElement(OpenXml.W + "abstractNumId", new XAttribute(OpenXml.W + "val", list.Kind)),
                        new XElement(
                            OpenXml.W + "lvlOverride",
                            new XAttribute(OpenXml.W + "ilvl", list.Level),
                            new XElement(OpenXml.W + "startOverride", new XAttribute(OpenXml.W + "val", list.Start))
                        )
                    )
            )
        );

    private static XElement Kind(int id, string type, Func<int, string> sign, Func<int, string> format) =>
        new(
            OpenXml.W + "abstractNum",
            new XAttribute(OpenXml.W + "abstractNumId", id),
            new XElement(
                OpenXml.W + "multiLevelType",
                new XAttribute(OpenXml.W + "val", type == "bullet" ? "hybridMultilevel" : type)
            ),
            Enumerable
                .Range(0, Levels)
                .Select(level => new XElement(
                    OpenXml.W + "lvl",
                    new XAttribute(OpenXml.W + "ilvl", level),
                    OpenXml.Value("start", "1"),
                    OpenXml.Value("numFmt", format(level)),
                    OpenXml.Value("lvlText", sign(level)),
                    OpenXml.Value("lvlJc", "left"),
                    new XElement(
                        OpenXml.W + "pPr",
                        new XElement(
                            OpenXml.W + "ind",
                            new XAttribute(OpenXml.W + "left", Indent(level)),
                            new XAttribute(OpenXml.W + "hanging", StepOfLevel)
                        )
                    )
                ))
        );

    private int Add(int kind, int level, int start)
    {
        _lists.Add((kind, level, start));
        return _lists.Count;
    }
}
