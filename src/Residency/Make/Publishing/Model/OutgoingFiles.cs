using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Residency.Foundation.Ids;
using Residency.Foundation.Text;

namespace Residency.Make.Publishing.Model;

/// <summary>The files that texts become when they leave the house. The same texts give the same bytes.</summary>
/// <param name="atHand">Whether the bytes of a stored picture can be had.</param>
public sealed class OutgoingFiles(Func<PublicCode, bool> atHand)
{
    // Raised when the same text is to give other bytes, so that nobody is served a stored answer of the old form.
    private const string Form = "1";

    /// <summary>All files of the texts.</summary>
    public ExportPackage Pack(ExportFormat format, ExportHeading heading, IReadOnlyList<OutgoingText> texts) =>
        new(
            heading.Name,
            Tag(format, heading, texts),
            [
                .. format switch
                {
                    ExportFormat.Myst => Myst(heading, texts),
                    ExportFormat.Text => texts.Select(text => File($"{text.Code}.txt", PlainEdition.Of(text))),
                    ExportFormat.Json => texts.SelectMany(Json).DistinctBy(file => file.Path, StringComparer.Ordinal),
                    _ => throw new System.Diagnostics.UnreachableException(),
                },
            ]
        );

    /// <summary>Our own form of one text: what it is, and its frozen content to the letter.</summary>
    public static string JsonOf(OutgoingText text)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var content = text.Content.ToJson();
            json.WriteStartObject();
            json.WriteString("format", "residency-case-study");
            json.WriteNumber("formatVersion", 1);
            json.WriteString("code", text.Code.Value);
            if (text.Edition is { } edition)
            {
                json.WriteNumber("edition", edition);
            }

            json.WriteNumber("revision", text.Revision);
            if (text.PublishedAt is { } at)
            {
                json.WriteString("publishedAt", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            }

            json.WriteString("contentSha256", EditionContent.HashOf(content));
            json.WritePropertyName("content");
            json.WriteRawValue(content);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private IEnumerable<ExportedFile> Json(OutgoingText text) =>
        text
            .Content.Figures.Where(figure => atHand(figure.File))
            .Select(figure => new ExportedFile($"figures/{figure.FileHash}{Ending(figure.ContentType)}", default, figure.File))
            .Prepend(File($"{text.Code}.json", JsonOf(text)));

    private IEnumerable<ExportedFile> Myst(ExportHeading heading, IReadOnlyList<OutgoingText> texts)
    {
        var byPage = texts.ToDictionary(NameOf, StringComparer.Ordinal);
        var licences = texts.Select(text => text.Content.Licence).Distinct(StringComparer.Ordinal).ToList();
        var book = new MystBook(heading.Title, [.. texts.Select(Page)])
        {
            Description = heading.Description,
            Licence = licences is [var one] ? one : "",
        };
        return book.Files()
            .Select(file =>
                file.Picture is { } picture
                    ? new ExportedFile(file.Path, default, FigureOf(byPage[picture.Page], picture.Name))
                    : new ExportedFile(file.Path, file.Content, null)
            );
    }

    private BookPage Page(OutgoingText text) =>
        new(NameOf(text), text.Content.Text, OutgoingMatter.Of(text))
        {
            Part = text.Content.HubName,
            Pictures = text
                .Content.Figures.Where(figure => atHand(figure.File))
                .DistinctBy(figure => figure.Name, StringComparer.Ordinal)
                .ToDictionary(figure => figure.Name, figure => figure.ContentType, StringComparer.Ordinal),
            Works =
            [
                .. text.Content.References.Select(work => new BookWork(
                    work.Key,
                    work.Title,
                    work.Authors,
                    work.Year,
                    work.Container,
                    work.Publisher,
                    work.Doi,
                    work.Address
                )),
            ],
        };

    // Tools take digits at the beginning of a name for the number of a chapter and leave them out.
    private static string NameOf(OutgoingText text) => $"cs-{text.Code}";

    private static PublicCode FigureOf(OutgoingText text, string name) =>
        text.Content.Figures.First(figure => figure.Name == name).File;

    private static string Tag(ExportFormat format, ExportHeading heading, IReadOnlyList<OutgoingText> texts)
    {
        var all = new StringBuilder($"{Form}\n{format}\n{heading.Name}\n{heading.Title}\n{heading.Description}\n");
        foreach (var text in texts)
        {
            all.Append(CultureInfo.InvariantCulture, $"{text.Code.Value} {OutgoingMatter.Version(text)} ")
                .Append(EditionContent.HashOf(text.Content.ToJson()))
                .Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    private static string Ending(string mediaType) =>
        mediaType switch
        {
            "image/png" => ".png",
            "image/jpeg" => ".jpg",
            "image/gif" => ".gif",
            "image/webp" => ".webp",
            _ => "",
        };

    private static ExportedFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text), null);
}
