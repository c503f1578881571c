using Residency.Foundation.Files;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.Publishing.Storage;

/// <summary>The pictures of outgoing texts in the file store.</summary>
public sealed class ExportedFigures(IFileStore files)
{
    /// <summary>Those pictures of the texts that the store knows.</summary>
    public async Task<HashSet<PublicCode>> KeptAsync(IReadOnlyList<OutgoingText> texts, CancellationToken cancel)
    {
        var kept = new HashSet<PublicCode>();
        foreach (var code in texts.SelectMany(text => text.Content.Figures).Select(figure => figure.File).Distinct())
        {
            if (await files.FindAsync(code, cancel) is not null)
            {
                kept.Add(code);
            }
        }

        return kept;
    }

    /// <summary>The bytes of a picture.</summary>
    /// <exception cref="OutsideException">The store does not give them.</exception>
    public async Task<Stream> OpenAsync(PublicCode picture, CancellationToken cancel) =>
        await files.FindAsync(picture, cancel) is { } file
            ? await files.OpenAsync(file, cancel)
            : throw new OutsideException($"reading the picture {picture}, which is gone since the export began");
}
