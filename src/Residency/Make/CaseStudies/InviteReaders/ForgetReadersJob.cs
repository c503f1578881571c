using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.InviteReaders;

/// <summary>Addresses of readers whose links have ended are to be forgotten.</summary>
[JobName("case-study.forget-readers"), Every(24)]
public sealed record ForgetReaders : JobPayload;

/// <summary>Every day: forgets addresses 30 days after their links have ended. Names stay beside what was said.</summary>
[Needs(CaseStudyActions.ReaderForget)]
internal sealed class ForgetReadersJob(AppDb db, TimeProvider clock) : IJob<ForgetReaders>
{
    public Task<Result> RunAsync(ForgetReaders payload, Actor actor, CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - ReaderLink.AddressKept;
        return db.WriteAsync(
            async inner =>
            {
                await db.Set<ReaderLink>()
                    .Where(row => row.Email != "" && (row.ExpiresAt < before || row.RevokedAt < before))
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.Email, "").SetProperty(row => row.Version, row => row.Version + 1),
                        inner
                    );
                return Result.Done;
            },
            cancel
        );
    }
}
