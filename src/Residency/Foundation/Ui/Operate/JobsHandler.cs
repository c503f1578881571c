using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ui.Operate;

/// <summary>Shows how the work in the background fares, and lets what was given up try again.</summary>
[Needs(JobActions.GivenUpView)]
public sealed class JobsHandler(AppDb db, JobQueries jobs, JobQueue queue, Ledger.Ledger ledger, TimeProvider clock)
{
    /// <summary>The jobs of the whole installation, for operators.</summary>
    /// <returns>NotFound for everybody else.</returns>
    public async Task<Result<JobListing>> ListAsync(Actor actor, JobStanding standing, int page, CancellationToken cancel) =>
        actor.IsOperator || actor.IsSystem ? await jobs.ListAsync(hub: null, standing, page, cancel) : new Refusal.NotFound();

    /// <summary>The jobs of one hub, for those who run it: kinds of failures, without places in the code.</summary>
    /// <returns>NotFound for those who do not belong to the hub; Forbidden for its other people.</returns>
    public async Task<Result<JobListing>> ListOfHubAsync(
        Actor actor,
        HubId hub,
        JobStanding standing,
        int page,
        CancellationToken cancel
    )
    {
        var may = JobAccess.Table.May(actor, JobActions.GivenUpView, new HubSubject(hub), clock.GetUtcNow());
        if (!may.IsDone)
        {
            return actor.BelongsTo(hub) ? may.Refusal : new Refusal.NotFound();
        }

        var listing = await jobs.ListAsync(hub, standing, page, cancel);
        return listing with { Lines = [.. listing.Lines.Select(line => line with { Error = line.ErrorClass })] };
    }

    /// <summary>Whether the actor may let jobs try again, now.</summary>
    public Result MayTryAgain(Actor actor) =>
        JobAccess.Table.May(actor, JobActions.GivenUpRetry, new HubSubject(default), clock.GetUtcNow());

    /// <summary>Lets a job that was given up try again, with all its tries.</summary>
    /// <returns>NotFound for others than operators and for unknown jobs; StepUp; Conflict when it was not given up.</returns>
    public async Task<Result> TryAgainAsync(Actor actor, long number, CancellationToken cancel)
    {
        var may = MayTryAgain(actor);
        if (!may.IsDone)
        {
            return may.Refusal is Refusal.Forbidden ? new Refusal.NotFound() : may;
        }

        if (await jobs.FindAsync(number, cancel) is not { } found)
        {
            return new Refusal.NotFound();
        }

        return await db.WriteAsync<Result>(
            async inner =>
            {
                if (!await queue.TryAgainAsync(number, inner))
                {
                    return new Refusal.Conflict("This job was not given up, or it tries again already. Reload the page.");
                }

                ledger.Write(
                    actor,
                    new JobRetried
                    {
                        Hub = found.Hub ?? default,
                        Number = number,
                        Kind = found.Line.Kind,
                    }
                );
                return await db.SaveAsync(inner);
            },
            cancel
        );
    }
}
