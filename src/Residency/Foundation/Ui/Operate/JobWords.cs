using Microsoft.Extensions.Localization;
using Residency.Foundation.Jobs;

namespace Residency.Foundation.Ui.Operate;

/// <summary>How standings of jobs are called and coloured.</summary>
internal static class JobWords
{
    public static string Of(JobStanding standing, IStringLocalizer words) =>
        standing switch
        {
            JobStanding.GivenUp => words["Given up"],
            JobStanding.Retrying => words["Trying again"],
            JobStanding.Running => words["Running"],
            JobStanding.Waiting => words["Waiting"],
            JobStanding.Done => words["Done"],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static BadgeTone ToneOf(JobStanding standing) =>
        standing switch
        {
            JobStanding.GivenUp => BadgeTone.Stopped,
            JobStanding.Retrying => BadgeTone.Waiting,
            JobStanding.Running => BadgeTone.Active,
            JobStanding.Waiting => BadgeTone.Plain,
            JobStanding.Done => BadgeTone.Good,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The word of a standing in an address.</summary>
    public static string SlugOf(JobStanding standing) =>
        standing switch
        {
            JobStanding.GivenUp => "given-up",
            JobStanding.Retrying => "trying-again",
            JobStanding.Running => "running",
            JobStanding.Waiting => "waiting",
            JobStanding.Done => "done",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The standing that an address names; given up for any other word.</summary>
    public static JobStanding Read(string? slug) =>
        Enum.GetValues<JobStanding>()
            .FirstOrDefault(standing => string.Equals(SlugOf(standing), slug, StringComparison.OrdinalIgnoreCase));
}
