using System.Diagnostics;
using System.Text.RegularExpressions;
using Residency.Tests.Printing;
using Residency.Tests.World;

namespace Residency.Tests.Permissions;

/// <summary>Every form of every page, sent by everybody: what is denied changes, sends and queues nothing.</summary>
public sealed partial class FormTests(ITestOutputHelper output)
{
    // Whoever may most sees most forms; the others see forms of their own.
    private static readonly string[] s_lookers = ["HO", "EX assigned", "PA of the ferry", "PM", "OP", "ME", "PUB", "HO unproved"];

    [Fact]
    public Task What_is_denied_changes_nothing_and_what_is_allowed_works_on_SQLite() =>
        What_is_denied_changes_nothing_and_what_is_allowed_works(Engine.Sqlite);

    [Fact]
    public Task What_is_denied_changes_nothing_and_what_is_allowed_works_on_PostgreSQL() =>
        What_is_denied_changes_nothing_and_what_is_allowed_works(Engine.Postgres);

    private async Task What_is_denied_changes_nothing_and_what_is_allowed_works(Engine engine)
    {
        await using var world = await TwoHubs.OpenAsync(engine);
        var wrong = new List<string>();
        var clock = Stopwatch.StartNew();
        var (denied, allowed, working) = (0, 0, new HashSet<string>(StringComparer.Ordinal));
        var forms = await FormsAsync(world);
        ShouldBeStated(forms);
        await world.Database.RestoreAsync();
        // Who may not even see it is sent away from one form of a kind as from another.
        var sentAway = new HashSet<string>(StringComparer.Ordinal);
        foreach (var form in forms)
        {
            foreach (var who in world.Everybody)
            {
                var expected = Expectation.Of(form.Way, form.Kind, who, form.Target.Thing);
                var isSentAway = expected is Outcome.NotFound or Outcome.SignIn;
                if (
                    isSentAway ? !sentAway.Add($"{form.Way.Route} {form.Kind} {who}")
                    : expected.HasFlag(Outcome.Done) ? !IsFirst(world, form, who)
                    : !Effort.Asks(engine, $"{form.Way.Route} {form.Kind} {form.Target.Thing.Name} {who}")
                )
                {
                    continue;
                }

                var (mails, answer) = (
                    world.Site.Mails.Count,
                    await world.CallerOf(who).PostAsync(form.Target.Path, form.Fields)
                );
                var outcome = Verdict.Of(answer);
                var changes = await world.Database.ChangesAsync();
                if (expected.HasFlag(Outcome.Done))
                {
                    allowed++;
                    if ((outcome & (Outcome.Done | Outcome.Conflict | OfTheRow(form, who))) == Outcome.None)
                    {
                        wrong.Add($"{who} {form} is allowed, but {outcome}");
                    }

                    if (changes.Count > 0 || world.Site.Mails.Count > mails)
                    {
                        working.Add($"{form.Way.Route} {form.Kind}");
                        await world.Database.RestoreAsync();
                    }

                    continue;
                }

                denied++;
                // A form that the page does not show to somebody is not known there.
                if ((outcome & (expected | Outcome.Malformed)) == Outcome.None)
                {
                    wrong.Add($"{who} {form} ({form.Target.Thing.Name}): {outcome}, not {expected}");
                }

                if (changes.Count > 0 || world.Site.Mails.Count > mails)
                {
                    wrong.Add(
                        $"{who} {form}: {outcome}, yet {string.Join(", ", changes)} changed, {world.Site.Mails.Count - mails} mails"
                    );
                    await world.Database.RestoreAsync();
                }
            }
        }

        var kinds = forms.Select(form => $"{form.Way.Route} {form.Kind}").Distinct(StringComparer.Ordinal).ToList();
        output.WriteLine(
            $"{denied} denied and {allowed} allowed posts of {forms.Count} forms of {kinds.Count} kinds on {engine} in {clock.Elapsed.TotalSeconds:0} s; {working.Count} kinds changed something when they were allowed"
        );
        denied.ShouldBeGreaterThan(1000);
        wrong.Take(40).ShouldBeEmpty($"{wrong.Count} posts went wrong");
        kinds
            .Except(working)
            .Except(s_needMore)
            .ShouldBeEmpty("no allowed post of these forms changed anything, so that a denial proves nothing");
    }

