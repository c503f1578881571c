namespace Residency.Foundation.Jobs;

internal static partial class Log
{
    [LoggerMessage(
        EventId = 1,
        EventName = "JobDone",
        Level = LogLevel.Information,
        Message = "The job {Name} {Number} is done."
    )]
    public static partial void JobDone(ILogger log, string name, long number);

    [LoggerMessage(
        EventId = 2,
        EventName = "JobFailed",
        Level = LogLevel.Warning,
        Message = "The job {Name} {Number} failed at try {Tries}."
    )]
    public static partial void JobFailed(ILogger log, Exception broken, string name, long number, int tries);

    [LoggerMessage(
        EventId = 3,
        EventName = "JobGivenUp",
        Level = LogLevel.Error,
        Message = "The job {Name} {Number} was given up: {Reason}. Look at the list of jobs given up."
    )]
    public static partial void GivenUp(ILogger log, string name, long number, string reason);

    [LoggerMessage(
        EventId = 4,
        EventName = "JobLeaseLost",
        Level = LogLevel.Warning,
        Message = "The job {Name} {Number} took longer than its lease; another node has begun it anew."
    )]
    public static partial void LeaseLost(ILogger log, string name, long number);

    [LoggerMessage(
        EventId = 5,
        EventName = "JobWorkerFailed",
        Level = LogLevel.Error,
        Message = "The queue of jobs cannot be read."
    )]
    public static partial void WorkerFailed(ILogger log, Exception broken);
}
