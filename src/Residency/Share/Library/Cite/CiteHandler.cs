using System.Text;
using Residency.Share.Library.Model;
using Residency.Share.Library.Parts;

namespace Residency.Share.Library.Cite;

/// <summary>Hands out the reference of an edition in the form that a reader's tool wants.</summary>
public static class CiteHandler
{
    /// <summary>One reference as a download; 404 for an unknown edition, 410 for a withdrawn one.</summary>
    public static async Task<IResult> DownloadAsync(
        [AsParameters] EditionAddress address,
        string format,
        PublicEditions editions,
        HttpContext context
    )
    {
        if (await editions.FindAsync(address, context.RequestAborted) is not { } found)
        {
            return Results.NotFound();
        }

        if (found.Edition.WithdrawnAt is not null)
        {
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        var item = found.AsCitable(context.Request);
        var (text, type) = format switch
        {
            "cite.bib" => (CitationFormats.BibTeX(item), "application/x-bibtex"),
            "cite.ris" => (CitationFormats.Ris(item), "application/x-research-info-systems"),
            _ => (CitationFormats.CslJson(item), "application/vnd.citationstyles.csl+json"),
        };
        var name = $"{CitationFormats.Key(item)}{Path.GetExtension(format)}";
        return Results.File(Encoding.UTF8.GetBytes(text), type + "; charset=utf-8", name);
    }
}
