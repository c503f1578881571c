using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Share.Library.Model;

/// <summary>A work that was published elsewhere and that the hub lists beside its own texts.</summary>
/// <remarks>Only facts about the work are kept; its text stays where its DOI leads.</remarks>
public sealed class OutsideWork : IVersioned
{
    private const int LongestTitle = 500;
    private const int LongestNote = 500;
    private const int LongestLicence = 60;
    private const int LongestName = 200;
    private const int MostCreators = 100;

    private OutsideWork() { }

    public OutsideWorkId Id { get; private set; }
    public HubId Hub { get; private set; }
    public OutsideKind Kind { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>Names as written, in order; empty when they are not known.</summary>
    public IReadOnlyList<string> Creators { get; private set; } = [];

    /// <summary>Of publication.</summary>
    public int Year { get; private set; }

    /// <summary>Lower case, without the address of a resolver; unique in the hub.</summary>
    public string Doi { get; private set; } = "";
    public string Note { get; private set; } = "";

    /// <summary>SPDX id; empty when it is not known.</summary>
    public string Licence { get; private set; } = "";
    public int Version { get; private set; }

    /// <summary>Where its DOI leads.</summary>
    public string Link => DoiText.Address(Doi);

    /// <summary>Takes a work into the list.</summary>
    /// <inheritdoc cref="Change"/>
    public static Result<OutsideWork> Of(HubId hub, OutsideRecord record)
    {
        var work = new OutsideWork { Id = TypedId.New<OutsideWorkId>(), Hub = hub };
        var changed = work.Change(record);
        return changed.IsDone ? work : changed.Refusal;
    }

    /// <summary>Replaces the record.</summary>
    /// <returns>Invalid for an empty or too long title, a year outside 1000–2999, what is no DOI, or too long other facts.</returns>
    public Result Change(OutsideRecord record)
    {
        var (title, note, licence) = (OneLine(record.Title), OneLine(record.Note), OneLine(record.Licence));
        List<string> creators = [.. record.Creators.Select(OneLine).Where(name => name.Length > 0)];
        if (title.Length is 0 or > LongestTitle)
        {
            return new Refusal.Invalid("Title", "Enter the title of the work, at most 500 characters.");
        }

        if (creators.Count > MostCreators || creators.Exists(name => name.Length > LongestName))
        {
            return new Refusal.Invalid("Creators", "Enter one name a line, at most 100 names.");
        }

        if (record.Year is not (>= 1000 and <= 2999))
        {
            return new Refusal.Invalid("Year", "Enter the year with four digits.");
        }

        if (DoiText.Normalise(record.Doi) is not { } doi)
        {
            return new Refusal.Invalid("Doi", "This is not a DOI. It looks like 10.5281/zenodo.10338376.");
        }

        if (note.Length > LongestNote)
        {
            return new Refusal.Invalid("Note", "Keep the note below 500 characters.");
        }

        if (licence.Length > LongestLicence)
        {
            return new Refusal.Invalid("Licence", "Enter the short name of a licence, such as CC-BY-4.0.");
        }

        (Title, Creators, Year, Doi) = (title, creators, record.Year.Value, doi);
        (Note, Licence, Kind) = (note, licence, Enum.IsDefined(record.Kind) ? record.Kind : OutsideKind.Other);
        return Result.Done;
    }

    /// <summary>Whether a search finds it, by the rules by which the library's own texts are found.</summary>
    public bool IsFoundBy(SearchWords words) => words.AreIn($"{Title} {string.Join(' ', Creators)} {Year} {Note} {Doi}");

    private static string OneLine(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
