using System.Globalization;
using System.Text;
using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.Text;
using Residency.Tests.Foundation.Text;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Shape;

public sealed class LiveShapeTests(ITestOutputHelper output)
{
    private const int Generated = 1_000;

    [Fact]
    public void A_generated_document_is_read_as_it_was_written()
    {
        for (var seed = 0; seed < Generated; seed++)
        {
            RoundTrip(new GeneratedDocuments(seed) { Suggests = seed % 2 == 0 }.Make(), $"seed {seed}");
        }
    }

    [Fact]
    public void A_real_document_is_read_as_it_was_written()
    {
        var files = RealInputMystTests.Files();
        files.Count.ShouldBeGreaterThan(0);
        foreach (var file in files)
        {
            RoundTrip(MystText.Read(File.ReadAllBytes(file)).Value.Document, file);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files"));
    }

    [Fact]
    public void A_changed_text_is_read_as_what_it_was_changed_into()
    {
        for (var seed = 0; seed < Generated; seed++)
        {
            var from = new GeneratedDocuments(seed) { Suggests = seed % 3 == 0 }.Make();
            var to = seed % 2 == 0 ? new EditedDocuments(seed).Of(from) : new GeneratedDocuments(seed + Generated).Make();
            var doc = Begun(from);
            LiveShape.Change(doc, to);
            Same(to, LiveShape.Read(doc), $"seed {seed}");
            Silent(doc, to, $"seed {seed}");
        }
    }

    [Fact]
    public void Letters_that_stay_keep_their_ids()
    {
        var before = new Document([
            new Section(
                "s",
                [new Run("Title")],
                [
                    new Paragraph("p", [new Run("The tide turned 🙂 early.")]),
                    new BulletList(
                        "l",
                        [
                            new ListItem([new Paragraph("a", [new Run("one")])]),
                            new ListItem([new Paragraph("b", [new Run("two")])]),
                        ]
                    ),
                    new Paragraph("q", [new Run("We were late.")]),
                ]
            ),
        ]);
        var doc = Begun(before);
        var updates = 0;
        doc.Updated += (_, _) => updates++;
        var kept = Letters(doc);
        LiveShape.Change(
            doc,
            new Document([
                new Section(
                    "s",
                    [new Run("Title")],
                    [
                        new Paragraph(
                            "p",
                            [new Run("The tide "), new Run("turned") { Marks = [new Strong()] }, new Run(" 🙃 early.")]
                        ),
                        new BulletList(
                            "l",
                            [
                                new ListItem([new Paragraph("a", [new Run("one")])]),
                                new ListItem([new Paragraph("n", [new Run("more")])]),
                                new ListItem([new Paragraph("b", [new Run("two")])]),
                            ]
                        ),
                        new Heading("h", 3, [new Run("New")]),
                        new Paragraph("renamed", [new Run("We were not late.")]),
                    ]
                ),
            ])
        );
        updates.ShouldBe(1);
        var now = Letters(doc);
        Together(now.Where(letter => kept.ContainsKey(letter.Key)))
            .ShouldBe(Together(kept).Replace("🙂", "", StringComparison.Ordinal), "all but one letter stayed");
        now.Count.ShouldBe(kept.Count - 2 + "🙃".Length + "more".Length + "New".Length + "not ".Length);
    }

    [Fact]
    public void A_pair_of_surrogates_is_never_cut_apart()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var doc = Begun(Emoji(random));
            for (var turn = 0; turn < 4; turn++)
            {
                var to = Emoji(random);
                LiveShape.Change(doc, to);
                Same(to, LiveShape.Read(doc), $"seed {seed}");
                DocumentText.Of(LiveShape.Read(doc)).ShouldNotContain('\uFFFD');
            }
        }
    }

    [Fact]
    public void Whatever_stands_in_a_live_text_is_read_as_a_document_and_can_be_changed_into_another()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var doc = new HostileShapes(seed).Make();
            var read = LiveShape.Read(doc);
            DocumentRules.Check(read).ShouldBeEmpty($"seed {seed}");
            var copy = new YDoc();
            copy.Apply(doc.Encode());
            Same(read, LiveShape.Read(copy), $"seed {seed}: everybody reads the same");
            var to =
                seed % 2 == 0 && read.Sections.Count > 0
                    ? new EditedDocuments(seed).Of(read)
                    : new GeneratedDocuments(seed).Make();
            if (DocumentRules.Check(to).Count == 0)
            {
                LiveShape.Change(doc, to);
                Same(to, LiveShape.Read(doc), $"seed {seed}");
            }
        }
    }

    [Fact]
    public void An_empty_live_text_is_an_empty_document() => LiveShape.Read(new YDoc()).Sections.ShouldBeEmpty();

    [Fact]
    public void A_live_text_begins_once()
    {
        var doc = Begun(new GeneratedDocuments(1).Make());
        Should.Throw<InvalidOperationException>(() => LiveShape.Begin(doc, new GeneratedDocuments(1).Make()));
    }

    internal static YDoc Begun(Document document)
    {
        var doc = new YDoc();
        LiveShape.Begin(doc, document);
        return doc;
    }

    internal static void Same(Document expected, Document read, string name) =>
        (read == expected).ShouldBeTrue($"{name}\n{DocumentDifference.Of(expected, read)}");

    private static void RoundTrip(Document document, string name)
    {
        document = document with { Comments = [] };
        var doc = Begun(document);
        Same(document, LiveShape.Read(doc), name);
        DocumentRules.Check(LiveShape.Read(doc)).ShouldBeEmpty(name);
        Silent(doc, document, name);
        var other = new YDoc();
        other.Apply(doc.Encode());
        Same(document, LiveShape.Read(other), name);
    }

    private static void Silent(YDoc doc, Document document, string name)
    {
        doc.Updated += (_, _) => Assert.Fail($"{name}: nothing changes, but an update was written");
        LiveShape.Change(doc, document);
    }

    private static Document Emoji(Random random)
    {
        var words = new StringBuilder();
        for (var i = 0; i < 12; i++)
        {
            words.Append(
                random.Next(5) switch
                {
                    0 => "🙂",
                    1 => "🙃",
                    2 => "😀",
                    3 => "a",
                    _ => " ",
                }
            );
        }

        return new Document([new Section("s", [new Run("T")], [new Paragraph("p", [new Run(words + ".")])])]);
    }

    private static SortedDictionary<(long, int), char> Letters(YDoc doc)
    {
        var letters = new SortedDictionary<(long, int), char>();
        Walk(doc.Get<YXmlFragment>(LiveShape.Root));
        return letters;

        void Walk(YType type)
        {
            if (type is YXmlText text)
            {
                foreach (var part in text.Parts)
                {
                    for (var i = 0; i < part.Text.Length; i++)
                    {
                        letters.Add((part.Id.Client, part.Id.Clock + i), part.Text[i]);
                    }
                }
            }

            foreach (var child in (type as YXmlFragment)?.Children ?? [])
            {
                Walk(child);
            }
        }
    }

    private static string Together(IEnumerable<KeyValuePair<(long, int), char>> letters) =>
        string.Concat(letters.Select(letter => letter.Value));
}
