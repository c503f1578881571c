using Residency.Foundation.Ids;
using Residency.Foundation.Ui;
using Residency.Make.CaseStudies.Cite;
using Residency.Make.CaseStudies.Compare;
using Residency.Make.CaseStudies.Discuss;
using Residency.Make.CaseStudies.Frameworks;
using Residency.Make.CaseStudies.Illustrate;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.InviteReaders;
using Residency.Make.CaseStudies.Overview;
using Residency.Make.CaseStudies.Parts;
using Residency.Make.CaseStudies.Purge;
using Residency.Make.CaseStudies.Revisions;
using Residency.Make.CaseStudies.Storage;
using Residency.Make.CaseStudies.TakeToWord;
using Residency.Make.CaseStudies.Write;

namespace Residency.Make.CaseStudies;

/// <summary>Registers what names alone do not tell.</summary>
internal sealed class CaseStudiesRoom : IRoom
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<OverviewQueries.Doors>();
        services.AddScoped<ImportRecord>();
        services.AddScoped<ImportRecord.Tools>();
        services.AddScoped<RunImportHandler.Tools>();
        services.AddScoped<FileLeaving>();
        services.AddScoped<PurgeHandler.Leaving>();
        services.AddScoped<LiveDraft>();
        services.AddScoped<WriterNames>();
        services.AddScoped<CutWriting>();
        services.AddScoped<CaseStudyVisit>();
        services.AddScoped<CommentLetters>();
        services.AddScoped<DiscussHandler.Doors>();
        services.AddScoped<MailDigestsJob.Doors>();
        services.AddScoped<InviteReadersHandler.Tools>();
        services.AddSingleton<MuteSecret>();
        services.AddSingleton<ReaderPass>();
        services.AddScoped<WriteQueries.Doors>();
        services.AddScoped<HistoryQueries.Writing>();
        services.AddScoped<CompareHandler.Writing>();
        services.AddScoped<IWorkLookup>(provider =>
            // Development and tests ask nobody outside.
            provider.GetService<IHostEnvironment>()?.IsDevelopment() == false
                ? ActivatorUtilities.CreateInstance<DoiLookup>(provider)
                : new FakeWorkLookup()
        );
        foreach (var panel in ProductTypes.Of<ICaseStudyPanel>())
        {
            services.AddScoped(typeof(ICaseStudyPanel), panel);
        }

        foreach (var panel in ProductTypes.Of<IMyWorkPanel>())
        {
            services.AddScoped(typeof(IMyWorkPanel), panel);
        }
    }

    // What people kept as drafts before there were live texts must not be lost.
    public Task StartAsync(IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredService<OldDraftsHandler>().BringInAsync(cancel);

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        KeepGate.Map(endpoints);
        CaseStudyTextGate.Map(endpoints);
        FigureGate.Map(endpoints);
        WorkGate.Map(endpoints);
        FrameworkFileGate.Map(endpoints);
        ThreadsGate.Map(endpoints);
        WordFileGate.Map(endpoints);
    }
}
