using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Cite;

/// <summary>Finds the record of a work by its DOI at the outside registries.</summary>
public interface IWorkLookup
{
    /// <summary>The record, with the DOI as its key.</summary>
    /// <param name="doi">Bare, such as 10.5281/zenodo.1.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The record; NotFound when no registry knows the DOI; Later when the registry asks to wait.</returns>
    /// <exception cref="OutsideException">The registry does not answer, or not with a record.</exception>
    Task<Result<ReferenceCard>> FindAsync(string doi, CancellationToken cancel);
}

/// <summary>Knows a few invented works, so that development needs no network.</summary>
public sealed class FakeWorkLookup : IWorkLookup
{
    /// <summary>A DOI under the prefix that registries keep for tests; the fake knows every one below it.</summary>
    public const string Prefix = "10.5555/";

    public Task<Result<ReferenceCard>> FindAsync(string doi, CancellationToken cancel) =>
        Task.FromResult<Result<ReferenceCard>>(
            doi.StartsWith(Prefix, StringComparison.Ordinal) && !doi.EndsWith("missing", StringComparison.Ordinal)
                ? new ReferenceCard(
                    doi,
                    $"An invented work numbered {doi[Prefix.Length..]}",
                    ["Carberry, Josiah"],
                    2008,
                    "Journal of Psychoceramics",
                    "Brown University",
                    doi,
                    $"https://doi.org/{doi}"
                )
                : new Refusal.NotFound("No registry knows this DOI. Check it, or enter the work by hand.")
        );
}
