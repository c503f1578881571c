using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Foundation.Ui.Http;
using Residency.Gather.Hubs.Model;

namespace Residency.Gather.Hubs.Storage;

internal sealed class HubsDoor(AppDb db, Ledger ledger, PulseMemory memory, TimeProvider clock) : IHubs, IHubLookup
{
    public async Task<HubAddress?> AtAsync(string slug, CancellationToken cancel) =>
        await FindAsync(slug, cancel) is { } hub ? new HubAddress(hub.Id, hub.Slug, hub.Name) : null;

    public async Task<IReadOnlyList<HubCard>> ListAsync(CancellationToken cancel) =>
        [.. (await db.Set<Hub>().AsNoTracking().OrderBy(hub => hub.Name).ToListAsync(cancel)).Select(Card)];

    public async Task<HubCard?> FindAsync(string slug, CancellationToken cancel)
    {
        var wanted = slug.ToLowerInvariant();
        // Every page of a hub asks for it, some three times. Within a transaction the row may be a newer one.
        return db.Database.CurrentTransaction is null
            ? await memory.ReadAsync(wanted, inner => ReadAsync(wanted, inner), card => card.Description.Length + 500, cancel)
            : await ReadAsync(wanted, cancel);
    }

    private async Task<HubCard?> ReadAsync(string slug, CancellationToken cancel) =>
        await db.Set<Hub>().AsNoTracking().SingleOrDefaultAsync(hub => hub.Slug == slug, cancel) is { } found
            ? Card(found)
            : null;

    public async Task<HubCard?> FindAsync(HubId hub, CancellationToken cancel) =>
        await db.Set<Hub>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == hub, cancel) is { } found ? Card(found) : null;

    public Task<HubPresentation?> PresentationAsync(HubId hub, CancellationToken cancel) =>
        db.Set<Hub>()
            .Where(row => row.Id == hub)
            .Select(row => new HubPresentation(row.About, row.Controller, row.ChangedAt))
            .SingleOrDefaultAsync(cancel);

    public async Task<IReadOnlyList<ThemeCard>> ThemesAsync(HubId hub, CancellationToken cancel)
    {
        var themes = await db.Set<Theme>().AsNoTracking().Where(theme => theme.Hub == hub).ToListAsync(cancel);
        return
        [
            .. themes
                .OrderBy(theme => theme.IsOfTheMission ? MissionOrder(theme.Title) : int.MaxValue)
                .ThenBy(theme => theme.Title, StringComparer.OrdinalIgnoreCase)
                .Select(theme => new ThemeCard(theme.Key, theme.Title, theme.IsOfTheMission)),
        ];
    }

    public async Task<IReadOnlyList<FunderCard>> FundersAsync(HubId hub, CancellationToken cancel) =>
        [
            .. (
                await db.Set<Funder>().AsNoTracking().Where(funder => funder.Hub == hub).OrderBy(f => f.Id).ToListAsync(cancel)
            ).Select(funder => new FunderCard(funder.Name, funder.Ror, funder.Statement, funder.Grants)),
        ];

    public async Task<Result<HubId>> OpenAsync(Actor actor, NewHub hub, CancellationToken cancel)
    {
        var opened = Hub.Open(hub, clock.GetUtcNow());
        if (!opened.IsDone)
        {
            return opened.Refusal;
        }

        db.Add(opened.Value);
        foreach (var title in Theme.OfTheMission)
        {
            db.Add(Theme.Name(opened.Value.Id, title, isOfTheMission: true).Value);
        }

        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? opened.Value.Id : saved.Refusal;
    }

    public async Task<Result> AddThemeAsync(Actor actor, HubId hub, string title, CancellationToken cancel)
    {
        var theme = Theme.Name(hub, title, isOfTheMission: false);
        if (!theme.IsDone)
        {
            return theme.Refusal;
        }

        var key = theme.Value.Key;
        if (!await db.Set<Theme>().AnyAsync(row => row.Hub == hub && row.Key == key, cancel))
        {
            db.Add(theme.Value);
            ledger.Write(actor, new HubConfigured { Hub = hub });
        }

        return await db.SaveAsync(cancel);
    }

    public async Task<Result> AddFunderAsync(Actor actor, HubId hub, FunderCard funder, CancellationToken cancel)
    {
        var name = funder.Name.Trim();
        var known = await db.Set<Funder>().SingleOrDefaultAsync(row => row.Hub == hub && row.Name == name, cancel);
        var recorded = known is null ? Funder.Add(hub, funder) : Again(known, funder);
        if (!recorded.IsDone)
        {
            return recorded.Refusal;
        }

        if (known is null)
        {
            db.Add(recorded.Value);
        }

        ledger.Write(
            actor,
            new GrantAdded
            {
                Hub = hub,
                Funder = recorded.Value.Id,
                Grants = recorded.Value.Grants.Count,
            }
        );
        return await db.SaveAsync(cancel);
    }

    private static Result<Funder> Again(Funder known, FunderCard funder)
    {
        var described = known.Describe(funder);
        return described.IsDone ? known : described.Refusal;
    }

    private static int MissionOrder(string title)
    {
        var place = Theme.OfTheMission.ToList().IndexOf(title);
        return place < 0 ? Theme.OfTheMission.Count : place;
    }

    private static HubCard Card(Hub hub) =>
        new(
            hub.Id,
            hub.Slug,
            hub.Name,
            hub.Host,
            hub.Description,
            hub.Contact,
            hub.Language,
            hub.Licence,
            hub.LooksUpDois,
            hub.ClosedAt is not null
        );
}
