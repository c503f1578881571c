using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs.Model;

namespace Residency.Gather.Hubs.Configure;

/// <summary>What the page of settings shows.</summary>
/// <param name="Version">The version of the hub that was read; handed back when saving.</param>
/// <param name="Wish">All values as they stand; without contact and controller for those who see a redacted card.</param>
/// <param name="Themes">The hub's themes.</param>
/// <param name="Funders">The hub's funders.</param>
/// <param name="Edit">Done when the actor may change them now; else the reason.</param>
public sealed record HubSettings(
    int Version,
    HubWish Wish,
    IReadOnlyList<ThemeCard> Themes,
    IReadOnlyList<FunderCard> Funders,
    Result Edit
)
{
    /// <summary>Whether contact and controller were left out.</summary>
    public bool IsRedacted { get; init; }
}

/// <summary>Shows and changes how the hub presents itself and by which rules it works.</summary>
[Needs(HubActions.SettingsView)]
public sealed class ConfigureHandler(AppDb db, IHubs hubs, Ledger ledger, TimeProvider clock)
{
    /// <summary>The settings as far as the actor may see them.</summary>
    public async Task<Result<HubSettings>> ShowAsync(Actor actor, HubId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (
            await db.Set<Hub>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } hub
            || !HubAccess.Table.May(actor, HubActions.SettingsView, hub, now).IsDone
        )
        {
            return new Refusal.NotFound();
        }

        var seesAll = HubAccess.SeesAll(actor, id);
        var wish = new HubWish(hub.Name, hub.Host, hub.Description, seesAll ? hub.Contact : "")
        {
            About = hub.About,
            Controller = seesAll ? hub.Controller : "",
            Language = hub.Language,
            TimeZone = hub.TimeZone,
            Licence = hub.Licence,
            LooksUpDois = hub.LooksUpDois,
        };
        return new HubSettings(
            hub.Version,
            wish,
            await hubs.ThemesAsync(id, cancel),
            await hubs.FundersAsync(id, cancel),
            HubAccess.Table.May(actor, HubActions.SettingsEdit, hub, now)
        )
        {
            IsRedacted = !seesAll,
        };
    }

    /// <summary>Changes the settings.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The hub.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="wish">What the hub shall be.</param>
    /// <param name="cancel">Stops the loading, never half of the saving.</param>
    /// <returns>StepUp without a fresh proof; Invalid as the noun says; Conflict when somebody else was faster.</returns>
    public async Task<Result> SaveAsync(Actor actor, HubId id, int version, HubWish wish, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, id, cancel);
        if (!loaded.IsDone)
        {
            return loaded.Refusal;
        }

        if (loaded.Value.Version != version)
        {
            return new Refusal.Conflict(
                "Somebody else changed these settings while you were working. Reload the page and try again."
            );
        }

        var configured = loaded.Value.Configure(wish, clock.GetUtcNow());
        if (!configured.IsDone)
        {
            return configured;
        }

        ledger.Write(actor, new HubConfigured { Hub = id });
        return await db.SaveAsync(cancel);
    }

    /// <summary>Adds a theme of the hub's own.</summary>
    public async Task<Result> AddThemeAsync(Actor actor, HubId id, string title, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, id, cancel);
        return loaded.IsDone ? await hubs.AddThemeAsync(actor, id, title, cancel) : loaded.Refusal;
    }

    /// <summary>Adds a funder, or replaces the statement and grants of the one with the same name.</summary>
    public async Task<Result> AddFunderAsync(Actor actor, HubId id, FunderCard funder, CancellationToken cancel)
    {
        var loaded = await LoadAsync(actor, id, cancel);
        return loaded.IsDone ? await hubs.AddFunderAsync(actor, id, funder, cancel) : loaded.Refusal;
    }

    private async Task<Result<Hub>> LoadAsync(Actor actor, HubId id, CancellationToken cancel)
    {
        if (await db.Set<Hub>().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } hub)
        {
            return new Refusal.NotFound();
        }

        var allowed = HubAccess.Table.MayIfSeen(actor, HubActions.SettingsEdit, HubActions.SettingsView, hub, clock.GetUtcNow());
        return allowed.IsDone ? hub : allowed.Refusal;
    }
}
