using Residency.Foundation.Actors;
using Residency.Foundation.Results;

namespace Residency.Tests.Permissions;

/// <summary>The access tables of the code say the same as the matrix, which was written without them.</summary>
public sealed class MatrixTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_action_has_a_row_and_every_row_an_action()
    {
        var actions = AccessTables.All.SelectMany(table => table.Actions).ToList();

        actions.Count.ShouldBeGreaterThan(50);
        actions.Order(StringComparer.Ordinal).ShouldBe(AccessMatrix.Actions.Order(StringComparer.Ordinal));
        actions.Distinct(StringComparer.Ordinal).Count().ShouldBe(actions.Count, "an action stands in one table only");
    }

    [Fact]
    public void What_comes_later_is_not_there_yet_and_names_its_room()
    {
        AccessMatrix.Later.ShouldNotBeEmpty();
        AccessMatrix.Later.ShouldAllBe(line => line.Length == 2 && line[1].Length > 0);
        AccessMatrix.Later.Select(line => line[0]).ShouldBeUnique();
        AccessMatrix.Later.Select(line => line[0]).Where(AccessTables.Has).ShouldBeEmpty();
    }

    [Fact]
    public void Every_decision_is_that_of_the_matrix()
    {
        var wrong = new List<string>();
        var (asked, allowed) = (0, 0);
        foreach (var now in Situation.All())
        {
            var (actor, thing) = (now.Who(), now.Thing());
            foreach (var table in AccessTables.All)
            {
                foreach (var action in table.Actions)
                {
                    var answer = table.May(actor, action, thing, Situation.Now);
                    asked++;
                    allowed += answer.IsDone ? 1 : 0;
                    if (!Agrees(answer, MatrixOracle.Ways(action, now)))
                    {
                        wrong.Add($"{action}: {now} -> {answer.Refusal?.GetType().Name ?? "allowed"}");
                    }
                }
            }
        }

        output.WriteLine($"{asked} decisions, {allowed} of them yes");
        allowed.ShouldBeInRange(1, asked - 1);
        wrong.Take(20).ShouldBeEmpty($"{wrong.Count} of {asked} decisions differ from the matrix");
    }

    // Several things missing at once may be told in any order; who is out of reach learns nothing but no.
    private static bool Agrees(Result answer, IReadOnlyList<Missing> ways)
    {
        if (ways.Contains(Missing.Nothing) || answer.IsDone)
        {
            return ways.Contains(Missing.Nothing) && answer.IsDone;
        }

        var near = ways.Where(way => way != Missing.Reach).ToList();
        return near switch
        {
            [] => answer.Refusal is Refusal.Forbidden,
            [Missing.Proof] => answer.Refusal is Refusal.StepUp,
            [Missing.State] => answer.Refusal is Refusal.Conflict,
            [Missing.SecondPerson] => answer.Refusal is Refusal.Forbidden,
            _ => answer.Refusal is Refusal.StepUp or Refusal.Conflict or Refusal.Forbidden,
        };
    }
}
