using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Make.CaseStudies.Model;

/// <summary>The outside file from which a case study was imported, so that importing again changes nothing.</summary>
public sealed class OutsideSource
{
    private OutsideSource() { }

    public SourceId Id { get; private set; }
    public HubId Hub { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }

    /// <summary>Where the file lay; unique in the hub.</summary>
    public string Path { get; private set; } = "";

    /// <summary>SHA-256 of the file's bytes (and those of its figures) when it was last read.</summary>
    public string Sha256 { get; private set; } = "";
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Remembers a file.</summary>
    public static OutsideSource Remember(CaseStudy caseStudy, string path, string sha256, DateTimeOffset now) =>
        new()
        {
            Id = TypedId.New<SourceId>(),
            Hub = caseStudy.Hub,
            CaseStudy = caseStudy.Id,
            Path = path,
            Sha256 = sha256,
            ReadAt = now,
        };

    /// <summary>The file was read again with other content.</summary>
    public void ReadAgain(string sha256, DateTimeOffset now) => (Sha256, ReadAt) = (sha256, now);
}
