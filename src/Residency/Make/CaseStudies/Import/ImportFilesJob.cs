using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Files that were handed in together are to be read.</summary>
/// <remarks>One import of a hub after the other, so that the same file in two of them becomes one case study.</remarks>
[JobName("case-study.import")]
public sealed record ImportFiles(ImportId Import, HubId Hub) : JobPayload
{
    public override string? OrderKey => $"case-study.import:{Hub.Value:D}";
    public override HubId? ForHub => Hub;
}

/// <summary>Reads them one by one. Stopped in the middle, it goes on where it was.</summary>
[Needs(CaseStudyActions.ImportMany)]
internal sealed class ImportFilesJob(RunImportHandler handler) : IJob<ImportFiles>
{
    public Task<Result> RunAsync(ImportFiles payload, Actor actor, CancellationToken cancel) =>
        handler.RunAsync(actor, payload.Import, cancel);
}
