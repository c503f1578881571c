using System.Text;
using Microsoft.EntityFrameworkCore;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Model;
using Residency.Tests.World;

namespace Residency.Tests.Permissions;

/// <summary>The ways in of the comments' script, used by everybody, with ids that fit together and ids that do not.</summary>
public sealed class ThreadEndpointTests(ITestOutputHelper output)
{
    private sealed record Act(string Path, string Body, string Action, Thing Thing)
    {
        /// <summary>Whether the thread belongs to another case study than the address says.</summary>
        public bool IsMixed { get; init; }
    }

    [Fact]
    public Task Comments_are_written_by_those_whom_the_matrix_allows_on_SQLite() =>
        Comments_are_written_by_those_whom_the_matrix_allows(Engine.Sqlite);

    [Fact]
    public Task Comments_are_written_by_those_whom_the_matrix_allows_on_PostgreSQL() =>
        Comments_are_written_by_those_whom_the_matrix_allows(Engine.Postgres);

    private async Task Comments_are_written_by_those_whom_the_matrix_allows(Engine engine)
    {
        await using var world = await TwoHubs.OpenAsync(engine);
        var acts = await ActsAsync(world);
        var (wrong, asked, done) = (new List<string>(), 0, 0);
        foreach (var who in world.Everybody)
        {
            foreach (var act in acts.Where((_, n) => Effort.Asks(engine, $"{who} comments {n}")))
            {
                var answer = await PostAsync(world, who, act.Path, act.Body);
                var (outcome, expected) = (Verdict.Of(answer), Verdict.Of([act.Action], who, act.Thing));
                var changes = await world.Database.ChangesAsync();
                asked++;
                if (act.IsMixed && expected is Outcome.Done or Outcome.Forbidden)
                {
                    // Nobody learns by which ids something else is known.
                    expected = Outcome.NotFound | Outcome.Forbidden;
                }
                else if (who.IsHolder && expected is Outcome.Done && act.Path.EndsWith("/resolve", StringComparison.Ordinal))
                {
                    expected = Outcome.Forbidden; // others began it
                }

                if ((outcome & expected) == Outcome.None)
                {
                    wrong.Add($"{who} {act.Path} ({act.Thing.Name}): {outcome}, not {expected}");
                }

                if (outcome is not Outcome.Done && (changes.Count > 0 || !world.Site.Mails.IsEmpty))
                {
                    wrong.Add($"{who} {act.Path}: {outcome}, yet {string.Join(", ", changes)} changed");
                }

                if (changes.Count > 0)
                {
                    done++;
                    await world.Database.RestoreAsync();
                }
            }
        }

        output.WriteLine($"{asked} posts, {done} of them written, on {engine}");
        done.ShouldBeGreaterThan(engine is Engine.Sqlite ? 5 : 0);
        wrong.Take(40).ShouldBeEmpty($"{wrong.Count} of {asked} posts went wrong");
    }

    [Fact]
    public async Task A_body_that_no_script_sends_breaks_nothing_and_writes_nothing()
    {
        await using var world = await TwoHubs.OpenAsync(Engine.Sqlite);
        string[] bodies =
        [
            "",
            "null",
            "[]",
            "{}",
            "{\"text\":null}",
            "{\"text\":[]}",
            "{\"text\":{}}",
            "{\"text\":\"\",\"text\":\"\"}",
            "{\"text\":\"zhello\",\"caseStudy\":\"x\"}",
            "{\"text\":\"zhello\",\"by\":null}",
            "{\"text\":\"zhello\",\"start\":null,\"end\":\"AAAA\"}",
            "{\"text\":\"zhello\",\"section\":\"\"}",
            "not json",
        ];
        foreach (var act in (await ActsAsync(world)).Where(act => !act.IsMixed && !act.Thing.IsUnknown))
        {
            if (
                !act.Path.EndsWith("/threads", StringComparison.Ordinal) && !act.Path.EndsWith("/reply", StringComparison.Ordinal)
            )
            {
                continue;
            }

            foreach (
                var body in bodies.Where(body =>
                    !act.Path.EndsWith("/reply", StringComparison.Ordinal) || !body.Contains("zhello", StringComparison.Ordinal)
                )
            )
            {
                var answer = await PostAsync(world, world.The("HO"), act.Path, body);
                answer.Status.ShouldBeInRange(400, 499, $"{act.Path} {body}");
                (await world.Database.ChangesAsync()).ShouldBeEmpty($"{act.Path} {body}");
            }
        }
    }

    private static async Task<Answer> PostAsync(TwoHubs world, Somebody who, string path, string body)
    {
        var caller = world.CallerOf(who);
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("RequestVerificationToken", await caller.TokenAsync());
        return await caller.SendAsync(request);
    }

    private static async Task<IReadOnlyList<Act>> ActsAsync(TwoHubs world)
    {
        var draft = world.Opened;
        var (thread, comment, section) = await world.Site.ReadAsync(async db =>
        {
            var row = await db.Set<CommentThread>()
                .AsNoTracking()
                .SingleAsync(row => row.CaseStudy == draft.Id && row.State == ConversationState.Open);
            var said = await db.Set<Comment>().AsNoTracking().SingleAsync(one => one.Thread == row.Id);
            return (row.Id, said.Id, row.Section);
        });
        var acts = new List<Act>();
        foreach (var study in world.Studies)
        {
            var isMixed = study != draft;
            var thing = Targets.ThingOf(world, study);
            acts.AddRange(Below($"/harbour/case-studies/{study.Id.Value:D}/threads", thing, isMixed));
        }

        acts.AddRange(Below($"/island/case-studies/{draft.Id.Value:D}/threads", Thing.Unknown, isMixed: true));
        return acts;

        IEnumerable<Act> Below(string path, Thing thing, bool isMixed)
        {
            if (!isMixed)
            {
                var body = $"{{\"section\":\"{section}\",\"text\":\"zhello\"}}";
                yield return new Act(path, body, CaseStudyActions.Comment, thing);
            }

            var one = $"{path}/{thread.Value:D}";
            yield return new Act(one + "/reply", "{\"text\":\"zhello\"}", CaseStudyActions.Comment, thing) { IsMixed = isMixed };
            yield return new Act(one + "/resolve", "{}", CaseStudyActions.Comment, thing) { IsMixed = isMixed };
            yield return new Act($"{one}/comments/{comment.Value:D}/delete", "{}", CaseStudyActions.CommentDelete, thing)
            {
                IsMixed = isMixed,
            };
        }
    }
}
