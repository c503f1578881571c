using System.CommandLine;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Foundation.Results;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing.Export;

/// <summary><c>residency export</c>: writes case studies into a folder.</summary>
[Needs(CaseStudyActions.Export)]
public sealed class ExportCommand(IHubs hubs, IExportTexts exports, DraftExportHandler drafts) : ICommandVerb
{
    private readonly Argument<string> _format = new("format")
    {
        Description = "myst (a project for MyST tools), text (words alone) or json (our own form, with pictures)",
    };
    private readonly Argument<string> _folder = new("folder")
    {
        Description = "A new or empty folder, or one that an earlier export filled: that is then replaced, file by file",
    };
    private readonly Option<string?> _hub = new("--hub") { Description = "Slug of one hub; without it every hub" };
    private readonly Option<string?> _cohort = new("--cohort") { Description = "Code of one cohort; without it every text" };
    private readonly Option<bool> _published = new("--published") { Description = "The latest public editions; the default" };
    private readonly Option<bool> _drafts = new("--drafts")
    {
        Description = "The texts as they stand, of all case studies that the person of --as may export",
    };

    public Command Describe()
    {
        _format.AcceptOnlyFromAmong("myst", "text", "json");
        var command = new Command("export", "Writes case studies into a folder. The same texts give the same bytes.")
        {
            _format,
            _folder,
            _hub,
            _cohort,
            _published,
            _drafts,
        };
        command.Validators.Add(read =>
        {
            if (read.GetValue(_published) && read.GetValue(_drafts))
            {
                read.AddError("Give --published or --drafts, not both.");
            }
        });
        return command;
    }

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        if (call.Arguments.GetValue(_drafts) && call.Actor.Person is null)
        {
            return await WrongAsync(
                call,
                new Refusal.Forbidden("The operator does not read drafts. Say with --as in whose name they are exported."),
                cancel
            );
        }

        var chosen = await HubsAsync(call, cancel);
        if (!chosen.IsDone)
        {
            return await WrongAsync(call, chosen.Refusal, cancel);
        }

        var folder = await ExportFolder.OpenAsync(call.PathOf(call.Arguments.GetValue(_folder) ?? ""), cancel);
        if (!folder.IsDone)
        {
            return await WrongAsync(call, folder.Refusal, cancel);
        }

        var texts = new List<OutgoingText>();
        foreach (var hub in chosen.Value)
        {
            var some = await TextsAsync(call, hub, cancel);
            await call.Output.WriteLineAsync(
                $"{hub.Name}: {Counted(some.Count, "case study", "case studies")}.".AsMemory(),
                cancel
            );
            texts.AddRange(some);
        }

        var package = await exports.PackAsync(Format(call), Heading(chosen.Value, texts), texts, cancel);
        var report = await folder.Value.WriteAsync(package, file => exports.OpenAsync(file, cancel), cancel);
        await call.Output.WriteLineAsync(
            $"{Counted(report.Written, "file", "files")} written, {report.Unchanged} unchanged, {report.Removed} removed.".AsMemory(),
            cancel
        );
        return ExitCodes.Done;
    }

    private static ExportHeading Heading(IReadOnlyList<HubCard> chosen, List<OutgoingText> texts)
    {
        var named = chosen.Where(hub => texts.Exists(text => text.Content.HubName == hub.Name)).ToList();
        return (named.Count > 0 ? named : chosen) is [var one]
            ? ExportHeading.Of(one)
            : new ExportHeading("hubs", "Case studies", $"From {string.Join(", ", named.Select(hub => hub.Name))}.");
    }

    private async Task<IReadOnlyList<OutgoingText>> TextsAsync(CommandCall call, HubCard hub, CancellationToken cancel)
    {
        var texts = call.Arguments.GetValue(_drafts)
            ? await drafts.AllAsync(call.Actor, hub, cancel)
            : await exports.EditionsAsync(hub.Id, cancel);
        return call.Arguments.GetValue(_cohort) is { Length: > 0 } cohort
            ? [.. texts.Where(text => string.Equals(text.Content.CohortCode, cohort, StringComparison.OrdinalIgnoreCase))]
            : texts;
    }

    private async Task<Result<IReadOnlyList<HubCard>>> HubsAsync(CommandCall call, CancellationToken cancel)
    {
        var all = await hubs.ListAsync(cancel);
        if (call.Arguments.GetValue(_hub) is not { Length: > 0 } slug)
        {
            return all.Count > 0
                ? all.ToList()
                : new Refusal.Invalid("Hub", "There is no hub yet, so there is nothing to export.");
        }

        return all.FirstOrDefault(hub => string.Equals(hub.Slug, slug, StringComparison.OrdinalIgnoreCase)) is { } named
            ? new List<HubCard> { named }
            : new Refusal.Invalid(
                "Hub",
                $"There is no hub “{slug}”. There are: {string.Join(", ", all.Select(hub => hub.Slug))}."
            );
    }

    private ExportFormat Format(CommandCall call) =>
        call.Arguments.GetValue(_format) switch
        {
            "text" => ExportFormat.Text,
            "json" => ExportFormat.Json,
            _ => ExportFormat.Myst,
        };

    private static string Counted(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private static async Task<int> WrongAsync(CommandCall call, Refusal refusal, CancellationToken cancel)
    {
        await call.Errors.WriteLineAsync(refusal.Text.AsMemory(), cancel);
        return ExitCodes.WrongUsage;
    }
}
