using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Jobs;

/// <summary>Where a job stands as people see it.</summary>
public enum JobStanding
{
    /// <summary>Given up; somebody should look.</summary>
    GivenUp,

    /// <summary>Failed at least once and waits for its next try.</summary>
    Retrying,

    /// <summary>At work, or was when its node stopped.</summary>
    Running,

    /// <summary>Not begun yet.</summary>
    Waiting,

    /// <summary>Ended well.</summary>
    Done,
}

/// <summary>One job without anything about people.</summary>
/// <param name="Number">Its reference, as it stands in the log.</param>
/// <param name="Kind">The stable name of its kind.</param>
/// <param name="Detail">What the name leaves open; empty when nothing.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Tries">How often it was begun.</param>
/// <param name="CreatedAt">When it was wished for; UTC.</param>
/// <param name="DueAt">Not before this instant; UTC.</param>
/// <param name="EndedAt">When it was done or given up; null while it is not.</param>
/// <param name="Error">Kinds of failure and places in the code; empty when there was none.</param>
public sealed record JobLine(
    long Number,
    string Kind,
    string Detail,
    JobStanding Standing,
    int Tries,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? EndedAt,
    string Error
)
{
    /// <summary>The kind of failure in one word, without places and words of other systems.</summary>
    public string ErrorClass
    {
        get
        {
            var first = Error.Split(' ', 2)[0].TrimEnd(':');
            var isWord = first.Length > 0 && first.All(char.IsLetter);
            var isAlone =
                first.Length == Error.Length || Error.AsSpan(first.Length).StartsWith(" in ") || Error[first.Length] == ':';
            return Error.Length == 0 ? ""
                : isWord && isAlone ? first
                : "OutsideException";
        }
    }
}

/// <summary>A page of jobs, and how many there are in each standing.</summary>
/// <param name="Lines">Those that were asked for: given up and done by their end, the newest first; others by their hour.</param>
/// <param name="Counts">How many stand where; standings without jobs are left out.</param>
public sealed record JobListing(IReadOnlyList<JobLine> Lines, IReadOnlyDictionary<JobStanding, int> Counts);

/// <summary>Looks into the queue without touching it.</summary>
public sealed class JobQueries(AppDb db)
{
    /// <summary>How many jobs a page shows.</summary>
    public const int PageSize = 50;

    /// <summary>The jobs in one standing.</summary>
    /// <param name="hub">Only those of this hub; null for all of the installation.</param>
    /// <param name="standing">Which ones.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<JobListing> ListAsync(HubId? hub, JobStanding standing, int page, CancellationToken cancel)
    {
        var all = db.Set<QueuedJob>().AsNoTracking().Where(job => hub == null || job.Hub == hub);
        var counts = await all.GroupBy(job => new { job.State, Again = job.State == JobState.Waiting && job.Tries > 0 })
            .Select(group => new
            {
                group.Key.State,
                group.Key.Again,
                Count = group.Count(),
            })
            .ToListAsync(cancel);
        var chosen = In(all, standing);
        var ordered = standing is JobStanding.GivenUp or JobStanding.Done
            ? chosen.OrderByDescending(job => job.EndedAt).ThenByDescending(job => job.Number)
            : chosen.OrderBy(job => job.DueAt).ThenBy(job => job.Number);
        var jobs = await ordered.Skip((Math.Max(page, 1) - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new JobListing(
            [.. jobs.Select(LineOf)],
            counts
                .GroupBy(row => StandingOf(row.State, row.Again))
                .ToDictionary(group => group.Key, group => group.Sum(row => row.Count))
        );
    }

    /// <summary>One job; null when there is none of that number.</summary>
    public async Task<(JobLine Line, HubId? Hub)?> FindAsync(long number, CancellationToken cancel) =>
        await db.Set<QueuedJob>().AsNoTracking().SingleOrDefaultAsync(job => job.Number == number, cancel) is { } job
            ? (LineOf(job), job.Hub)
            : null;

    private static IQueryable<QueuedJob> In(IQueryable<QueuedJob> jobs, JobStanding standing) =>
        standing switch
        {
            JobStanding.GivenUp => jobs.Where(job => job.State == JobState.Dead),
            JobStanding.Retrying => jobs.Where(job => job.State == JobState.Waiting && job.Tries > 0),
            JobStanding.Running => jobs.Where(job => job.State == JobState.Running),
            JobStanding.Waiting => jobs.Where(job => job.State == JobState.Waiting && job.Tries == 0),
            JobStanding.Done => jobs.Where(job => job.State == JobState.Done),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static JobStanding StandingOf(JobState state, bool isAgain) =>
        state switch
        {
            JobState.Waiting => isAgain ? JobStanding.Retrying : JobStanding.Waiting,
            JobState.Running => JobStanding.Running,
            JobState.Done => JobStanding.Done,
            JobState.Dead => JobStanding.GivenUp,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static JobLine LineOf(QueuedJob job) =>
        new(
            job.Number,
            job.Name,
            job.Detail ?? "",
            StandingOf(job.State, job.Tries > 0),
            job.Tries,
            job.CreatedAt,
            job.DueAt,
            job.EndedAt,
            job.LastError
        );
}
