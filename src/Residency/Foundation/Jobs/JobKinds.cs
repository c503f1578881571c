using System.Reflection;
using System.Text.Json;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;

namespace Residency.Foundation.Jobs;

/// <summary>All kinds of jobs that are registered, by name.</summary>
public sealed class JobKinds(IServiceCollection registered)
{
    // Read at first use, when everything has been registered.
    private readonly Lazy<IReadOnlyDictionary<string, JobKind>> _kinds = new(() =>
        registered
            .Select(service => service.ServiceType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IJob<>))
            .Select(type => type.GetGenericArguments()[0])
            .ToDictionary(
                JobPayload.NameOf,
                payload => (JobKind)Activator.CreateInstance(typeof(JobKind<>).MakeGenericType(payload))!, // a class without constructor arguments
                StringComparer.Ordinal
            )
    );

    /// <summary>The kind of that name; null when no room knows it (any more).</summary>
    public JobKind? Find(string name) => _kinds.Value.GetValueOrDefault(name);

    /// <summary>The kinds that come back by themselves.</summary>
    public IEnumerable<JobKind> Recurring => _kinds.Value.Values.Where(kind => kind.Every is not null);
}

/// <summary>One kind of job.</summary>
public abstract class JobKind
{
    /// <summary>The record that it begins with.</summary>
    public abstract Type Payload { get; }

    /// <summary>The pause between two runs; null when it does not come back.</summary>
    public TimeSpan? Every => Payload.GetCustomAttribute<EveryAttribute>() is { } every ? TimeSpan.FromHours(every.Hours) : null;

    internal abstract Task<Result> RunAsync(IServiceProvider provider, string json, Actor actor, CancellationToken cancel);

    /// <summary>The payload of a job that comes back.</summary>
    internal JobPayload Fresh() => (JobPayload)Activator.CreateInstance(Payload)!; // never null for a class
}

internal sealed class JobKind<TPayload> : JobKind
    where TPayload : JobPayload
{
    public override Type Payload => typeof(TPayload);

    internal override Task<Result> RunAsync(IServiceProvider provider, string json, Actor actor, CancellationToken cancel) =>
        provider
            .GetRequiredService<IJob<TPayload>>()
            .RunAsync(
                JsonSerializer.Deserialize<TPayload>(json, JobQueue.Json)
                    ?? throw new InvalidOperationException($"The payload of a {typeof(TPayload).Name} is null."),
                actor,
                cancel
            );
}
