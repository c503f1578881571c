using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Foundation.Text;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing;
using Residency.Share.Library.Model;

namespace Residency.Share.Library.Storage;

/// <summary>Keeps the library equal to what is published. Only this class writes entries.</summary>
internal sealed class LibraryShelf(AppDb db, ISearchIndex index, IPublishing publishing)
{
    /// <summary>Makes the entry of one case study what its editions say: shown, replaced or removed.</summary>
    public async Task RefreshAsync(PublicCode code, CancellationToken cancel)
    {
        var editions = (await publishing.EditionsAsync(code, cancel)).Where(edition => edition.WithdrawnAt is null).ToList();
        var entry = await db.Set<LibraryEntry>().SingleOrDefaultAsync(row => row.Code == code, cancel);
        if (editions.Count == 0)
        {
            if (entry is not null)
            {
                await index.RemoveAsync(db, entry.Id, cancel);
                db.Remove(entry);
                await db.SaveChangesAsync(cancel);
            }

            return;
        }

        var latest = await publishing.FindAsync(code, editions[^1].Number, cancel);
        if (entry is null)
        {
            entry = LibraryEntry.Begin(editions[0].Hub, code, editions[0].PublishedAt);
            db.Add(entry);
        }

        entry.Show(TextOf(latest!)); // the number was read a moment ago in the same transaction
        await db.SaveChangesAsync(cancel);
        await index.PutAsync(db, entry, cancel);
    }

    private static LibraryText TextOf(EditionText edition)
    {
        var content = edition.Content;
        var body = DocumentText.Of(content.Text);
        return new LibraryText(
            edition.Edition.Number,
            content.Title,
            content.Subtitle,
            content.Summary,
            edition.Edition.PublishedAt
        )
        {
            AuthorLine = string.Join(", ", content.Authors.Select(author => author.Name)),
            Organisation = content.OrganisationName,
            Genre = content.Genre,
            Body = body,
            Words = DocumentText.CountWords(body),
            Facets = [.. FacetsOf(edition)],
        };
    }

    private static IEnumerable<LibraryFacet> FacetsOf(EditionText edition)
    {
        var content = edition.Content;
        var year = edition.Edition.PublishedAt.Year.ToString(CultureInfo.InvariantCulture);
        var given = content.Tags.Select(tag => (Kind: KindOf(tag.Facet), tag.Value)).ToList();
        foreach (var (kind, value) in given.Where(pair => pair.Kind is not null && pair.Value.Length > 0))
        {
            yield return Facet(kind!.Value, value); // filtered above
        }

        // What the record itself says, where no tag says it.
        foreach (
            var (kind, value) in ((FacetKind, string)[])
                [
                    (FacetKind.Organisation, content.OrganisationName),
                    (FacetKind.Cohort, content.CohortName),
                    (FacetKind.Genre, content.Genre),
                    (FacetKind.Year, year),
                ]
        )
        {
            if (value.Length > 0 && given.TrueForAll(pair => pair.Kind != kind))
            {
                yield return Facet(kind, value);
            }
        }
    }

    private static LibraryFacet Facet(FacetKind kind, string value) => new(kind, Labels.Key(value), value);

    private static FacetKind? KindOf(Facet facet) =>
        facet switch
        {
            Make.CaseStudies.Facet.Theme => FacetKind.Theme,
            Make.CaseStudies.Facet.Sector => FacetKind.Sector,
            Make.CaseStudies.Facet.Organisation => FacetKind.Organisation,
            Make.CaseStudies.Facet.Cohort => FacetKind.Cohort,
            Make.CaseStudies.Facet.Year => FacetKind.Year,
            Make.CaseStudies.Facet.Genre => FacetKind.Genre,
            Make.CaseStudies.Facet.Audience => FacetKind.Audience,
            Make.CaseStudies.Facet.Country => FacetKind.Country,
            Make.CaseStudies.Facet.Keyword => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
