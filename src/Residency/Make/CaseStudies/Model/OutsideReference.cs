using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>The bibliographic record of a work that the text cites and that is not ours.</summary>
public sealed class OutsideReference
{
    private OutsideReference() { }

    public ReferenceId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }

    /// <summary>The key that citations in the text use; unique in the case study.</summary>
    public string Key { get; private set; } = "";
    public string Title { get; private set; } = "";
    public IReadOnlyList<string> Authors { get; private set; } = [];
    public int? Year { get; private set; }
    public string Container { get; private set; } = "";
    public string Publisher { get; private set; } = "";

    /// <summary>Lower case, without the address of a resolver.</summary>
    public string? Doi { get; private set; }
    public string? Address { get; private set; }

    /// <summary>Adds a record.</summary>
    /// <returns>Invalid for an empty title, a key with white space or a DOI that is none.</returns>
    public static Result<OutsideReference> Add(CaseStudyId caseStudy, ReferenceCard card)
    {
        var reference = new OutsideReference { Id = TypedId.New<ReferenceId>(), CaseStudy = caseStudy };
        var changed = reference.Change(card);
        return changed.IsDone ? reference : changed.Refusal;
    }

    /// <summary>Replaces the record.</summary>
    /// <returns>Invalid for an empty title, a key with white space, a year outside 1000–2999 or a DOI that is none.</returns>
    public Result Change(ReferenceCard card)
    {
        var doi = DoiText.Normalise(card.Doi);
        var key = card.Key.Trim();
        if (key.Length is 0 or > 200 || key.Any(char.IsWhiteSpace))
        {
            return new Refusal.Invalid("Key", "Enter a key without spaces, for example lovelace1843.");
        }

        if (string.IsNullOrWhiteSpace(card.Title))
        {
            return new Refusal.Invalid("Title", "Enter the title of the cited work.");
        }

        if (doi is null && !string.IsNullOrWhiteSpace(card.Doi))
        {
            return new Refusal.Invalid("Doi", "This is not a DOI. It looks like 10.5281/zenodo.10338376.");
        }

        if (card.Year is < 1000 or > 2999)
        {
            return new Refusal.Invalid("Year", "Enter the year with four digits.");
        }

        (Key, Title, Year, Doi) = (key, Description.OneLine(card.Title), card.Year, doi);
        (Container, Publisher) = (Description.OneLine(card.Container), Description.OneLine(card.Publisher));
        Authors = [.. card.Authors.Select(Description.OneLine).Where(author => author.Length > 0)];
        Address =
            Uri.TryCreate(card.Address, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? card.Address!.Trim() // parsed above
                : null;
        return Result.Done;
    }

    /// <summary>What others may know of it.</summary>
    public ReferenceCard Card() => new(Key, Title, Authors, Year, Container, Publisher, Doi, Address);
}