    [Fact, Prints("writes.txt")]
    public async Task Odd_fields_are_answered_and_nothing_is_written_that_a_form_does_not_say_on_SQLite() =>
        Printed.ShouldMatch("writes.txt", await OddAsync(Engine.Sqlite));

    // What it writes is printed once: which framework a list offers first is the database's own affair.
    [Fact]
    public Task Odd_fields_are_answered_and_nothing_is_written_that_a_form_does_not_say_on_PostgreSQL() =>
        OddAsync(Engine.Postgres);

    private async Task<string> OddAsync(Engine engine)
    {
        await using var world = await TwoHubs.OpenAsync(engine);
        var forms = await FormsAsync(world);
        await world.Database.RestoreAsync();
        var foreign = OddFields.IdsOf(world);
        var (wrong, posted) = (new List<string>(), 0);
        var all = forms.DistinctBy(form => (form.Way.Route, form.Kind)).ToList();
        foreach (var form in all.Where((form, n) => n % 3 == 0 || engine is Engine.Sqlite || Effort.IsFull))
        {
            var who = world.Everybody.First(one =>
                Expectation.Of(form.Way, form.Kind, one, form.Target.Thing).HasFlag(Outcome.Done)
            );
            foreach (var (what, fields) in OddFields.Of(form).Concat(OddFields.WithForeign(form, foreign)))
            {
                var answer = await world.CallerOf(who).PostAsync(form.Target.Path, fields);
                posted++;
                if (Verdict.Of(answer) is Outcome.Broken)
                {
                    wrong.Add($"{who} {form} {what}: {answer.Status}");
                }

                if ((await world.Database.ChangesAsync()).Count > 0)
                {
                    foreach (
                        var id in foreign.Where(id => fields.Any(field => field.Value.Contains(id, StringComparison.Ordinal)))
                    )
                    {
                        if (await world.Database.CountAsync(id) > await world.Database.CountAtRestAsync(id))
                        {
                            wrong.Add($"{who} {form} {what}: stored {id} of the other hub");
                        }
                    }

                    await world.Database.RestoreAsync();
                }
            }
        }

        output.WriteLine($"{posted} odd posts on {engine}");
        posted.ShouldBeGreaterThan(engine is Engine.Sqlite ? 200 : 60);
        wrong.Take(40).ShouldBeEmpty($"{wrong.Count} of {posted} odd posts went wrong");
        return engine is Engine.Sqlite || Effort.IsFull ? await WrittenColumns.OfAsync(world, forms, output) : "";
    }

    // One page for each route and thing, the forms of everybody who can be shown some.
    private static async Task<IReadOnlyList<FormOf>> FormsAsync(TwoHubs world)
    {
        var targets = await Targets.OfAsync(world);
        var found = new Dictionary<string, FormOf>(StringComparer.Ordinal);
        foreach (var way in WayIn.All(world.Site.Services).Where(way => way.Method == "GET"))
        {
            foreach (var target in targets.Of(way.Route).Where(IsWorthAForm))
            {
                foreach (var name in target.Thing.View == "cs.view" && !target.Thing.IsWholeHub ? s_lookers.Take(2) : s_lookers)
                {
                    var page = await world.CallerOf(world.The(name)).GetAsync(target.Path);
                    foreach (var form in page.Status == 200 ? FormOf.On(way, target, page.Body) : [])
                    {
                        found.TryAdd(OfRow().Replace($"{target.Path} {form.Name}", "*"), form);
                    }
                }
            }
        }

        var merge = targets.MergeOf("/{Hub}/organisations/{Code}/merge");
        var merging = await world.CallerOf(world.The("HO")).GetAsync(merge.Path);
        return
        [
            .. found.Values,
            .. FormOf.On(new WayIn("/{Hub}/organisations/{Code}/merge", "GET", "org.edit"), merge, merging.Body),
            OfScript([.. found.Values], "write/keep", "keep", "cs.suggest"),
            OfScript([.. found.Values], "live/token", "token", "cs.view"),
            OfScript([.. found.Values], "figures", "figure", "cs.attachment.upload"),
        ];
    }

