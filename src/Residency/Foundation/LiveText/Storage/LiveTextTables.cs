using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Storage;

internal sealed class LiveTextTables : ITables
{
    // No foreign key to the hub: live texts stand above the rooms.
    public void Map(ModelBuilder model)
    {
        model.Entity<StoredText>(text =>
        {
            text.ToTable("livetext_texts");
            text.Property(t => t.Kind).HasMaxLength(40);
            text.Property(t => t.Lineage).HasMaxLength(20);
            text.Property(t => t.Damage).HasMaxLength(400);
            text.HasIndex(t => t.Hub);
        });
        // No foreign key here: the statement that adds a change asks for its text and lineage anyway, hundreds of times a second.
        model.Entity<StoredUpdate>(update =>
        {
            update.ToTable("livetext_updates");
            update.HasKey(u => u.Number);
            update.Property(u => u.Number).ValueGeneratedOnAdd();
            update.Property(u => u.Lineage).HasMaxLength(20);
            update.Property(u => u.Writer).HasMaxLength(60);
            update.HasIndex(u => new { u.Text, u.Number });
        });
        model.Entity<StoredSnapshot>(snapshot =>
        {
            snapshot.ToTable("livetext_snapshots");
            snapshot.HasKey(s => s.Number);
            snapshot.Property(s => s.Number).ValueGeneratedOnAdd();
            snapshot.Property(s => s.Lineage).HasMaxLength(20);
            snapshot.PointsTo(s => s.Text);
        });
        MapHistory(model);
    }

    private static void MapHistory(ModelBuilder model)
    {
        model.Entity<StoredAuthor>(author =>
        {
            author.ToTable("livetext_authors");
            author.HasKey(a => new
            {
                a.Text,
                a.Client,
                a.FromClock,
            });
            author.Property(a => a.Writer).HasMaxLength(60);
            author.Property(a => a.BroughtBy).HasMaxLength(60);
            author.PointsTo(a => a.Text);
        });
        model.Entity<StoredDeletion>(deletion =>
        {
            deletion.ToTable("livetext_deletions");
            deletion.HasKey(d => d.Number);
            deletion.Property(d => d.Number).ValueGeneratedOnAdd();
            deletion.Property(d => d.Writer).HasMaxLength(60);
            deletion.PointsTo(d => d.Text);
        });
        model.Entity<StoredSession>(session =>
        {
            session.ToTable("livetext_sessions");
            session.HasKey(s => new
            {
                s.Text,
                s.StartedAt,
                s.Writer,
            });
            session.Property(s => s.Writer).HasMaxLength(60);
            session.PointsTo(s => s.Text);
        });
    }
}
