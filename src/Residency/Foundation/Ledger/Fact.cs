using System.Reflection;
using System.Text.Json.Serialization;
using Residency.Foundation.Actors;

namespace Residency.Foundation.Ledger;

/// <summary>Something that happened, told in the past tense by the room where it happened.</summary>
/// <remarks>
/// Declared at the door of that room as a <c>sealed record</c> with a <see cref="FactNameAttribute"/>. Carries ids,
/// numbers and closed choices only: never names, addresses or texts of people. Stored for ever, so members are added,
/// never renamed.
/// </remarks>
public abstract record Fact
{
    /// <summary>The hub in whose chain the fact stands.</summary>
    public required HubId Hub { get; init; }

    /// <summary>The thing it is about, as <c>kind:id</c>; facts of one subject are delivered in order.</summary>
    [JsonIgnore]
    public abstract string Subject { get; }

    /// <summary>One sentence for the history page, without names: "Edition 2 was published."</summary>
    [JsonIgnore]
    public abstract string InWords { get; }

    /// <summary>The stable name of a kind of fact.</summary>
    /// <exception cref="InvalidOperationException">The type has no <see cref="FactNameAttribute"/>: a bug.</exception>
    public static string NameOf(Type fact) =>
        fact.GetCustomAttribute<FactNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{fact.Name} has no [FactName].");
}

/// <summary>The name under which a kind of fact is stored for ever, such as <c>edition.published</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactNameAttribute(string name) : Attribute
{
    /// <summary>Lower-case words joined by dots.</summary>
    public string Name { get; } = name;
}

/// <summary>Acts on a fact in the transaction in which it is written. For derived tables only; must be quick.</summary>
/// <remarks>Classes are named <c>DoThisOnThatFact</c> and are found by type.</remarks>
public interface IWithin<in TFact>
    where TFact : Fact
{
    /// <summary>Adds to the same context; does not save.</summary>
    Task OnAsync(TFact fact, CancellationToken cancel);
}

/// <summary>Acts on a fact after its transaction: a durable job, at least once, in order per subject.</summary>
/// <remarks>Classes are named <c>DoThisOnThatFact</c> and are found by type. Doing it twice must do no harm.</remarks>
public interface IAfter<in TFact>
    where TFact : Fact
{
    /// <summary>Acts.</summary>
    Task OnAsync(TFact fact, CancellationToken cancel);
}
