using Residency.Yjs.Encoding;

namespace Residency.Yjs.Structs;

/// <summary>Puts the structs of an update into a document, each after those that it needs.</summary>
internal sealed class Arrival(Transaction transaction, List<ClientSection> sections)
{
    private readonly Stack<(ClientSection Section, int Index)> _waiting = new();
    private readonly List<ClientSection> _left = [];
    private Dictionary<long, ClientSection>? _byClient;

    /// <summary>By clients, the clocks that must arrive before the rest can be tried again.</summary>
    public Dictionary<long, int> Missing { get; } = [];

    /// <summary>The sections that could not be applied, from their next structs on.</summary>
    public IReadOnlyList<ClientSection> Left => _left;

    /// <summary>Applies what can be applied.</summary>
    public void Apply()
    {
        foreach (var section in sections)
        {
            while (section.Current is not null && !section.IsGivenUp)
            {
                Apply(section, section.Next++);
            }
        }
    }

    // The struct and, before it, the first struct of each client that it turns out to wait for.
    private void Apply(ClientSection section, int index)
    {
        while (true)
        {
            var next = section.Structs[index];
            if (next is not Skip)
            {
                var known = transaction.Store.State(next.Client) - next.Clock;
                if (known < 0)
                {
                    _waiting.Push((section, index));
                    GiveUp(next.Client, next.Clock - 1);
                    return;
                }

                if (known < next.Length)
                {
                    if (Integration.Missing(transaction.Store, next) is { } missing)
                    {
                        _waiting.Push((section, index));
                        if (SectionOf(missing) is not { Current: not null, IsGivenUp: false } needed)
                        {
                            GiveUp(missing, transaction.Store.State(missing));
                            return;
                        }

                        (section, index) = (needed, needed.Next++);
                        continue;
                    }

                    Integration.Apply(transaction, next, known);
                }
            }

            if (!_waiting.TryPop(out var before))
            {
                return;
            }

            (section, index) = before;
        }
    }

    // All that waits, and what its clients wrote behind it, stays for later.
    private void GiveUp(long client, int clock)
    {
        if (!Missing.TryGetValue(client, out var known) || known > clock)
        {
            Missing[client] = clock;
        }

        while (_waiting.TryPop(out var one))
        {
            one.Section.Next = Math.Min(one.Section.Next, one.Index);
            if (!one.Section.IsGivenUp)
            {
                one.Section.IsGivenUp = true;
                _left.Add(one.Section);
            }
        }
    }

    private ClientSection? SectionOf(long client)
    {
        if (sections.Count <= 4)
        {
            return sections.Find(section => section.Client == client);
        }

        _byClient ??= sections.ToDictionary(section => section.Client);
        return _byClient.GetValueOrDefault(client);
    }
}
