using System.CommandLine;
using System.Globalization;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ui.Operate;

namespace Residency.Foundation.Cli;

/// <summary><c>residency jobs</c>: lists the work in the background, or lets what was given up try again.</summary>
[Needs(JobActions.GivenUpRetry)]
public sealed class JobsCommand(JobsHandler handler) : ICommandVerb
{
    private readonly Option<JobStanding> _standing = new("--standing")
    {
        Description = "Which jobs to list",
        DefaultValueFactory = _ => JobStanding.GivenUp,
    };
    private readonly Option<int> _page = new("--page") { Description = "Which page of 50", DefaultValueFactory = _ => 1 };
    private readonly Option<long?> _again = new("--try-again") { Description = "The reference of a job that was given up" };

    public Command Describe() =>
        new("jobs", "Lists jobs that were given up, or lets one try again: residency jobs --try-again <reference>")
        {
            _standing,
            _page,
            _again,
        };

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        if (call.Arguments.GetValue(_again) is { } number)
        {
            var begun = await handler.TryAgainAsync(call.Actor, number, cancel);
            await (begun.IsDone ? call.Output : call.Errors).WriteLineAsync(
                begun.IsDone ? $"Job {number.ToString(CultureInfo.InvariantCulture)} tries again." : begun.Refusal.Text
            );
            return begun.IsDone ? ExitCodes.Done : ExitCodes.SomeRefused;
        }

        var listed = await handler.ListAsync(
            call.Actor,
            call.Arguments.GetValue(_standing),
            call.Arguments.GetValue(_page),
            cancel
        );
        if (!listed.IsDone)
        {
            await call.Errors.WriteLineAsync(listed.Refusal.Text);
            return ExitCodes.SomeRefused;
        }

        foreach (var job in listed.Value.Lines)
        {
            var since = job.CreatedAt.ToString("u", CultureInfo.InvariantCulture);
            await call.Output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{job.Number}\t{job.Kind}\t{job.Detail}\t{since}\t{job.Tries}\t{job.Error}"
                )
            );
        }

        var counts = listed.Value.Counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}");
        await call.Output.WriteLineAsync(listed.Value.Counts.Count == 0 ? "No jobs." : string.Join(", ", counts));
        return ExitCodes.Done;
    }
}
