using Residency.Foundation.Actors;
using Residency.Foundation.Ids;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Some files that somebody handed in together, and how far reading them has come. It is kept as a report.</summary>
public sealed class ImportBatch : IVersioned
{
    private ImportBatch() { }

    public ImportId Id { get; private set; }
    public HubId Hub { get; private set; }

    /// <summary>Where the case studies go; null for the hub as a whole.</summary>
    public CohortId? Cohort { get; private set; }

    /// <summary>Who handed them in; null on the command line.</summary>
    public PersonId? By { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>When a file was read last.</summary>
    public DateTimeOffset TouchedAt { get; private set; }

    /// <summary>When all were read; null while some wait.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How many texts there are; pictures and what is ignored do not count.</summary>
    public int Texts { get; private set; }
    public int Created { get; private set; }
    public int Updated { get; private set; }
    public int Unchanged { get; private set; }
    public int Refused { get; private set; }

    /// <summary>Files that are no texts and that no text asked for.</summary>
    public int Ignored { get; private set; }
    public int Version { get; private set; }

    /// <summary>How many texts were read.</summary>
    public int Done => Created + Updated + Unchanged + Refused;

    /// <summary>Begins an import.</summary>
    public static ImportBatch Begin(HubId hub, CohortId? cohort, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = TypedId.New<ImportId>(),
            Hub = hub,
            Cohort = cohort,
            By = by,
            At = now,
            TouchedAt = now,
        };

    /// <summary>Adds a file. What is known already, such as a refusal, counts at once.</summary>
    public ImportedFile Add(int order, string name, ImportedAs use)
    {
        Texts += use == ImportedAs.Text ? 1 : 0;
        return ImportedFile.Of(Id, order, name, use);
    }

    /// <summary>Notes what became of one of its files.</summary>
    public void Note(ImportedFile file, ImportLine line, DateTimeOffset now)
    {
        file.Became(line);
        TouchedAt = now;
        switch (line.Outcome)
        {
            case ImportOutcome.Created:
                Created++;
                break;
            case ImportOutcome.Updated:
                Updated++;
                break;
            case ImportOutcome.Unchanged:
                Unchanged++;
                break;
            // A picture that cannot be kept is told of, but it is no text.
            case ImportOutcome.Refused:
                Refused += file.Use == ImportedAs.Text ? 1 : 0;
                break;
            case ImportOutcome.Ignored:
                Ignored++;
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>All were read.</summary>
    public void End(DateTimeOffset now) => (EndedAt, TouchedAt) = (now, now);
}

/// <summary>What a file that was handed in is there for.</summary>
public enum ImportedAs
{
    Text,
    Picture,
    Other,
}

/// <summary>One of the files that were handed in together.</summary>
public sealed class ImportedFile
{
    private ImportedFile() { }

    public ImportedFileId Id { get; private set; }
    public ImportId Import { get; private set; }

    /// <summary>1 is the first.</summary>
    public int Order { get; private set; }
    public string Name { get; private set; } = "";
    public ImportedAs Use { get; private set; }

    /// <summary>Its content in the file store until the import has ended; null when there is none.</summary>
    public PublicCode? Stored { get; private set; }

    /// <summary>Whether a text asked for it.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>What became of it; null while it waits, and for pictures of texts.</summary>
    public ImportOutcome? Outcome { get; private set; }
    public CaseStudyId? CaseStudy { get; private set; }

    /// <summary>The report about it; null as long as there is no outcome.</summary>
    public ImportLine? Line { get; private set; }

    /// <summary>Remembers where its content is kept.</summary>
    public void KeepAs(PublicCode stored) => Stored = stored;

    /// <summary>A text asked for it.</summary>
    public void Needed() => IsUsed = true;

    /// <summary>Its content is no longer needed.</summary>
    public void Release() => Stored = null;

    /// <summary>The case study was deleted for good: nothing of it may stand in the report.</summary>
    public void Forget()
    {
        (Name, CaseStudy) = ("", null);
        Line = Line is null ? null : new ImportLine("", Line.Outcome);
    }

    internal static ImportedFile Of(ImportId import, int order, string name, ImportedAs use) =>
        new()
        {
            Id = TypedId.New<ImportedFileId>(),
            Import = import,
            Order = order,
            Name = name,
            Use = use,
        };

    internal void Became(ImportLine line) => (Line, Outcome, CaseStudy) = (line, line.Outcome, line.CaseStudy);
}
