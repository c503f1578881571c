using System.CommandLine;
using System.Globalization;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Foundation.Results;
using Residency.Foundation.Text;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Import;

/// <summary><c>residency import case-studies</c>: makes case studies of files and folders.</summary>
[Needs(CaseStudyActions.ImportMany)]
public sealed class ImportCommand(IServiceProvider services, IHubs hubs, ICohorts cohorts, TimeProvider clock) : ICommandVerb
{
    private readonly Argument<string> _what = new("what") { Description = "What to import: case-studies" };
    private readonly Argument<string[]> _paths = new("paths")
    {
        Description = "Files or folders; a folder with an index.json of revisions becomes one text with its history",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _hub = new("--hub")
    {
        Description = "Slug of the hub; needed when there are several. On an empty data folder a hub of this slug is opened",
    };
    private readonly Option<string?> _cohort = new("--cohort")
    {
        Description = "Code of the cohort; without it the texts belong to the hub as a whole",
    };
    private readonly Option<bool> _create = new("--create-cohort")
    {
        Description = "Plans the cohort when the hub has none of that code",
    };

    public Command Describe()
    {
        _what.AcceptOnlyFromAmong("case-studies");
        return new Command(
            "import",
            "Makes case studies of Markdown, MyST, Word and plain-text files. Running it again changes nothing."
        )
        {
            _what,
            _paths,
            _hub,
            _cohort,
            _create,
        };
    }

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        var paths = (call.Arguments.GetValue(_paths) ?? []).Select(call.PathOf).ToList();
        var found = FilesOnDisk.Find(paths);
        if (!found.IsDone)
        {
            return await WrongAsync(call, found.Refusal, cancel);
        }

        var plan = await PlanAsync(call, cancel);
        if (!plan.IsDone)
        {
            return await WrongAsync(call, plan.Refusal, cancel);
        }

        var lines = new List<ImportLine>();
        foreach (var file in found.Value.Files)
        {
            // A scope each: a file that fails leaves nothing behind for the next.
            await using var scope = services.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetRequiredService<ImportHandler>();
            var line = await OneAsync(handler, call.Actor, plan.Value, file, cancel);
            lines.Add(line);
            await SayAsync(call.Output, line, cancel);
        }

        foreach (var line in found.Value.PassedOver)
        {
            lines.Add(line);
            await SayAsync(call.Output, line, cancel);
        }

        await using var last = services.CreateAsyncScope();
        var kept = await last
            .ServiceProvider.GetRequiredService<RunImportHandler>()
            .KeepAsync(call.Actor, plan.Value, lines, cancel);
        if (!kept.IsDone)
        {
            await call.Errors.WriteLineAsync($"The report was not kept: {kept.Refusal.Text}".AsMemory(), cancel);
        }

        await SumUpAsync(call.Output, lines, cancel);
        return lines.Exists(line => line.Outcome == ImportOutcome.Refused) ? ExitCodes.SomeRefused : ExitCodes.Done;
    }

    private static async Task<ImportLine> OneAsync(
        ImportHandler handler,
        Actor actor,
        ImportPlan plan,
        FileOnDisk file,
        CancellationToken cancel
    )
    {
        try
        {
            var read = await FilesOnDisk.ReadAsync(file, cancel);
            return read.IsDone
                ? await handler.ImportAsync(actor, plan, read.Value, cancel)
                : new ImportLine(file.Name, ImportOutcome.Refused) { Reason = read.Refusal.Text };
        }
        catch (OutsideException broken)
        {
            return new ImportLine(file.Name, ImportOutcome.Refused)
            {
                Reason = $"{broken.Message}: {broken.InnerException?.Message} Run the command again when that is mended.",
            };
        }
    }

