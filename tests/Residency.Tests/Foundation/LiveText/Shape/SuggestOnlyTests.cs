using System.Globalization;
using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.Text;
using Residency.Tests.Foundation.Text;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Shape;

public sealed class SuggestOnlyTests(ITestOutputHelper output)
{
    private static readonly SuggestingPerson Ada = new("ada", "Ada L.");

    [Fact]
    public void What_somebody_suggests_is_allowed_and_what_they_change_is_not()
    {
        var (allowed, refused) = (0, 0);
        for (var seed = 0; seed < 1_000; seed++)
        {
            var document = new GeneratedDocuments(seed) { Suggests = true }.Make();
            var edits = new SuggestedEdits(seed, Ada.Person, Ada.Name);
            var before = document;
            for (var turn = 0; turn < 5; turn++)
            {
                var after = edits.Allowed(before);
                Check(before, after).ShouldBeNull($"seed {seed}, turn {turn}");
                allowed++;
                before = after;
            }

            // What somebody put in they may change as they like, so what is forbidden happens to the text of others.
            var changed = edits.Forbidden(document);
            if (changed != document)
            {
                Check(document, changed).ShouldNotBeNull($"seed {seed}");
                Check(document, edits.Allowed(changed)).ShouldNotBeNull($"seed {seed}, hidden behind a suggestion");
                refused += 2;
            }
        }

        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{allowed} suggestions allowed, {refused} changes refused")
        );
        refused.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void Leaving_out_what_one_person_suggested_gives_the_text_before_it()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var before = new GeneratedDocuments(seed).Make();
            var after = before;
            var edits = new SuggestedEdits(seed, Ada.Person, Ada.Name);
            for (var turn = 0; turn < 4; turn++)
            {
                after = edits.Allowed(after);
            }

            var rejected = Suggestions.Reject(after, suggestion => suggestion.Person == Ada.Person);
            LiveShapeTests.Same(before, rejected, $"seed {seed}");
            Suggestions
                .All(Suggestions.Accept(after, suggestion => suggestion.Person == Ada.Person))
                .ShouldNotContain(suggestion => suggestion.Person == Ada.Person, $"seed {seed}");
            DocumentRules.Check(Suggestions.Accept(after)).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void An_empty_place_may_be_written_in_and_what_had_no_id_may_get_one()
    {
        var doc = LiveShapeTests.Begun(
            new Document([new Section("s", [new Run("T")], []), new Section("t", [new Run("U")], [])])
        );
        var (section, before) = Section(doc);
        var place = section.Children.OfType<YXmlElement>().Single(child => child.NodeName == "paragraph");
        doc.Transact(_ =>
        {
            place.SetAttribute("id", "new");
            place.Add(new YXmlText()).Insert(0, "Words", Formats("inserted", Ada.Person, Ada.Name));
        });
        SuggestOnly.Check([before], [Section(doc).Read], Ada).ShouldBeNull();
        place.SetAttribute("id", "other");
        SuggestOnly.Check([before], [Section(doc).Read], Ada).ShouldBeNull("no block of before got another id");
        ((YXmlText)place.ChildAt(0)).Insert(0, "free", new Dictionary<string, object?>());
        SuggestOnly.Check([before], [Section(doc).Read], Ada).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("bulletList")]
    [InlineData("figure")]
    [InlineData("tableBlock")]
    [InlineData("title")]
    public void What_a_document_leaves_out_is_a_change_all_the_same(string name)
    {
        var doc = LiveShapeTests.Begun(
            new Document([new Section("s", [new Run("T")], [new Paragraph("p", [new Run("Words")])])])
        );
        var (section, before) = Section(doc);
        section.Add(new YXmlElement(name));
        LiveSchema.Check(doc).ShouldBeNull();
        SuggestOnly.Check([before], [Section(doc).Read], Ada).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_title_may_be_divided_in_what_somebody_put_in_themselves(bool isOwn)
    {
        var mark = new Inserted(Ada.Name, new DateTimeOffset(2026, 11, 28, 13, 0, 0, TimeSpan.Zero)) { Person = Ada.Person };
        var callout = new Callout("c", CalloutKind.Note, [new Run("Two words") { Marks = isOwn ? [mark] : [] }], [])
        {
            Suggested = isOwn ? new SuggestedBlock(SuggestedChange.Insert, Ada.Name, mark.Date) { Person = Ada.Person } : null,
        };
        var doc = LiveShapeTests.Begun(new Document([new Section("s", [new Run("T")], [callout])]));
        var (section, before) = Section(doc);
        var title = (YXmlElement)section.Children.OfType<YXmlElement>().Single(child => child.NodeName == "callout").ChildAt(0);
        var rest = new YXmlElement("title");
        doc.Transact(_ =>
        {
            ((YXmlText)title.ChildAt(0)).Delete(3, 6);
            ((YXmlFragment)title.Parent!).Insert(1, rest); // it stands in the callout
            rest.Add(new YXmlText()).Insert(0, " words", isOwn ? Formats("inserted", Ada.Person, Ada.Name) : []);
        });
        SuggestOnly.Check([before], [Section(doc).Read], Ada).ShouldBe(isOwn ? null : "More was changed than suggested.");
    }

    private static Dictionary<string, object?> Formats(string mark, string person, string author) =>
        new()
        {
            [mark] = new Dictionary<string, object?>
            {
                ["author"] = author,
                ["date"] = "2026-11-28T13:00:00Z",
                ["person"] = person,
            },
        };

    private static (YXmlElement Element, Section Read) Section(YDoc doc)
    {
        var element = (YXmlElement)doc.Get<YXmlFragment>(LiveShape.Root).ChildAt(0);
        return (element, LiveShape.ReadSection(doc, element.Id!.Value)!); // it stands in a document and is a section
    }

    // The rule on documents, on all sections of a live text and on those alone that the change touched: all say the same.
    private static string? Check(Document before, Document after)
    {
        var doc = LiveShapeTests.Begun(before);
        var earlier = Sections(doc, before);
        IReadOnlyCollection<YId>? touched = [];
        doc.Ended += transaction => touched = LiveShape.SectionsAround(transaction.ChangedTypes);
        LiveShape.Change(doc, after);
        var later = Sections(doc, after);
        var whole = SuggestOnly.Check(before, after, Ada);
        SuggestOnly.Check([.. earlier.Values], [.. later.Values], Ada).ShouldBe(whole);
        touched.ShouldNotBeNull();
        SuggestOnly.Check([.. touched.Select(id => earlier[id])], [.. touched.Select(id => later[id])], Ada).ShouldBe(whole);
        return whole;
    }

    private static Dictionary<YId, Section> Sections(YDoc doc, Document document)
    {
        var sections = LiveShape.SectionUnits(doc).ToDictionary(unit => unit, unit => LiveShape.ReadSection(doc, unit)!); // all are sections
        (sections.Values.ToSequence() == document.Sections).ShouldBeTrue();
        return sections;
    }
}
