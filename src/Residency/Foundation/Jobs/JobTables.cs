using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Jobs;

internal sealed class JobTables : ITables
{
    public void Map(ModelBuilder model) =>
        model.Entity<QueuedJob>(job =>
        {
            job.ToTable("jobs_queue");
            job.HasKey(j => j.Number);
            job.Property(j => j.Number).ValueGeneratedOnAdd();
            job.Property(j => j.Name).HasMaxLength(100);
            job.Property(j => j.OrderKey).HasMaxLength(400);
            job.Property(j => j.Detail).HasMaxLength(200);
            job.HasIndex(j => new { j.State, j.DueAt });
            job.HasIndex(j => new { j.Hub, j.State });
            job.HasIndex(j => new { j.OrderKey, j.State });
        });
}
