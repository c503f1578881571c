using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Make.CaseStudies;

namespace Residency.Make.Publishing.Model;

/// <summary>One frozen, numbered publication of a case study. Its content never changes; it may be withdrawn.</summary>
public sealed class Edition : IVersioned
{
    private Edition() { }

    public EditionId Id { get; private set; }
    public HubId Hub { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }
    public PublicCode Code { get; private set; }
    public int Number { get; private set; }
    public int Revision { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>The canonical JSON of <see cref="EditionContent"/>.</summary>
    public string Content { get; private set; } = "";
    public string Sha256 { get; private set; } = "";
    public string WhatChanged { get; private set; } = "";
    public string? Preview { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }
    public PersonId? PublishedBy { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string WithdrawnReason { get; private set; } = "";
    public int Version { get; private set; }

    /// <summary>Freezes the content.</summary>
    /// <param name="card">The case study as it was presented.</param>
    /// <param name="number">The next number.</param>
    /// <param name="content">What readers will see.</param>
    /// <param name="whatChanged">Required from the second edition on: 1–500 characters; left out of the first.</param>
    /// <param name="by">Who publishes and when; UTC.</param>
    public static Result<Edition> Freeze(
        CaseStudyCard card,
        int number,
        EditionContent content,
        string whatChanged,
        (PersonId? Person, DateTimeOffset At) by
    )
    {
        if (number > 1 && string.IsNullOrWhiteSpace(whatChanged))
        {
            return new Refusal.Invalid("WhatChanged", "Say in a sentence what differs from the edition before. Readers see it.");
        }

        if (whatChanged.Trim().Length > 500)
        {
            return new Refusal.Invalid("WhatChanged", "Keep what changed to 500 characters.");
        }

        var json = content.ToJson();
        return new Edition
        {
            Id = TypedId.New<EditionId>(),
            Hub = card.Hub,
            CaseStudy = card.Id,
            Code = card.Code,
            Number = number,
            Revision = card.LatestRevision,
            Title = content.Title,
            Content = json,
            Sha256 = EditionContent.HashOf(json),
            WhatChanged = number > 1 ? whatChanged.Trim() : "",
            PublishedAt = by.At,
            PublishedBy = by.Person,
        };
    }

    /// <summary>Names the file with the picture for link previews; it is drawn after publishing and no part of the content.</summary>
    public void ShowPreview(PublicCode file) => Preview = file.Value;

    /// <summary>Stops offering the edition; a citation and the reason stay.</summary>
    /// <returns>Invalid without a reason; Conflict when it is withdrawn already.</returns>
    public Result Withdraw(string reason, DateTimeOffset now)
    {
        if (reason.Trim().Length is 0 or > 500)
        {
            return new Refusal.Invalid("Reason", "Give the reason that readers will see, up to 500 characters.");
        }

        if (WithdrawnAt is not null)
        {
            return new Refusal.Conflict("This edition is withdrawn already.");
        }

        (WithdrawnAt, WithdrawnReason) = (now, reason.Trim());
        return Result.Done;
    }

    /// <summary>What other rooms may know of it.</summary>
    public EditionCard AsCard() =>
        new(
            Id,
            Hub,
            CaseStudy,
            Code,
            Number,
            Revision,
            Title,
            Sha256,
            PublishedAt,
            WhatChanged,
            WithdrawnAt,
            WithdrawnReason,
            Preview
        );
}

/// <summary>A file that an edition shows; so that public files are found without reading contents.</summary>
public sealed class EditionFile
{
    private EditionFile() { }

    public EditionId Edition { get; private set; }
    public string FileHash { get; private set; } = "";

    /// <summary>Records that the edition shows the file.</summary>
    public static EditionFile Shown(EditionId edition, string fileHash) => new() { Edition = edition, FileHash = fileHash };
}
