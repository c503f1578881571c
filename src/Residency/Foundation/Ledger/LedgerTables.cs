using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Ledger;

internal sealed class LedgerTables : ITables
{
    // No foreign key to the hub: the ledger stands above the rooms and outlives what it tells of.
    public void Map(ModelBuilder model)
    {
        model.Entity<LedgerEntry>(entry =>
        {
            entry.ToTable("ledger_entries");
            entry.HasKey(e => new { e.Hub, e.Sequence });
            entry.HasIndex(e => new { e.Hub, e.Subject });
        });
        model.Entity<LedgerHead>(head =>
        {
            head.ToTable("ledger_heads");
            head.HasKey(h => h.Hub);
            head.Property(h => h.Sequence).IsConcurrencyToken();
        });
    }
}
