using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A picture that belongs to a case study; the text refers to it by name.</summary>
public sealed class FigureAsset
{
    private FigureAsset() { }

    public FigureId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }

    /// <summary>The name by which the text refers to it; unique in the case study, case counts.</summary>
    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the bytes, by which the file store knows them.</summary>
    public string FileHash { get; private set; } = "";

    /// <summary>The file's code in the file store.</summary>
    public PublicCode File { get; private set; }
    public string ContentType { get; private set; } = "";
    public long Length { get; private set; }
    public string Alternative { get; private set; } = "";
    public bool Decorative { get; private set; }
    public string Licence { get; private set; } = "";
    public string Source { get; private set; } = "";
    public DateTimeOffset AddedAt { get; private set; }
    public PersonId? AddedBy { get; private set; }

    /// <summary>The name, with a number before its ending when it is taken.</summary>
    public static string FreeName(string wish, IReadOnlyCollection<string> taken)
    {
        var name = wish.Trim();
        var (stem, ending) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        for (var turn = 2; taken.Contains(name, StringComparer.OrdinalIgnoreCase); turn++)
        {
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}-{turn}{ending}");
        }

        return name;
    }

    /// <summary>Adds a picture whose bytes are stored already.</summary>
    /// <returns>Invalid when the name is empty, too long or holds a slash at its start.</returns>
    public static Result<FigureAsset> Add(CaseStudyId caseStudy, FigureCard card, PersonId? by, DateTimeOffset now)
    {
        var name = card.Name.Trim();
        if (name.Length is 0 or > 300 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal))
        {
            return new Refusal.Invalid("Name", "Give the picture a name of up to 300 characters, such as team-photo.png.");
        }

        var figure = new FigureAsset
        {
            Id = TypedId.New<FigureId>(),
            CaseStudy = caseStudy,
            Name = name,
            AddedAt = now,
            AddedBy = by,
        };
        figure.Replace(card);
        (figure.Alternative, figure.Decorative) = (card.Alternative.Trim(), card.Decorative);
        (figure.Licence, figure.Source) = (card.Licence.Trim(), card.Source.Trim());
        return figure;
    }

    /// <summary>Puts other bytes in the place of the present ones.</summary>
    public void Replace(FigureCard card) =>
        (File, FileHash, ContentType, Length) = (card.File, card.FileHash, card.ContentType, card.Length);

    /// <summary>Says what the picture shows and under which licence it stands.</summary>
    /// <returns>Invalid when it has neither an alternative nor is decorative.</returns>
    public Result Describe(string alternative, bool decorative, string licence, string source)
    {
        if (!decorative && string.IsNullOrWhiteSpace(alternative))
        {
            return new Refusal.Invalid(
                "Alternative",
                "Say in a sentence what the picture shows, for those who do not see it, or mark it as decorative."
            );
        }

        (Alternative, Decorative) = (decorative ? "" : alternative.Trim(), decorative);
        (Licence, Source) = (licence.Trim(), source.Trim());
        return Result.Done;
    }

    /// <summary>What others may know of it.</summary>
    public FigureCard Card() =>
        new(Id, Name, FileHash, ContentType, Length, Alternative, Decorative, Licence, Source) { File = File };
}
