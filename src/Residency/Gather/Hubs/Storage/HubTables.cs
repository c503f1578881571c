using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Gather.Hubs.Model;

namespace Residency.Gather.Hubs.Storage;

internal sealed class HubTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Hub>(hub =>
        {
            hub.ToTable("hubs_hubs");
            hub.HasIndex(h => h.Slug).IsUnique();
            hub.Property(h => h.Version).IsConcurrencyToken();
        });
        model.Entity<Theme>(theme =>
        {
            theme.ToTable("hubs_themes");
            theme.HasIndex(t => new { t.Hub, t.Key }).IsUnique();
            theme.PointsTo(t => t.Hub);
        });
        model.Entity<Funder>(funder =>
        {
            funder.ToTable("hubs_funders");
            funder.HasIndex(f => new { f.Hub, f.Name }).IsUnique();
            funder.PointsTo(f => f.Hub);
        });
    }
}
