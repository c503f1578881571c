using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Make.Publishing.Model;

namespace Residency.Make.Publishing.Storage;

internal sealed class PublishingTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Edition>(edition =>
        {
            edition.ToTable("publishing_editions");
            edition.HasIndex(e => new { e.Code, e.Number }).IsUnique();
            edition.HasIndex(e => new { e.Hub, e.PublishedAt });
            edition.PointsTo(e => e.Hub).PointsTo(e => e.CaseStudy);
        });
        model.Entity<EditionFile>(file =>
        {
            file.ToTable("publishing_edition_files");
            file.HasKey(f => new { f.Edition, f.FileHash });
            file.HasIndex(f => f.FileHash);
            file.PointsTo(f => f.Edition);
        });
    }
}
