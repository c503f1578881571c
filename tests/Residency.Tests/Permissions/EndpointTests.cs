using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Residency.Foundation.Actors;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies;
using Residency.Tests.World;

namespace Residency.Tests.Permissions;

/// <summary>Every page and download, asked for by everybody, over two hubs: answers as the matrix says, and nothing moves.</summary>
public sealed class EndpointTests(ITestOutputHelper output)
{
    [Fact]
    public void A_way_in_without_a_known_action_is_named()
    {
        var planted = new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/planted"), 0, null, "planted");
        var unknown = new RouteEndpoint(
            _ => Task.CompletedTask,
            RoutePatternFactory.Parse("/unknown"),
            0,
            new EndpointMetadataCollection(new NeedsAttribute("no.such.action")),
            "unknown"
        );

        WaysIn
            .Unmapped([planted, unknown])
            .ShouldBe(["planted has no [Needs(action)]", "unknown needs 'no.such.action', which no access table knows"]);
    }

    [Fact]
    public Task Every_address_answers_everybody_as_the_matrix_says_on_SQLite() =>
        Every_address_answers_everybody_as_the_matrix_says(Engine.Sqlite);

    [Fact]
    public Task Every_address_answers_everybody_as_the_matrix_says_on_PostgreSQL() =>
        Every_address_answers_everybody_as_the_matrix_says(Engine.Postgres);

    private async Task Every_address_answers_everybody_as_the_matrix_says(Engine engine)
    {
        await using var world = await TwoHubs.OpenAsync(engine);
        var targets = await Targets.OfAsync(world);
        var ways = WayIn.All(world.Site.Services);
        ways.Count.ShouldBeGreaterThan(100);
        var hidden = world.Everybody.ToDictionary(who => who, who => HiddenFrom(world, who).ToList());
        var wrong = new List<string>();
        var clock = Stopwatch.StartNew();
        var (asked, outcomes) = (0, new Dictionary<Outcome, int>());
        foreach (var way in ways.Where(way => way.Method is "GET"))
        {
            foreach (var who in world.Everybody.Where(who => Effort.Asks(engine, $"{way.Route} {who}")))
            {
                var unknown = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var target in Chosen(way, who, targets.Of(way.Route)))
                {
                    var answer = await world.CallerOf(who).GetAsync(target.Path);
                    asked++;
                    var outcome = Verdict.Of(answer);
                    outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                    var expected = Expectation.Of(way, "", who, target.Thing);
                    // Who may take no version of a text along is told so for those that are not there, too.
                    expected |= target.Thing.IsUnknown && way.Action == "cs.export" ? Outcome.Forbidden : Outcome.None;
                    if ((expected & outcome) == Outcome.None)
                    {
                        wrong.Add($"{who} {target.Path} ({target.Thing.Name}, {way.Action}): {outcome}, not {expected}");
                    }

                    wrong.AddRange(
                        hidden[who]
                            .Where(word => answer.Body.Contains(word, StringComparison.OrdinalIgnoreCase))
                            .Select(word => $"{who} {target.Path} shows {word}")
                    );
                    if (outcome is Outcome.NotFound && !IsAlike(unknown, answer, target))
                    {
                        wrong.Add(
                            $"{who} {target.Path} ({target.Thing.Name}) is not found in other words than what does not exist: {Difference(unknown[target.Path.Split('/')[1]], answer.Alike)}"
                        );
                    }

                    var changes = await world.Database.ChangesAsync();
                    if (outcome is not Outcome.Done && changes.Count > 0)
                    {
                        wrong.Add($"{who} {target.Path}: {outcome}, yet {string.Join(", ", changes)} changed");
                    }
                }
            }
        }

        world.Site.Mails.ShouldBeEmpty();
        output.WriteLine(
            $"{asked} requests to {ways.Count(way => way.Method is "GET")} routes as {world.Everybody.Count} people on {engine} in {clock.Elapsed.TotalSeconds:0} s"
        );
        output.WriteLine(string.Join(", ", outcomes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        outcomes.Keys.ShouldBeSubsetOf(outcomes.Keys.Except([Outcome.Broken]));
        wrong.Take(40).ShouldBeEmpty($"{wrong.Count} of {asked} answers are wrong");
    }

    // Who is sent away is sent away alike: of such addresses a few stand for all, others on every route and for everybody.
    // A hub that does not exist is missing for everybody alike: one in four asks for it on a route.
    private static IEnumerable<Target> Chosen(WayIn way, Somebody who, IReadOnlyList<Target> targets)
    {
        var all = targets.ToLookup(target => Expectation.Of(way, "", who, target.Thing) is Outcome.NotFound or Outcome.SignIn);
        var (unknown, hidden) = (
            all[true].Where(target => target.Thing.IsUnknown).ToList(),
            all[true].Where(target => !target.Thing.IsUnknown).ToList()
        );
        var turn = way.Route.Sum(sign => sign) + who.Name.Length;
        return unknown
            .GroupBy(target => target.Path.Split('/')[1])
            .Where(hub => hub.Key != "no-such-hub" || turn % 4 == 0)
            .Select(hub => hub.ElementAt(turn % hub.Count()))
            .Concat(hidden.Count == 0 ? [] : new[] { hidden[turn % hidden.Count], hidden[(turn + 1) % hidden.Count] }.Distinct())
            .Concat(all[false]);
    }

    // The text of what somebody may not see may stand nowhere in the answer; what is published is everybody's.
    private static IEnumerable<string> HiddenFrom(TwoHubs world, Somebody who) =>
        from study in world.Studies
        where !study.IsPublic && !Verdict.IsSeen(who, Targets.ThingOf(world, study))
        from word in study.State == CaseStudyState.Withdrawn ? (string[])[study.Word] : [study.Word, study.TitleWord]
        select word;

    private static string Difference(string expected, string found)
    {
        var same = expected.Zip(found).TakeWhile(pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, same - 40);
        return $"…{expected[from..Math.Min(expected.Length, same + 60)]}… and …{found[from..Math.Min(found.Length, same + 60)]}…";
    }

    private static bool IsAlike(Dictionary<string, string> unknown, Answer answer, Target target)
    {
        if (target.Thing.IsOfEveryHub)
        {
            return true;
        }

        var hub = target.Path.Split('/')[1];
        if (!unknown.TryGetValue(hub, out var seen))
        {
            unknown[hub] = answer.Alike;
            return target.Thing.IsUnknown;
        }

        return seen == answer.Alike;
    }
}
