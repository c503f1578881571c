using System.Text.Json;
using Residency.Foundation.Ids;

namespace Residency.Foundation.Ledger;

/// <summary>All kinds of facts and who listens to them. One instance for the process.</summary>
public sealed class FactKinds(IServiceCollection registered)
{
    // Read at first use, when everything has been registered.
    private readonly Lazy<IReadOnlyDictionary<string, FactKind>> _kinds = new(() => Find(registered));

    /// <summary>All kinds, by name.</summary>
    public IEnumerable<FactKind> All => _kinds.Value.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The kind of that name; null when the product does not know it (any more).</summary>
    public FactKind? Named(string name) => _kinds.Value.GetValueOrDefault(name);

    // A fact from outside the product, to which nobody listens, is written all the same.
    internal FactKind Of(Fact fact) => Named(Fact.NameOf(fact.GetType())) ?? Make(fact.GetType(), [], []);

    private static Dictionary<string, FactKind> Find(IServiceCollection registered)
    {
        var listeners = registered
            .Where(service => service.ServiceType.IsGenericType && service.ImplementationType is not null)
            .Select(service => (Face: service.ServiceType, Type: service.ImplementationType!)) // filtered above
            .ToList();
        var facts = ProductTypes
            .Classes.Concat(listeners.Where(pair => IsListener(pair.Face)).Select(pair => pair.Face.GetGenericArguments()[0]))
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(Fact)))
            .Distinct();
        return facts
            .Select(fact => Make(fact, ListenersOf(typeof(IWithin<>), fact), ListenersOf(typeof(IAfter<>), fact)))
            .ToDictionary(kind => kind.Name, StringComparer.Ordinal);

        IReadOnlyList<Type> ListenersOf(Type face, Type fact) =>
            [
                .. listeners
                    .Where(pair => pair.Face == face.MakeGenericType(fact))
                    .Select(pair => pair.Type)
                    .OrderBy(type => type.FullName, StringComparer.Ordinal),
            ];
    }

    private static FactKind Make(Type fact, IReadOnlyList<Type> within, IReadOnlyList<Type> after) =>
        (FactKind)Activator.CreateInstance(typeof(FactKind<>).MakeGenericType(fact), within, after)!; // never null for a class

    internal static bool IsListener(Type face) =>
        face.IsGenericType
        && (face.GetGenericTypeDefinition() == typeof(IWithin<>) || face.GetGenericTypeDefinition() == typeof(IAfter<>));
}

/// <summary>One kind of fact.</summary>
public abstract class FactKind(Type type, IReadOnlyList<Type> within, IReadOnlyList<Type> after)
{
    /// <summary>The record.</summary>
    public Type Type { get; } = type;

    /// <summary>Its name in the ledger.</summary>
    public string Name { get; } = Fact.NameOf(type);

    /// <summary>Who acts in the same transaction.</summary>
    public IReadOnlyList<Type> Within { get; } = within;

    /// <summary>Who acts after it.</summary>
    public IReadOnlyList<Type> After { get; } = after;

    /// <summary>The fact that an entry of this kind tells.</summary>
    public abstract Fact Read(LedgerEntry entry);

    internal abstract Task TellWithinAsync(IServiceProvider provider, Fact fact, CancellationToken cancel);

    internal abstract Task TellAfterAsync(IServiceProvider provider, string listener, Fact fact, CancellationToken cancel);

    /// <summary>The name under which deliveries to a listener are stored.</summary>
    internal static string NameOf(Type listener) => listener.Name;
}

internal sealed class FactKind<TFact>(IReadOnlyList<Type> within, IReadOnlyList<Type> after)
    : FactKind(typeof(TFact), within, after)
    where TFact : Fact
{
    public override Fact Read(LedgerEntry entry) =>
        JsonSerializer.Deserialize<TFact>(entry.Payload, Ledger.Json)
        ?? throw new InvalidOperationException($"The payload of entry {entry.Sequence} is null.");

    internal override async Task TellWithinAsync(IServiceProvider provider, Fact fact, CancellationToken cancel)
    {
        foreach (var listener in provider.GetServices<IWithin<TFact>>())
        {
            await listener.OnAsync((TFact)fact, cancel);
        }
    }

    internal override async Task TellAfterAsync(IServiceProvider provider, string listener, Fact fact, CancellationToken cancel)
    {
        // A listener that was renamed or removed has nothing to hear.
        if (provider.GetServices<IAfter<TFact>>().SingleOrDefault(one => NameOf(one.GetType()) == listener) is { } listening)
        {
            await listening.OnAsync((TFact)fact, cancel);
        }
    }
}
