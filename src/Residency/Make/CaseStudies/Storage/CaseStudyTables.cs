using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

internal sealed class CaseStudyTables : ITables
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new TypedIdJson() } };

    public void Map(ModelBuilder model)
    {
        MapCaseStudy(model);
        MapParts(model);
        MapWriting(model);
        MapFrameworks(model);
        MapImports(model);
        MapTalk(model);
    }

    private static void MapCaseStudy(ModelBuilder model) =>
        model.Entity<CaseStudy>(caseStudy =>
        {
            caseStudy.ToTable("casestudies_case_studies");
            caseStudy.HasIndex(c => c.Code).IsUnique();
            caseStudy.HasIndex(c => new
            {
                c.Hub,
                c.State,
                c.ChangedAt,
            });
            caseStudy.HasIndex(c => new { c.Hub, c.ChangedAt });
            caseStudy.PointsTo(c => c.Hub).PointsTo(c => c.Cohort).PointsTo(c => c.Organisation).PointsTo(c => c.Framework);
            caseStudy.PointsTo(c => c.LastEditor).PointsTo(c => c.BegunBy).PointsTo(c => c.DiscardedBy);
            caseStudy.OwnsMany(
                c => c.Assignments,
                part =>
                {
                    part.ToTable("casestudies_assignments");
                    part.WithOwner().HasForeignKey("CaseStudyId");
                    part.HasKey(a => a.Id);
                    part.Property(a => a.Id).ValueGeneratedNever();
                    part.HasIndex(a => a.Person);
                }
            );
            caseStudy.Navigation(c => c.Assignments).HasField("_assignments").UsePropertyAccessMode(PropertyAccessMode.Field);
        });

    private static void MapParts(ModelBuilder model)
    {
        model.Entity<Contribution>(contribution =>
        {
            contribution.ToTable("casestudies_contributions");
            contribution.HasIndex(c => new { c.CaseStudy, c.Order });
            contribution.PointsTo(c => c.CaseStudy).PointsTo(c => c.Person);
        });
        model.Entity<Revision>(revision =>
        {
            revision.ToTable("casestudies_revisions");
            revision.HasIndex(r => new { r.CaseStudy, r.Number }).IsUnique();
            revision.PointsTo(r => r.CaseStudy).PointsTo(r => r.Author);
        });
        model.Entity<Tag>(tag =>
        {
            tag.ToTable("casestudies_tags");
            tag.HasIndex(t => new
                {
                    t.CaseStudy,
                    t.Facet,
                    t.ValueKey,
                })
                .IsUnique();
            tag.PointsTo(t => t.CaseStudy).PointsTo(t => t.DecidedBy);
        });
        model.Entity<FigureAsset>(figure =>
        {
            figure.ToTable("casestudies_figures");
            figure.HasIndex(f => new { f.CaseStudy, f.Name }).IsUnique();
            figure.PointsTo(f => f.CaseStudy).PointsTo(f => f.AddedBy);
        });
        model.Entity<OutsideReference>(reference =>
        {
            reference.ToTable("casestudies_references");
            reference.HasIndex(r => new { r.CaseStudy, r.Key }).IsUnique();
            reference.PointsTo(r => r.CaseStudy);
        });
        model.Entity<OutsideSource>(source =>
        {
            source.ToTable("casestudies_sources");
            source.HasIndex(s => new { s.Hub, s.Path }).IsUnique();
            source.HasIndex(s => new { s.Hub, s.Sha256 });
            source.PointsTo(s => s.Hub).PointsTo(s => s.CaseStudy);
        });
    }

    private static void MapWriting(ModelBuilder model)
    {
        model.Entity<EditLease>(lease =>
        {
            lease.ToTable("casestudies_leases");
            lease.HasIndex(l => new { l.CaseStudy, l.Section }).IsUnique();
            lease.PointsTo(l => l.CaseStudy).PointsTo(l => l.Person);
        });
        model.Entity<UnsavedDraft>(draft =>
        {
            draft.ToTable("casestudies_drafts");
            draft
                .HasIndex(d => new
                {
                    d.CaseStudy,
                    d.Section,
                    d.Person,
                })
                .IsUnique();
            draft.PointsTo(d => d.CaseStudy).PointsTo(d => d.Person);
        });
    }

    private static void MapImports(ModelBuilder model)
    {
        model.Entity<ImportBatch>(import =>
        {
            import.ToTable("casestudies_imports");
            import.Ignore(i => i.Done);
            import.HasIndex(i => new { i.Hub, i.At });
            import.PointsTo(i => i.Hub).PointsTo(i => i.Cohort).PointsTo(i => i.By);
        });
        model.Entity<ImportedFile>(file =>
        {
            file.ToTable("casestudies_imported_files");
            file.HasIndex(f => new { f.Import, f.Order }).IsUnique();
            file.PointsTo(f => f.Import).PointsTo(f => f.CaseStudy);
            file.Property(f => f.Line)
                .HasConversion(
                    line => JsonSerializer.Serialize(line, Json),
                    text => JsonSerializer.Deserialize<ImportLine>(text, Json),
                    // A line is immutable; comparing by reference is enough.
                    new ValueComparer<ImportLine?>(
                        (one, other) => ReferenceEquals(one, other),
                        line => line == null ? 0 : line.Name.GetHashCode(StringComparison.Ordinal)
                    )
                );
        });
        model.Entity<PurgeRequest>(request =>
        {
            request.ToTable("casestudies_purges");
            request.HasIndex(r => r.CaseStudy).IsUnique();
            request.PointsTo(r => r.CaseStudy).PointsTo(r => r.AskedBy);
        });
    }

    private static void MapTalk(ModelBuilder model)
    {
        model.Entity<CommentThread>(thread =>
        {
            thread.ToTable("casestudies_threads");
            thread.Ignore(t => t.Anchor);
            thread.HasIndex(t => new
            {
                t.CaseStudy,
                t.State,
                t.ChangedAt,
            });
            thread.HasIndex(t => new { t.CaseStudy, t.ChangedAt });
            thread.PointsTo(t => t.CaseStudy).PointsTo(t => t.OpenedBy).PointsTo(t => t.ResolvedBy).PointsTo(t => t.OpenedByLink);
        });
        model.Entity<Comment>(comment =>
        {
            comment.ToTable("casestudies_comments");
            comment.HasIndex(c => new { c.Thread, c.At });
            comment.HasIndex(c => new { c.CaseStudy, c.At });
            comment.PointsTo(c => c.Thread).PointsTo(c => c.CaseStudy).PointsTo(c => c.By).PointsTo(c => c.ByLink);
        });
        model.Entity<Following>(following =>
        {
            following.ToTable("casestudies_followings");
            following.HasIndex(f => new { f.CaseStudy, f.Person }).IsUnique();
            following.PointsTo(f => f.CaseStudy).PointsTo(f => f.Person);
        });
        model.Entity<ReaderLink>(link =>
        {
            link.ToTable("casestudies_reader_links");
            link.HasIndex(l => l.TokenHash).IsUnique();
            link.HasIndex(l => new { l.CaseStudy, l.InvitedAt });
            link.HasIndex(l => new { l.InvitedBy, l.InvitedAt });
            link.PointsTo(l => l.CaseStudy).PointsTo(l => l.Hub).PointsTo(l => l.InvitedBy).PointsTo(l => l.RevokedBy);
        });
    }

    private static void MapFrameworks(ModelBuilder model)
    {
        model.Entity<Framework>(framework =>
        {
            framework.ToTable("casestudies_frameworks");
            framework.HasIndex(f => new { f.Hub, f.Key }).IsUnique();
            framework.PointsTo(f => f.Hub);
        });
        model.Entity<FrameworkVersion>(version =>
        {
            version.ToTable("casestudies_framework_versions");
            version.HasIndex(v => new { v.Framework, v.Number }).IsUnique();
            version.PointsTo(v => v.Framework).PointsTo(v => v.ReleasedBy);
            version
                .Property(v => v.Definition)
                .HasConversion(
                    definition => JsonSerializer.Serialize(definition, Json),
                    text => JsonSerializer.Deserialize<FrameworkDefinition>(text, Json)!, // written above, never "null"
                    // A version is immutable; comparing by reference is enough.
                    new ValueComparer<FrameworkDefinition>(
                        (one, other) => ReferenceEquals(one, other),
                        definition => definition.Key.GetHashCode(StringComparison.Ordinal)
                    )
                );
        });
    }
}
