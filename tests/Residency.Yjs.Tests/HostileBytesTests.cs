namespace Residency.Yjs.Tests;

/// <summary>Bytes from anybody give a document that holds together, or one clear error.</summary>
public sealed class HostileBytesTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_124;
    private const int Generation = 400;

    [Fact]
    public void Mutated_updates_are_refused_or_leave_a_document_that_holds_together()
    {
        var dice = new Random(Seed);
        output.WriteLine($"seed {Seed}");
        var corpus = Corpus(dice);
        var (refused, taken, total) = (0, 0, Effort.Cases(200_000));
        for (var first = 0; first < total; first += Generation)
        {
            var doc = new YDoc(1)
            {
                Limits = new DecodingLimits { PendingBytes = 20_000, Structs = 10_000 },
                Forgets = dice.Next(3) > 0,
            };
            doc.Apply(corpus[dice.Next(corpus.Count)]);
            for (var i = 0; i < Generation; i++)
            {
                var mutated = Mutate(corpus[dice.Next(corpus.Count)], corpus, dice);
                try
                {
                    Use(doc, mutated, dice.Next(10));
                    taken++;
                }
                catch (YjsFormatException)
                {
                    refused++;
                }
            }

            Invariants.Hold(doc, $"generation at {first}");
        }

        output.WriteLine($"{total} mutated updates: {refused} refused, {taken} taken");
        refused.ShouldBeGreaterThan(total / 5);
        taken.ShouldBeGreaterThan(total / 20);
    }

    [Theory]
    [InlineData("", "ends too early")]
    [InlineData("01", "ends too early")]
    [InlineData("0101FFFFFFFFFFFFFF7F00", "greater than 2^53")]
    [InlineData("010101000B01016100", "kind 11")]
    [InlineData("0101010004010161008001010000", "")]
    [InlineData("01010100840100016100", "comes after it")]
    [InlineData("01010100040101610000", "is empty")]
    [InlineData("0101010007010161090000", "kind 9")]
    [InlineData("0201010004010161016101010004010161016100", "names a client twice")]
    [InlineData("0101010008010161FF7F00", "ends too early")]
    [InlineData("0101FFFFFFFF07FFFFFFFF070004010161016100", "")]
    [InlineData("0001010100FFFFFFFF0F", "2^31")]
    public void What_is_wrong_with_an_update_is_said(string hex, string what)
    {
        var doc = new YDoc(1);
        var wrong = Should.Throw<YjsFormatException>(() => doc.Apply(Convert.FromHexString(hex)));
        wrong.Message.ShouldContain(what);
        doc.Store.Clients.ShouldBeEmpty();
    }

    [Fact]
    public void Limits_are_kept()
    {
        var doc = new YDoc(2);
        var list = doc.Get<YArray>("list");
        for (var i = 0; i < 20; i++)
        {
            list.Insert(0, i);
        }

        var update = doc.Encode();
        new YDoc { Limits = new DecodingLimits { Structs = 20 } }.Apply(update);
        Refuses(new DecodingLimits { Structs = 19 }, update, "too many structs");
        Refuses(new DecodingLimits { Bytes = update.Length - 1 }, update, "longer than");

        object? nested = 1;
        for (var i = 0; i < 10; i++)
        {
            nested = new[] { nested };
        }

        list.Add(nested);
        new YDoc { Limits = new DecodingLimits { Depth = 10 } }.Apply(doc.Encode());
        Refuses(new DecodingLimits { Depth = 9 }, doc.Encode(), "nested too deeply");
    }

    [Fact]
    public void What_waits_for_ever_is_bounded_and_the_rest_is_applied()
    {
        var writer = new YDoc(5);
        var text = writer.Get<YText>("text");
        text.Insert(0, "never sent");
        var known = writer.StateVector();
        text.Insert(3, new string('x', 3000));
        var late = writer.Encode(known);
        var other = new YDoc(6);
        other.Get<YText>("text").Insert(0, "here");

        var doc = new YDoc(1) { Limits = new DecodingLimits { PendingBytes = 2000 } };
        Should
            .Throw<YjsFormatException>(() => doc.Apply(YUpdate.Merge(late, other.Encode())))
            .Message.ShouldContain("wait for earlier");

        doc.Get<YText>("text").ToString().ShouldBe("here");
        doc.Pending.IsEmpty.ShouldBeTrue();
        Invariants.Hold(doc, "after too much waited");
    }

    [Fact]
    public void The_same_late_update_many_times_is_kept_once()
    {
        var writer = new YDoc(5);
        writer.Get<YText>("text").Insert(0, "first");
        var first = writer.Encode();
        var known = writer.StateVector();
        writer.Get<YText>("text").Insert(5, new string('y', 900));
        var doc = new YDoc(1) { Limits = new DecodingLimits { PendingBytes = 2000 } };
        for (var i = 0; i < 50; i++)
        {
            doc.Apply(writer.Encode(known));
        }

        doc.Apply(first);
        doc.Get<YText>("text").Length.ShouldBe(905);
    }

    [Fact]
    public void Types_nested_a_hundred_thousand_deep_are_taken_and_deleted_without_filling_the_stack()
    {
        var doc = new YDoc(3);
        YXmlFragment around = doc.Get<YXmlFragment>("page");
        doc.Transact(_ =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                around = around.Add(new YXmlElement("p"));
            }
        });
        var copy = new YDoc(4);
        copy.Apply(doc.Encode());
        Should.Throw<InsufficientExecutionStackException>(() => copy.Get<YXmlFragment>("page").ToString());
        copy.Get<YXmlFragment>("page").Delete(0);
        copy.Get<YXmlFragment>("page").ToString().ShouldBe("");
    }

    private static void Refuses(DecodingLimits limits, byte[] update, string why) =>
        Should.Throw<YjsFormatException>(() => new YDoc { Limits = limits }.Apply(update)).Message.ShouldContain(why);

    private static void Use(YDoc doc, byte[] bytes, int way)
    {
        switch (way)
        {
            case 0:
                doc.ApplyV2(bytes);
                break;
            case 1:
                YUpdate.Merge(bytes, doc.Encode());
                YUpdate.Diff(bytes, doc.StateVector());
                break;
            case 2:
                StateVector.Decode(bytes);
                break;
            case 3:
                Snapshot.Decode(bytes);
                RelativePosition.Decode(bytes).Resolve(doc);
                break;
            default:
                doc.Apply(bytes);
                break;
        }
    }

    private static List<byte[]> Corpus(Random dice)
    {
        var corpus = new List<byte[]>();
        for (var i = 0; i < 40; i++)
        {
            var docs = Enumerable.Range(0, 3).Select(client => new YDoc(10 + client)).ToList();
            foreach (var doc in docs)
            {
                Edits.Declare(doc);
                doc.Updated += (update, _) => corpus.Add(update);
                new Edits(doc, dice).Make(10, undo: null);
            }

            docs[0].Apply(docs[1].Encode());
            docs[0].Apply(docs[2].Encode());
            new Edits(docs[0], dice).Make(10, undo: null);
            corpus.Add(docs[0].Encode());
        }

        return corpus;
    }

    private static byte[] Mutate(byte[] original, List<byte[]> corpus, Random dice)
    {
        var bytes = original.ToList();
        for (var times = 1 + dice.Next(3); times > 0; times--)
        {
            var at = dice.Next(bytes.Count);
            switch (dice.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << dice.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)dice.Next(256);
                    break;
                case 2:
                    bytes.Insert(at, (byte)dice.Next(256));
                    break;
                case 3 when bytes.Count > 1:
                    bytes.RemoveAt(at);
                    break;
                case 4:
                    bytes[at] = (byte)dice.Next(12);
                    break;
                case 5 when at > 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(corpus[dice.Next(corpus.Count)].Skip(at));
                    break;
                default:
                    bytes.InsertRange(at, [0xff, 0xff, 0xff, 0xff, (byte)dice.Next(16)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
