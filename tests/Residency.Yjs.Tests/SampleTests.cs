namespace Residency.Yjs.Tests;

/// <summary>The sample of the README.</summary>
public sealed class SampleTests
{
    [Fact]
    public void The_sample_does_what_it_says()
    {
        var (server, train) = (new YDoc(1), new YDoc(2));
        server.Updated += (update, transaction) =>
        {
            if (transaction.IsLocal)
            {
                train.Apply(update, origin: "server");
            }
        };
        var text = server.Get<YText>("text");
        text.Insert(0, "The tide turned early.");
        text.Format(4, 4, new Dictionary<string, object?>(StringComparer.Ordinal) { ["bold"] = true });

        train.Get<YText>("text").Insert(22, " We were late.");
        text.Delete(15, 6);
        server.Apply(train.Encode(server.StateVector()));
        train.Apply(server.Encode(train.StateVector()));

        train.Get<YText>("text").ToString().ShouldBe("The tide turned. We were late.");
        Shape.Of(train).ShouldBe(Shape.Of(server));
        YUpdate.Read(train.Encode()).Runs.Select(run => run.ParentRoot).ShouldContain("text");

        using var undo = new UndoManager(server, [text]);
        text.Insert(0, "Oops ");
        text.ToString().ShouldStartWith("Oops");
        undo.Undo();
        text.ToString().ShouldBe("The tide turned. We were late.");
        undo.Redo();
        text.ToString().ShouldBe("Oops The tide turned. We were late.");
        train.Get<YText>("text").ToString().ShouldBe(text.ToString());
    }
}
