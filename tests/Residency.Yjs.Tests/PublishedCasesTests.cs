namespace Residency.Yjs.Tests;

/// <summary>The cases that yjs publishes for its own encoding, merging, positions, moments and undo, in our words.</summary>
public sealed class PublishedCasesTests
{
    [Fact]
    public void A_gap_in_an_update_ends_what_its_state_vector_says()
    {
        var doc = new YDoc(10);
        var updates = Collect(doc);
        var list = doc.Get<YArray>("list");
        list.Insert(0, "a");
        list.Insert(0, "b");
        list.Insert(0, "c");

        var vector = YUpdate.StateVectorOf(YUpdate.Merge(updates[0], updates[2]));

        vector.Clocks.ShouldBe(new Dictionary<long, int> { [10] = 1 });
        YUpdate.StateVectorOf(updates[2]).Clocks.ShouldBeEmpty();
        YUpdate
            .Read(YUpdate.Merge(updates[0], updates[2]))
            .Runs.Select(run => run.Kind)
            .ShouldBe([Structs.ContentKind.Any, Structs.ContentKind.Skip, Structs.ContentKind.Any]);
    }

    [Fact]
    public void Updates_that_wait_travel_with_the_state_and_are_applied_when_the_missing_ones_come()
    {
        var doc = new YDoc(1);
        var updates = Collect(doc);
        foreach (var (letter, i) in "nenor".Select((letter, i) => (letter, i)))
        {
            doc.Get<YText>("text").Insert(i, letter.ToString());
        }

        byte[] stored = [.. new YDoc().Encode()];
        foreach (var i in new[] { 0, 2, 4, 1, 3 })
        {
            var reader = new YDoc();
            reader.Apply(stored);
            reader.Apply(updates[i]);
            stored = reader.Encode();
        }

        var last = new YDoc();
        last.Apply(stored);
        last.Get<YText>("text").ToString().ShouldBe("nenor");
        last.Pending.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Deletions_that_come_before_what_they_delete_are_kept()
    {
        var doc = new YDoc(1);
        var updates = Collect(doc);
        var text = doc.Get<YText>("text");
        text.Insert(0, "abcd");
        text.Delete(1, 2);
        var reader = new YDoc();
        reader.Apply(updates[1]);
        reader.Pending.IsEmpty.ShouldBeFalse();
        var second = new YDoc();
        second.Apply(reader.Encode());

        reader.Apply(updates[0]);
        second.Apply(updates[0]);

        reader.Get<YText>("text").ToString().ShouldBe("ad");
        second.Get<YText>("text").ToString().ShouldBe("ad");
        reader.Pending.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Who_finds_another_writing_under_the_own_number_takes_a_new_one()
    {
        var (one, other) = (new YDoc(7), new YDoc(7));
        one.Get<YArray>("list").Add("a", "b");
        other.Apply(one.Encode());

        other.ClientId.ShouldNotBe(7);
        one.ClientId.ShouldBe(7);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("1", 1)]
    [InlineData("abc", 3)]
    public void A_position_leads_back_to_where_it_was_taken(string words, int length)
    {
        var doc = new YDoc(1);
        var text = doc.Get<YText>("text");
        if (words.Length > 0)
        {
            text.Insert(0, words);
            text.Insert(0, "2");
            text.InsertEmbed(1, new YXmlElement("b"));
            text.Delete(0, 2);
        }

        text.Length.ShouldBe(length);
        for (var index = 0; index <= length; index++)
        {
            foreach (var assoc in new[] { 0, -1 })
            {
                var place = RelativePosition.Decode(RelativePosition.Of(text, index, assoc).Encode());
                place.Encode().ShouldBe(RelativePosition.Of(text, index, assoc).Encode());
                place.Resolve(doc).ShouldBe(new AbsolutePosition(text, index, assoc));
            }
        }
    }

    [Fact]
    public void A_position_belongs_to_the_unit_behind_or_before_it()
    {
        var doc = new YDoc(1);
        var text = doc.Get<YText>("text");
        text.Insert(0, "2");
        text.Insert(0, "1");
        var (behind, before) = (RelativePosition.Of(text, 1), RelativePosition.Of(text, 1, -1));

        text.Insert(1, "x");

        behind.Resolve(doc)!.Index.ShouldBe(2);
        before.Resolve(doc)!.Index.ShouldBe(1);
        RelativePosition.Of(text, 0, -1).Resolve(doc)!.Index.ShouldBe(0);
        RelativePosition.Of(text, 99).Resolve(doc)!.Index.ShouldBe(3);
    }

    [Fact]
    public void A_position_follows_what_was_deleted_and_brought_back()
    {
        var doc = new YDoc(1);
        var text = doc.Get<YText>("text");
        text.Insert(0, "hello world");
        using var undo = new UndoManager(doc, [text]);
        var place = RelativePosition.Of(text, 4);

        text.Delete(1, 6);
        place.Resolve(doc)!.Index.ShouldBe(1);
        undo.Undo();

        place.Resolve(doc)!.Index.ShouldBe(4);
        RelativePosition.Of(text, 4).Resolve(new YDoc()).ShouldBeNull();
    }

    [Fact]
    public void A_snapshot_shows_what_was()
    {
        var doc = new YDoc(1) { Forgets = false };
        var list = doc.Get<YArray>("list");
        list.Add("hello");
        var map = new YMap();
        list.Add(map);
        map.Set("key", "before");
        var moment = Snapshot.Of(doc);
        map.Set("key", "after");
        list.Delete(0);
        list.Add("world");

        var then = moment.Restore(doc).Get<YArray>("list");

        then.Count.ShouldBe(2);
        then[0].ShouldBe("hello");
        ((YMap)then[1]!)["key"].ShouldBe("before"); // a map was put there
        Snapshot.Decode(moment.Encode()).ShouldBe(moment);
        Snapshot.Of(doc).ShouldNotBe(moment);
        moment.Contains(doc.Encode()).ShouldBeFalse();
        Snapshot.Of(doc).Contains(doc.Encode()).ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => moment.Restore(new YDoc()));
        Should.Throw<InvalidOperationException>(() => moment.Restore(new YDoc { Forgets = false }));
    }

    [Fact]
    public void A_text_can_be_read_as_it_was()
    {
        var doc = new YDoc(1) { Forgets = false };
        var text = doc.Get<YText>("text");
        text.Insert(0, "abcd");
        var moment = Snapshot.Of(doc);
        text.Insert(2, "x");
        text.Delete(0, 1);

        text.ToDelta(moment).Single().Insert.ShouldBe("abcd");
        text.ToString().ShouldBe("bxcd");
    }

    [Fact]
    public void Undo_takes_back_what_was_done_here_and_leaves_what_others_did()
    {
        var (here, there) = (new YDoc(1), new YDoc(2));
        var text = here.Get<YText>("text");
        using var undo = new UndoManager(here, [text], new UndoOptions { Together = TimeSpan.Zero });
        text.Insert(0, "abc");
        there.Apply(here.Encode());
        there.Get<YText>("text").Insert(0, "xyz");
        here.Apply(there.Encode());
        text.Format(0, 6, new Dictionary<string, object?>(StringComparer.Ordinal) { ["bold"] = true });

        undo.Undo();
        text.ToDelta().Single().Attributes.ShouldBeEmpty();
        undo.Undo();
        text.ToString().ShouldBe("xyz");
        undo.Undo().ShouldBeNull();
        undo.Redo();
        undo.Redo();

        text.ToString().ShouldBe("xyzabc");
        text.ToDelta().Single().Attributes.Keys.ShouldBe(["bold"]);
        there.Apply(here.Encode());
        Shape.Of(there).ShouldBe(Shape.Of(here));
    }

    [Fact]
    public void Undo_brings_back_a_type_with_what_stood_in_it()
    {
        var doc = new YDoc(1);
        var map = doc.Get<YMap>("map");
        var inner = new YMap();
        map.Set("a", inner);
        inner.Set("x", 42);
        using var undo = new UndoManager(doc, [map]);

        map.Remove("a");
        undo.Undo();

        ((YMap)map["a"]!)["x"].ShouldBe(42L); // a map was put there
        undo.Redo();
        map.ContainsKey("a").ShouldBeFalse();
    }

    [Fact]
    public void Undo_does_not_override_a_value_that_somebody_else_has_set_unless_asked()
    {
        foreach (var overrides in new[] { false, true })
        {
            var (here, there) = (new YDoc(1), new YDoc(2));
            var map = here.Get<YMap>("map");
            map.Set("a", 1);
            using var undo = new UndoManager(
                here,
                [map],
                new UndoOptions { Together = TimeSpan.Zero, OverridesOthers = overrides }
            );
            map.Set("a", 2);
            there.Apply(here.Encode());
            there.Get<YMap>("map").Set("a", 3);
            here.Apply(there.Encode());

            undo.Undo();

            map["a"].ShouldBe(overrides ? 1L : 3L);
        }
    }

    [Fact]
    public void Changes_are_told_with_steps_keys_and_paths()
    {
        var doc = new YDoc(1);
        var map = doc.Get<YMap>("map");
        var list = new YArray();
        map.Set("list", list);
        list.Add(1, 2, 3);
        IReadOnlyList<DeltaStep>? steps = null;
        IReadOnlyDictionary<string, KeyChange>? keys = null;
        var paths = new List<string>();
        list.Changed += told => steps = told.Delta;
        map.Changed += told => keys = told.Keys;
        map.ChangedDeep += all => paths.AddRange(all.Select(told => string.Join('/', told.Path)));

        doc.Transact(_ =>
        {
            list.Delete(0);
            list.Insert(1, "x");
            map.Set("new", true);
        });

        steps.ShouldBe([
            new DeltaStep(Insert: null) { Delete = 1 },
            new DeltaStep(Insert: null) { Retain = 1 },
            new DeltaStep("x"),
        ]);
        keys.ShouldBe(new Dictionary<string, KeyChange>(StringComparer.Ordinal) { ["new"] = KeyChange.Added });
        paths.Order(StringComparer.Ordinal).ShouldBe(["", "list"]);
    }

    [Fact]
    public void What_a_listener_throws_reaches_the_caller_and_the_update_still_reaches_others()
    {
        var doc = new YDoc(1);
        var updates = Collect(doc);
        var text = doc.Get<YText>("text");
        text.Changed += _ => throw new InvalidOperationException("listener");

        Should.Throw<InvalidOperationException>(() => text.Insert(0, "kept"));

        updates.Count.ShouldBe(1);
        var other = new YDoc();
        other.Apply(updates[0]);
        other.Get<YText>("text").ToString().ShouldBe("kept");
    }

    private static List<byte[]> Collect(YDoc doc)
    {
        var updates = new List<byte[]>();
        doc.Updated += (update, _) => updates.Add(update);
        return updates;
    }
}
