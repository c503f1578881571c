using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.LiveText;
using Residency.Foundation.Storage;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>Knows those who write in live texts by name.</summary>
internal sealed class WriterNames(AppDb db, IPeople people)
{
    private const string LinkPrefix = "link:";

    /// <summary>The writer that an actor is.</summary>
    public async Task<LiveWriter> OfAsync(Actor actor, CancellationToken cancel) =>
        actor.Person is { } person ? LiveWriter.Of(person, (await people.FindAsync(person, cancel))?.Name ?? "")
        : actor.Link is { } link ? LiveWriter.OfLink(link.Id.Value, link.Name)
        : LiveWriter.House with { Name = "" };

    /// <summary>The names of writers, in their order; those that nobody knows any more are left out.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(IReadOnlyCollection<string> writers, CancellationToken cancel)
    {
        var named = await NamedAsync(writers, cancel);
        return [.. writers.Select(writer => named.GetValueOrDefault(writer, "")).Where(name => name.Length > 0)];
    }

    /// <summary>Writers with their names; the house and those that nobody knows any more are left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamedAsync(
        IReadOnlyCollection<string> writers,
        CancellationToken cancel
    )
    {
        var cards = await people.CardsAsync([.. writers.Select(PersonOf).OfType<PersonId>().Distinct()], cancel);
        var links = writers.Select(LinkOf).OfType<PrivateLinkId>().Distinct().ToList();
        var guests = await db.Set<ReaderLink>()
            .AsNoTracking()
            .Where(link => links.Contains(link.Id))
            .ToDictionaryAsync(link => link.Id, link => link.Name, cancel);
        return writers
            .Distinct(StringComparer.Ordinal)
            .Select(writer =>
                (
                    Writer: writer,
                    Name: PersonOf(writer) is { } person ? cards.GetValueOrDefault(person)?.Name ?? ""
                    : LinkOf(writer) is { } link ? guests.GetValueOrDefault(link) ?? ""
                    : ""
                )
            )
            .Where(pair => pair.Name.Length > 0)
            .ToDictionary(pair => pair.Writer, pair => pair.Name, StringComparer.Ordinal);
    }

    private static PrivateLinkId? LinkOf(string writer) =>
        writer.StartsWith(LinkPrefix, StringComparison.Ordinal) && Guid.TryParse(writer.AsSpan(LinkPrefix.Length), out var link)
            ? new PrivateLinkId(link)
            : null;

    /// <summary>The person that a writer is; null for links and the house.</summary>
    public static PersonId? PersonOf(string writer) => Guid.TryParse(writer, out var person) ? new PersonId(person) : null;
}