    // What the scripts of the page for writing send by themselves, with the fields of the form around them.
    private static FormOf OfScript(IReadOnlyList<FormOf> forms, string address, string name, string action)
    {
        var form = forms.First(form => form.Name == "section" && form.Target.Thing.Name == "draft");
        return new FormOf(
            new WayIn("/{hub}/case-studies/{id:guid}/" + address, "POST", action),
            form.Target with
            {
                Path = form.Target.Path[..^"write".Length] + address,
            },
            name,
            form.Fields
        );
    }

    // Every state in which a page may show other forms; what does not exist has none.
    private static bool IsWorthAForm(Target target) => !target.Thing.IsUnknown;

    private static bool IsFirst(TwoHubs world, FormOf form, Somebody who) =>
        world.Everybody.First(one =>
            one.Parts[0].Principal == who.Parts[0].Principal
            && Expectation.Of(form.Way, form.Kind, one, form.Target.Thing).HasFlag(Outcome.Done)
        ) == who;

    private static void ShouldBeStated(IReadOnlyList<FormOf> forms)
    {
        var kinds = forms.Select(form => (form.Way.Route, Form: form.Kind)).ToHashSet();
        var stated = Expectation.Lines.Where(line => line.Form.Length > 0).ToHashSet();
        kinds
            .Except(stated)
            .Select(kind => $"{kind.Route},{kind.Form}")
            .ShouldBeEmpty("ways.csv does not say for which action these forms stand");
        stated.Except(kinds).Select(kind => $"{kind.Route},{kind.Form}").ShouldBeEmpty("ways.csv names forms that no page shows");
    }

    // Some rows are not everybody's, and a role is given for a place that the form names.
    private static Outcome OfTheRow(FormOf form, Somebody who) =>
        // Who came by a link ends no conversation of others, and gets no mails.
        who.IsHolder && form.Kind is "resolve-*" or "reopen-*"
            ? Outcome.Malformed
        // One of the two stands on the page, as they chose before.
        : form.Kind is "mute" or "unmute" ? Outcome.Malformed
        : form.Kind.EndsWith("-*", StringComparison.Ordinal) && form.Target.Thing.IsWholeHub ? Outcome.Malformed
        : form.Kind == "grant" ? Outcome.Forbidden
        : Outcome.None;

    // Forms that do nothing with what a page alone can tell; other tests make them work.
    private static readonly string[] s_needMore =
    [
        "/account/signing-in add", // the answer of a device
        "/sign-in passkey",
        "/sign-in/code/{Link:guid} code", // the code of a mail
        "/{Hub}/case-studies/frameworks read", // a file
        "/{Hub}/case-studies/{Id:guid}/bring-back-from-word bring",
        "/{Hub}/case-studies/{Id:guid}/take-to-word take", // something written since the last revision
        "/{Hub}/case-studies/import import",
        "/{Hub}/case-studies/{Id:guid}/illustrate upload",
        "/{hub}/case-studies/{id:guid}/figures figure",
        "/{Hub}/members/invitations resend-*", // twenty minutes since the last mail
    ];

    // The rows of one list are alike: one of them stands for all.
    [GeneratedRegex("(?<= [a-z]+-).*[0-9].*$")]
    private static partial Regex OfRow();
}
