using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts.Model;

namespace Residency.Gather.Cohorts.Storage;

internal sealed class CohortTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Programme>(programme =>
        {
            programme.ToTable("cohorts_programmes");
            programme.HasIndex(p => new { p.Hub, p.Name }).IsUnique();
            programme.PointsTo(p => p.Hub);
        });
        model.Entity<Cohort>(cohort =>
        {
            cohort.ToTable("cohorts_cohorts");
            cohort.HasIndex(c => new { c.Hub, c.Code }).IsUnique();
            cohort.PointsTo(c => c.Hub).PointsTo(c => c.Programme);
        });
        model.Entity<Place>(place =>
        {
            place.ToTable("cohorts_places");
            place.HasIndex(p => new { p.Cohort, p.Organisation }).IsUnique();
            place.PointsTo(p => p.Cohort).PointsTo(p => p.Organisation);
        });
    }
}
