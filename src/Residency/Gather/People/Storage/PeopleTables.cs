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
            person.HasIndex(p => p.NameKey);
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
        MapSigningIn(model);
        model.Entity<Affiliation>(affiliation =>
        {
            affiliation.ToTable("people_affiliations");
            affiliation.PointsTo(a => a.Person);
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("people_invitations");
            invitation.HasIndex(i => i.TokenHash).IsUnique();
            invitation.HasIndex(i => new { i.InvitedBy, i.InvitedAt });
            invitation.PointsTo(i => i.Hub).PointsTo(i => i.Organisation).PointsTo(i => i.InvitedBy).PointsTo(i => i.UsedBy);
        });
    }

    private static void MapSigningIn(ModelBuilder model)
    {
        model.Entity<AccountSession>(session =>
        {
            session.ToTable("people_sessions");
            session.HasIndex(s => s.SecretHash).IsUnique();
            session.PointsTo(s => s.Person);
        });
        model.Entity<OneTimeLink>(link =>
        {
            link.ToTable("people_one_time_links");
            link.HasIndex(l => l.TokenHash).IsUnique();
            link.HasIndex(l => new { l.AddressHash, l.CreatedAt });
            link.PointsTo(l => l.Person);
        });
        model.Entity<Passkey>(passkey =>
        {
            passkey.ToTable("people_passkeys");
            passkey.HasIndex(p => p.CredentialKey).IsUnique();
            passkey.PointsTo(p => p.Person);
        });
    }
}
