using System.Reflection;
using System.Text.Json.Serialization;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;

namespace Residency.Foundation.Jobs;

/// <summary>What a job needs to know to begin: ids, nothing about people.</summary>
/// <remarks>
/// A <c>sealed record</c> with a <see cref="JobNameAttribute"/> in the folder of its verb. Stored until the job has
/// run, so members are added, never renamed.
/// </remarks>
public abstract record JobPayload
{
    /// <summary>Jobs with the same key run one after the other, in the order in which they were stored; null for any order.</summary>
    /// <remarks>A job that is given up does not hold up those behind it.</remarks>
    [JsonIgnore]
    public virtual string? OrderKey => null;

    /// <summary>The hub for which it works, so that the hub's own people can see how it fares; null for the installation.</summary>
    [JsonIgnore]
    public virtual HubId? ForHub => null;

    /// <summary>What the name of the kind leaves open, such as which listener is told; never about people. At most 200 characters.</summary>
    [JsonIgnore]
    public virtual string? Detail => null;

    /// <summary>The stable name of a kind of job.</summary>
    /// <exception cref="InvalidOperationException">The type has no <see cref="JobNameAttribute"/>: a bug.</exception>
    public static string NameOf(Type payload) =>
        payload.GetCustomAttribute<JobNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{payload.Name} has no [JobName].");
}

/// <summary>The name under which a kind of job is stored, such as <c>edition.deposit</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class JobNameAttribute(string name) : Attribute
{
    /// <summary>Lower-case words joined by dots; at most 100 characters.</summary>
    public string Name { get; } = name;
}

/// <summary>The job comes back by itself. Its payload has a constructor without arguments.</summary>
/// <param name="hours">Hours from the end of one run to the next, 1–744.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EveryAttribute(int hours) : Attribute
{
    /// <summary>Hours from the end of one run to the next.</summary>
    public int Hours { get; } = hours;
}

/// <summary>Work that is done later, at least once, even if the machine dies meanwhile.</summary>
/// <remarks>
/// Stands in its verb as <c>XJob</c> with one <c>[Needs(action)]</c>: fetch, ask the access table, call the handler.
/// Doing it twice must do no harm.
/// </remarks>
public interface IJob<in TPayload>
    where TPayload : JobPayload
{
    /// <summary>Does the work with the rights that the actor has now, not with those at the time of the wish.</summary>
    /// <returns>
    /// Done; <c>Later</c> or <c>Conflict</c> to be tried again; any other refusal gives the job up at once, because
    /// time does not change the answer.
    /// </returns>
    /// <exception cref="OutsideException">Something outside broke; the job is tried again.</exception>
    Task<Result> RunAsync(TPayload payload, Actor actor, CancellationToken cancel);
}
