using System.Text;
using Residency.Gather.Hubs;
using Residency.Make.Publishing;
using Residency.Share.Library.Model;
using Residency.Share.Library.Parts;
using Residency.Share.Library.Storage;

namespace Residency.Share.Library.Cite;

/// <summary>Hands out the references of the whole library, works published elsewhere among them.</summary>
public static class ReferencesHandler
{
    /// <summary>A BibTeX file, written while it is sent; 404 for an unknown hub.</summary>
    public static async Task<IResult> BibTeXAsync(
        string hub,
        IHubs hubs,
        IPublishing publishing,
        OutsideShelf outside,
        HttpContext context
    )
    {
        var cancel = context.RequestAborted;
        if (await hubs.FindAsync(hub, cancel) is not { } card)
        {
            return Results.NotFound();
        }

        var latest = await publishing.LatestAsync(card.Id, cancel);
        context.Response.Headers.CacheControl = "public, no-cache";
        return Results.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                foreach (var edition in latest)
                {
                    if (await publishing.FindAsync(edition.Code, edition.Number, cancel) is { } found)
                    {
                        var item = new PublicEdition(card, found.Edition, found.Content, [found.Edition]).AsCitable(
                            context.Request
                        );
                        await writer.WriteLineAsync(CitationFormats.BibTeX(item).AsMemory(), cancel);
                    }
                }

                foreach (var work in await outside.ListAsync(card.Id, cancel))
                {
                    await writer.WriteLineAsync(CitationFormats.BibTeX(work).AsMemory(), cancel);
                }

                await writer.FlushAsync(cancel);
            },
            "application/x-bibtex; charset=utf-8",
            $"{card.Slug}.bib"
        );
    }
}
