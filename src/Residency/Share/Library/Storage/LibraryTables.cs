using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

internal sealed class LibraryTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<ReaderMessage>(message =>
        {
            message.ToTable("library_reader_messages");
            message.HasIndex(m => new { m.Hub, m.AnsweredAt });
            message.PointsTo(m => m.Hub);
        });
        model.Entity<OutsideWork>(work =>
        {
            work.ToTable("library_outside_works");
            work.HasIndex(w => new { w.Hub, w.Doi }).IsUnique();
            work.PointsTo(w => w.Hub);
        });
        model.Entity<LibraryEntry>(entry =>
        {
            entry.ToTable("library_entries");
            entry.HasIndex(e => e.Code).IsUnique();
            entry.HasIndex(e => new { e.Hub, e.PublishedAt });
            entry.PointsTo(e => e.Hub);
            entry.OwnsMany(
                e => e.Facets,
                facet =>
                {
                    facet.ToTable("library_facets");
                    facet.WithOwner().HasForeignKey("EntryId");
                    facet.HasKey("EntryId", nameof(LibraryFacet.Kind), nameof(LibraryFacet.Value));
                    facet.HasIndex(f => new { f.Kind, f.Value });
                }
            );
            entry.Navigation(e => e.Facets).HasField("_facets").UsePropertyAccessMode(PropertyAccessMode.Field);
        });
    }
}
