using System.Text.RegularExpressions;
using System.Xml.Linq;
using Residency.Make.CaseStudies;
using Residency.Tests.Floorplan;
using Residency.Tests.Printing;

namespace Residency.Tests.Foundation.Ui;

/// <summary>Every word that pages say stands in the resource file, so that translators find it there.</summary>
public sealed partial class WordsOfPagesTests
{
    private const string Resource = "src/Residency/Foundation/Ui/Words.resx";

    [Fact]
    [Prints("words.txt")]
    public void The_resource_file_holds_exactly_the_words_of_the_pages()
    {
        var keys = Keys().ToList();
        if (Environment.GetEnvironmentVariable("RESIDENCY_ACCEPT") == "1")
        {
            Write(keys);
        }

        var held = XDocument
            .Load(Path.Combine(Building.Root, Resource))
            .Root!.Elements("data")
            .Select(word => word.Attribute("name")!.Value)
            .ToList(); // our own file
        held.ShouldBe(keys, "run 'tools/dev accept'");
        Printed.ShouldMatch(
            "words.txt",
            $"{keys.Count} texts, {keys.Count(key => key.Contains("{0}", StringComparison.Ordinal))} of them with places for values"
        );
    }

    [Fact]
    public void A_text_is_never_put_together_from_pieces() =>
        Building
            .SourceFiles(".razor")
            .SelectMany(file =>
                Regex.Matches(Read(file), @"@?L\[\$""|L\[""[^""]*""\s*\+").Select(found => $"{file}: {found.Value}")
            )
            .ShouldBeEmpty("translators need whole sentences");

    private static IEnumerable<string> Keys() =>
        Building
            .SourceFiles(".razor", ".cs")
            .Where(file => !file.Contains("/StyleGuide/", StringComparison.Ordinal))
            .SelectMany(file =>
                Regex
                    .Matches(Read(file), @"(?:\bL|\bwords)\[""((?:[^""\\]|\\.)*)""")
                    .Select(found => Regex.Unescape(found.Groups[1].Value))
            )
            .Concat(Building.SourceFiles(".cs").SelectMany(file => Refusals().Matches(Read(file)).Select(WordsOf)))
            .Concat(Enum.GetValues<CreditRole>().Select(role => role.Name()))
            // Names in a resource file differ by more than case; the other spelling shows itself.
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .DistinctBy(key => key.ToUpperInvariant(), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    // What a refusal says is looked up where a page shows it; those with values in them are shown as they are.
    [GeneratedRegex(
        """new Refusal\.(?:Invalid\(\s*(?:"[^"]*"|nameof\([^)]*\)),|Conflict\(|Later\(|Forbidden\()\s*("(?:[^"\\]|\\.)+")\s*[,)]"""
    )]
    private static partial Regex Refusals();

    private static string WordsOf(Match found) => Regex.Unescape(found.Groups[1].Value.Trim('"'));

    private static string Read(string file) => File.ReadAllText(Path.Combine(Building.Root, file));

    private static void Write(IEnumerable<string> keys)
    {
        static XElement Header(string name, string value) =>
            new("resheader", new XAttribute("name", name), new XElement("value", value));
        const string forms =
            "System.Resources.{0}, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089";
        var root = new XElement(
            "root",
            Header("resmimetype", "text/microsoft-resx"),
            Header("version", "2.0"),
            Header("reader", string.Format(System.Globalization.CultureInfo.InvariantCulture, forms, "ResXResourceReader")),
            Header("writer", string.Format(System.Globalization.CultureInfo.InvariantCulture, forms, "ResXResourceWriter")),
            keys.Select(key => new XElement(
                "data",
                new XAttribute("name", key),
                new XAttribute(XNamespace.Xml + "space", "preserve"),
                new XElement("value", key)
            ))
        );
        File.WriteAllText(Path.Combine(Building.Root, Resource), root.ToString().ReplaceLineEndings("\n") + "\n");
    }
}
