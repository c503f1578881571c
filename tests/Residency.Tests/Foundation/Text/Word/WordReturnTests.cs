using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>Files that come back: what was changed in them becomes suggestions, and nothing that happened here since is undone.</summary>
public sealed class WordReturnTests(ITestOutputHelper output)
{
    private const int Texts = 150;
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 30, 0, TimeSpan.Zero);
    private static readonly ReturnedBy Cleo = new("Cleo Legal", Now, "00000000-0000-0000-0000-000000000009");

    internal static byte[] File(Document document)
    {
        using var file = new MemoryStream();
        WordText.Write(
            new WordOutgoing(document, new FrontMatter { Title = "A title" })
            {
                Origin = new WordOrigin(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), new Guid(2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
            },
            file
        );
        return file.ToArray();
    }

    internal static ReturnedWord Written(Document document) => Read(File(document));

    internal static ReturnedWord Read(byte[] file) => WordText.ReadBack(new MemoryStream(file), WordLimits.Usual).Value;

    [Fact]
    public void A_file_in_which_nothing_was_changed_changes_nothing()
    {
        for (var seed = 0; seed < Texts; seed++)
        {
            var text = GeneratedSuggestions.Outgoing(seed).Document;
            var merged = ReturnedText.Merge(Written(text), text, text, Cleo);
            merged.Lines.ShouldBeEmpty($"seed {seed}");
            if (merged.Document != text)
            {
                Assert.Fail($"seed {seed}\n{DocumentDifference.Of(text, merged.Document)}");
            }
        }
    }

    [Fact]
    public void Who_does_not_vouch_for_names_brings_everything_under_their_own_and_no_time_is_of_the_future()
    {
        var (brought, late) = (0, 0);
        for (var seed = 0; seed < Texts; seed++)
        {
            var text = GeneratedSuggestions.Outgoing(seed).Document;
            var edited = new SuggestedEdits(seed, "Ana Partner", Now.AddDays(3)).Make(text);
            var old = Said(text);
            var own = Said(ReturnedText.Merge(Written(edited), text, text, Cleo with { Vouches = false }).Document);
            own.ExceptWith(old);
            own.ShouldAllBe(said => said == new ReturnedSaid(Cleo.Name, Cleo.At, Cleo.Person), $"seed {seed}");
            brought += own.Count;
            var told = Said(ReturnedText.Merge(Written(edited), text, text, Cleo).Document);
            told.ExceptWith(old);
            told.ShouldAllBe(said => said.Date <= Now, $"seed {seed}");
            late += told.Count(said => said.Author == "Ana Partner");
        }

        brought.ShouldBeGreaterThan(Texts / 2);
        late.ShouldBeGreaterThan(Texts / 2);
    }

    private sealed record ReturnedSaid(string Author, DateTimeOffset? Date, string? Person);

    private static HashSet<ReturnedSaid> Said(Document document) =>
        [.. Suggestions.All(document).Select(one => new ReturnedSaid(one.Author, one.Date, one.Person))];

    [Fact]
    public void Tracked_changes_become_the_same_suggestions()
    {
        var changed = 0;
        for (var seed = 0; seed < Texts; seed++)
        {
            var text = GeneratedSuggestions.Outgoing(seed).Document;
            var edited = new SuggestedEdits(seed, "Ana Partner", Now).Make(text);
            changed += edited == text ? 0 : 1;
            var merged = ReturnedText.Merge(Written(edited), text, text, Cleo);
            var (expected, found) = (WithoutNewIds(edited, text), WithoutNewIds(merged.Document, text));
            if (expected != found)
            {
                Assert.Fail($"seed {seed}\n{DocumentDifference.Of(expected, found)}");
            }
        }

        output.WriteLine($"{changed} of {Texts} texts were changed");
        changed.ShouldBeGreaterThan(Texts / 2);
    }

    [Fact]
    public void What_happened_here_since_is_never_undone()
    {
        var conflicts = 0;
        for (var seed = 0; seed < Texts; seed++)
        {
            var text = Suggestions.Accept(GeneratedSuggestions.Outgoing(seed).Document);
            var edited = new SuggestedEdits(seed, "Ana Partner", Now).Make(text);
            var here = Suggestions.Accept(new SuggestedEdits(seed + 1_000, "Ben Here", Now).Make(text));
            var merged = ReturnedText.Merge(Written(edited), text, here, Cleo);
            conflicts += merged.Lines.Count(line => line.Kind == ReturnedKind.Conflict);
            DocumentRules.Check(merged.Document).ShouldBeEmpty($"seed {seed}");
            var left = Suggestions.Reject(merged.Document);
            if (DocumentText.Of(left) != DocumentText.Of(here))
            {
                Assert.Fail($"seed {seed}\n{DocumentDifference.Of(here, left)}");
            }
        }

        output.WriteLine($"{conflicts} conflicts");
    }

    [Fact]
    public void Changes_that_were_not_tracked_are_suggestions_of_who_hands_the_file_in()
    {
        var text = Text(
            new Paragraph("p1", [new Run("The lamps burn all night in the hall.")]),
            new Paragraph("p2", [new Run("Nobody reads this.")]),
            new Paragraph("p3", [new Run("The end.")])
        );
        var edited = Text(
            new Paragraph("p1", [new Run("The lamps burn all day in the hall.")]),
            new Paragraph("x", [new Run("A new thought.")]),
            new Paragraph("p3", [new Run("The end.")])
        );
        var merged = ReturnedText.Merge(Written(edited), text, text, Cleo).Document;
        Suggestions.Authors(merged).ShouldBe(["Cleo Legal"]);
        DocumentText.Of(Suggestions.Accept(merged)).ShouldBe(DocumentText.Of(edited));
        DocumentText.Of(Suggestions.Reject(merged)).ShouldBe(DocumentText.Of(text));
    }

    [Fact]
    public void Both_sides_are_kept_where_both_changed_the_same_words()
    {
        var text = Text(new Paragraph("p1", [new Run("We used twelve lamps.")]));
        var there = Text(new Paragraph("p1", [new Run("We used thirteen lamps.")]));
        var here = Text(new Paragraph("p1", [new Run("We used twenty lamps.")]));
        var merged = ReturnedText.Merge(Written(there), text, here, Cleo);
        var conflict = merged.Lines.Single(line => line.Kind == ReturnedKind.Conflict);
        (conflict.Words, conflict.What).ShouldBe(("thirteen", "Here it reads now: twenty"));
        DocumentText.Of(Suggestions.Reject(merged.Document)).ShouldBe(DocumentText.Of(here));
        DocumentText.Of(merged.Document).ShouldContain("thirteen");
    }

    [Fact]
    public void The_same_change_on_both_sides_is_no_suggestion()
    {
        var text = Text(new Paragraph("p1", [new Run("We used twelve lamps.")]));
        var both = Text(new Paragraph("p1", [new Run("We used thirteen lamps.")]));
        var merged = ReturnedText.Merge(Written(both), text, both, Cleo);
        merged.Document.ShouldBe(both);
        merged.Lines.Select(line => line.Kind).ShouldBe([ReturnedKind.Already]);
    }

    [Fact]
    public void A_line_that_is_gone_here_keeps_what_the_file_puts_into_it()
    {
        var text = Text(new Paragraph("p1", [new Run("First.")]), new Paragraph("p2", [new Run("We used lamps.")]));
        var there = Text(new Paragraph("p1", [new Run("First.")]), new Paragraph("p2", [new Run("We used many bright lamps.")]));
        var here = Text(new Paragraph("p1", [new Run("First.")]));
        var merged = ReturnedText.Merge(Written(there), text, here, Cleo);
        merged.Lines.ShouldContain(line => line.Kind == ReturnedKind.Conflict);
        DocumentText.Of(merged.Document).ShouldContain("many bright");
        DocumentText.Of(Suggestions.Reject(merged.Document)).ShouldBe(DocumentText.Of(here));
    }

    [Fact]
    public void Of_a_word_only_the_part_is_suggested_that_the_file_takes_out()
    {
        var text = Text(new Paragraph("p1", [new Run("We used twelve lamps.")]));
        var edited = Text(
            new Paragraph(
                "p1",
                [new Run("We used twelve lamp"), new Run("s") { Marks = [new Deleted("Ana Partner", Now)] }, new Run(".")]
            )
        );
        var merged = ReturnedText.Merge(Written(edited), text, text, Cleo);
        merged.Document.ShouldBe(edited);
        merged.Lines.Select(line => (line.Kind, line.Words, line.Author)).ShouldBe([(ReturnedKind.Deletion, "s", "Ana Partner")]);
    }

    [Fact]
    public void A_paragraph_after_a_line_comes_after_what_was_written_into_that_line_here()
    {
        var text = Text(new Paragraph("p1", [new Run("We used lamps.")]), new Paragraph("p2", [new Run("The end.")]));
        var there = Text([text.Sections[0].Blocks[0], Partners("A new thought."), text.Sections[0].Blocks[1]]);
        var here = Text(new Paragraph("p1", [new Run("We used lamps. Nobody knew.")]), text.Sections[0].Blocks[1]);
        var merged = ReturnedText.Merge(Written(there), text, here, Cleo).Document;
        DocumentText.Of(Suggestions.Accept(merged)).ShouldContain("We used lamps. Nobody knew.\n\nA new thought.\n\nThe end.");
        DocumentText.Of(Suggestions.Reject(merged)).ShouldBe(DocumentText.Of(here));
    }

    [Fact]
    public void A_paragraph_that_was_begun_before_another_one_does_not_take_its_place()
    {
        var text = Text(new Paragraph("p1", [new Run("First.")]), new Paragraph("p2", [new Run("The end.")]));
        var there = Text([text.Sections[0].Blocks[0], Partners("A new thought."), text.Sections[0].Blocks[1]]);
        var file = Written(there);
        var old = file.Rows.Single(row => row.Names.Contains("_resb_p2"));
        var rows = file.Rows.Select(row =>
            row == old ? row with { Names = [] }
            : row.Start is null ? row
            : row with { Names = old.Names }
        );
        var merged = ReturnedText.Merge(file.With([.. rows]), text, text, Cleo);
        Suggestions.Authors(merged.Document).ShouldBe(["Ana Partner"]);
        WithoutNewIds(merged.Document, text).ShouldBe(WithoutNewIds(there, text));
    }

    [Fact]
    public void Somebody_may_divide_what_somebody_else_would_put_in()
    {
        var words = new Run("We used lamps.") { Marks = [new Inserted("Bob", Now.AddDays(-1))] };
        var text = Text(new Paragraph("p1", [words, new Run(" The end.")]));
        var there = Text(
            new Paragraph("p1", [words]),
            new Paragraph("p2", [new Run(" The end.")])
            {
                Suggested = new SuggestedBlock(SuggestedChange.Insert, "Ana Partner", Now),
            }
        );
        var merged = ReturnedText.Merge(Written(there), text, text, Cleo);
        WithoutNewIds(merged.Document, text).ShouldBe(WithoutNewIds(there, text));
    }

    [Fact]
    public void A_line_that_a_program_calls_a_copy_is_the_line_unless_the_line_itself_is_there()
    {
        var text = Text(new Paragraph("p1", [new Run("First.")]), new Paragraph("p2", [new Run("The end.")]));
        var file = Written(text);
        var copied = file.Rows.Select(row => row with { Names = [.. row.Names.Select(name => $"{name}_Copy_1")] });
        ReturnedText.Merge(file.With([.. copied]), text, text, Cleo).Document.ShouldBe(text);

        var last = file.Rows.Single(row => row.Names.Contains("_resb_p2"));
        var twice = file.With([.. file.Rows, last with { Names = ["_resb_p2_Copy_1"] }]);
        var merged = ReturnedText.Merge(twice, text, text, Cleo).Document;
        DocumentText.Of(Suggestions.Accept(merged)).ShouldEndWith("The end.\n\nThe end.");
        DocumentText.Of(Suggestions.Reject(merged)).ShouldBe(DocumentText.Of(text));
    }

    [Fact]
    public void Decisions_of_the_file_are_reported_and_carried_out_only_when_asked_for()
    {
        var ada = new Inserted("Ada", Now.AddDays(-1));
        var bob = new Deleted("Bob", Now.AddDays(-1));
        var text = Text(
            new Paragraph(
                "p1",
                [new Run("We used "), new Run("very ") { Marks = [ada] }, new Run("old ") { Marks = [bob] }, new Run("lamps.")]
            )
        );
        var decided = Text(new Paragraph("p1", [new Run("We used very lamps.")]));
        var reported = ReturnedText.Merge(Written(decided), text, text, Cleo);
        reported.Document.ShouldBe(text);
        reported.Lines.Select(line => (line.Kind, line.Words)).ShouldBe([(ReturnedKind.Accepted, "very old")]);
        var done = ReturnedText.Merge(Written(decided), text, text, Cleo with { Decides = true });
        done.Document.ShouldBe(decided);
    }

    internal static Document Text(params Block[] blocks) => new([new Section("s1", [new Run("Where")], blocks.ToSequence())]);

    private static Paragraph Partners(string words) =>
        new("new", [new Run(words) { Marks = [new Inserted("Ana Partner", Now)] }])
        {
            Suggested = new SuggestedBlock(SuggestedChange.Insert, "Ana Partner", Now),
        };

    private static Document WithoutNewIds(Document document, Document known)
    {
        var ids = known.AllBlocks().Select(block => block.Id).ToHashSet(StringComparer.Ordinal);
        return new DocumentMap(
            line => Marks.Tidy(line),
            block => ids.Contains(block.Id) ? block : block with { Id = "new" }
        ).Apply(document);
    }
}
