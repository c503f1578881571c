using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ids;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>A content that no file of ours needs any more is to leave the file store.</summary>
/// <param name="Hub">Whose file it was.</param>
/// <param name="Hash">The name of the content.</param>
[JobName("case-study.drop-content")]
public sealed record DropContent(HubId Hub, string Hash) : JobPayload
{
    public override HubId? ForHub => Hub;
}

/// <summary>Removes the content, unless any file of any hub still has it.</summary>
[Needs(CaseStudyActions.Purge)]
internal sealed class DropContentsJob(IFileStore files) : IJob<DropContent>
{
    public async Task<Result> RunAsync(DropContent payload, Actor actor, CancellationToken cancel)
    {
        await files.DropUnusedAsync(payload.Hash, cancel);
        return Result.Done;
    }
}

/// <summary>Lets files go: their addresses at once, their contents a little later.</summary>
internal sealed class FileLeaving(AppDb db, IFileStore files, JobQueue jobs, TimeProvider clock)
{
    /// <summary>Forgets a file with the next save; its content goes when nobody else has it.</summary>
    public async Task ForgetAsync(HubId hub, PublicCode code, CancellationToken cancel)
    {
        if (await files.FindAsync(code, cancel) is { } file)
        {
            Forget(hub, file);
        }
    }

    /// <inheritdoc cref="ForgetAsync"/>
    public void Forget(HubId hub, StoredFile file)
    {
        db.Remove(file);
        // Not at once: the same content may just be on its way in with another file.
        jobs.Enqueue(
            Actor.System,
            new DropContent(hub, file.Hash),
            clock.GetUtcNow() + IFileStore.Quarantine + TimeSpan.FromMinutes(1)
        );
    }
}