    private async Task<Result<ImportPlan>> PlanAsync(CommandCall call, CancellationToken cancel)
    {
        var hub = await HubAsync(call, cancel);
        if (!hub.IsDone)
        {
            return hub.Refusal;
        }

        if (call.Arguments.GetValue(_cohort) is not { Length: > 0 } code)
        {
            return new ImportPlan(hub.Value, Cohort: null);
        }

        if (await cohorts.FindAsync(hub.Value, code, cancel) is { } known)
        {
            return new ImportPlan(hub.Value, known.Id);
        }

        if (!call.Arguments.GetValue(_create))
        {
            return new Refusal.Invalid("Cohort", $"The hub has no cohort “{code}”. Give --create-cohort to plan one.");
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var planned = await cohorts.PlanAsync(
            call.Actor,
            new NewCohort(hub.Value, code, code, today, today.AddMonths(6)),
            cancel
        );
        return planned.IsDone ? new ImportPlan(hub.Value, planned.Value) : planned.Refusal;
    }

    private async Task<Result<HubId>> HubAsync(CommandCall call, CancellationToken cancel)
    {
        var slug = call.Arguments.GetValue(_hub);
        var all = await hubs.ListAsync(cancel);
        if (slug is { Length: > 0 })
        {
            return all.FirstOrDefault(hub => string.Equals(hub.Slug, slug, StringComparison.OrdinalIgnoreCase)) is { } named
                    ? named.Id
                : all.Count == 0 ? await OpenAsync(call, slug, cancel)
                : new Refusal.Invalid(
                    "Hub",
                    $"There is no hub “{slug}”. There are: {string.Join(", ", all.Select(hub => hub.Slug))}."
                );
        }

        return all.Count switch
        {
            0 => await OpenAsync(call, "hub", cancel),
            1 => all[0].Id,
            _ => new Refusal.Invalid(
                "Hub",
                $"There are several hubs. Give --hub with one of: {string.Join(", ", all.Select(hub => hub.Slug))}."
            ),
        };
    }

    private async Task<Result<HubId>> OpenAsync(CommandCall call, string slug, CancellationToken cancel)
    {
        var name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(slug.Replace('-', ' '));
        var opened = await hubs.OpenAsync(call.Actor, new NewHub(slug, name, "", "", ""), cancel);
        if (opened.IsDone)
        {
            await call.Output.WriteLineAsync($"Opened the hub “{name}” at /{slug}.".AsMemory(), cancel);
        }

        return opened;
    }

    private static async Task<int> WrongAsync(CommandCall call, Refusal refusal, CancellationToken cancel)
    {
        await call.Errors.WriteLineAsync(refusal.Text.AsMemory(), cancel);
        return ExitCodes.WrongUsage;
    }

    private static async Task SayAsync(TextWriter output, ImportLine line, CancellationToken cancel)
    {
        var about = line.Outcome switch
        {
            ImportOutcome.Refused or ImportOutcome.Ignored => line.Reason,
            ImportOutcome.Unchanged => $"“{line.Title}”, revision {line.Revision}",
            ImportOutcome.Created or ImportOutcome.Updated =>
                $"“{line.Title}”, revision {line.Revision}, {line.Words} words; {line.Kept}; {line.TagsProposed} tags",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        await output.WriteLineAsync(
            $"{line.Outcome.ToString().ToLowerInvariant(), -10} {InOneLine(line.Name)}: {InOneLine(about ?? "")}".AsMemory(),
            cancel
        );
        foreach (var note in line.Report.Where(note => note.Severity != ReportSeverity.Note))
        {
            var unit = TextReading.CountsParagraphs(line.Name) ? "paragraph" : "line";
            var place = note.Place.Line > 0 ? $"{unit} {note.Place.Line}: " : "";
            await output.WriteLineAsync(
                $"           {note.Severity.ToString().ToLowerInvariant()}: {place}{InOneLine($"{note.Construct}: {note.What}")}".AsMemory(),
                cancel
            );
        }
    }

    // Names and words of files may hold what moves the cursor of a terminal or breaks the line.
    private static string InOneLine(string words) =>
        words.Any(char.IsControl) ? string.Concat(words.Select(sign => char.IsControl(sign) ? '\uFFFD' : sign)) : words;

    private static Task SumUpAsync(TextWriter output, List<ImportLine> lines, CancellationToken cancel)
    {
        var counts = Enum.GetValues<ImportOutcome>()
            .Select(outcome => $"{lines.Count(line => line.Outcome == outcome)} {outcome.ToString().ToLowerInvariant()}");
        return output.WriteLineAsync($"{lines.Count} files: {string.Join(", ", counts)}.".AsMemory(), cancel);
    }
}
