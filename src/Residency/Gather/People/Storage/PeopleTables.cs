using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

internal sealed class PeopleTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Person>(person =>
        {
            person.ToTable("people_persons");
            person.HasIndex(p => p.EmailKey).IsUnique();
        });
        model.Entity<Organisation>(organisation =>
        {
            organisation.ToTable("people_organisations");
            organisation.HasIndex(o => o.Code).IsUnique();
            organisation.HasIndex(o => new { o.Hub, o.Name });
            organisation.PointsTo(o => o.Hub);
            organisation.PointsTo(o => o.MergedInto);
            organisation.OwnsMany(
                o => o.Names,
                name =>
                {
                    name.ToTable("people_organisation_names");
                    name.WithOwner().HasForeignKey("OrganisationId");
                    name.HasKey(n => new { n.Hub, n.Key });
                }
            );
            organisation.Navigation(o => o.Names).HasField("_names").UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<Membership>(membership =>
        {
            membership.ToTable("people_memberships");
            membership.HasIndex(m => new { m.Hub, m.Role });
            membership.HasIndex(m => m.Person);
            membership.PointsTo(m => m.Hub).PointsTo(m => m.Person).PointsTo(m => m.Organisation);
            // The cohort's table stands below this room and points up to nobody here; the id alone is kept.
            membership.HasIndex(m => m.Cohort);
        });
    }
}
