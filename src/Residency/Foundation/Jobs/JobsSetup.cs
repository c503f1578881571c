using Residency.Foundation.Ids;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Jobs;

/// <summary>Registers the queue and all jobs.</summary>
public static class JobsSetup
{
    /// <summary>Adds the queue; jobs are found by type. Nothing runs until <see cref="AddJobWorker"/> or a call of the runner.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<JobSignal>();
        services.AddSingleton(new JobKinds(services));
        services.AddSingleton<JobRunner>();
        services.AddScoped<JobLeases>();
        services.AddScoped<JobQueue>();
        services.AddScoped<JobQueries>();
        services.AddScoped<IAfterCommit>(provider => provider.GetRequiredService<JobQueue>());
        foreach (var type in ProductTypes.Classes)
        {
            foreach (var face in type.GetInterfaces().Where(IsJob))
            {
                services.AddScoped(face, type);
            }
        }

        return services;
    }

    /// <summary>Lets this process run jobs in the background.</summary>
    public static IServiceCollection AddJobWorker(this IServiceCollection services) => services.AddHostedService<JobWorker>();

    private static bool IsJob(Type face) => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IJob<>);
}
