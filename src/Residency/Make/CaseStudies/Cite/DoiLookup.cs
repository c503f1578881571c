using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Residency.Foundation.Outside;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Cite;

/// <summary>Asks doi.org for the record of a work; it leads to the registry that holds it (DataCite, Crossref and others).</summary>
/// <remarks>DOI content negotiation with CSL JSON: https://citation.crosscite.org/docs.html.</remarks>
internal sealed class DoiLookup(OutsideClients clients) : IWorkLookup
{
    private const int MostRedirects = 4;

    private static readonly OutsidePurpose Purpose = new(
        "doi-lookup",
        ["doi.org", "api.crossref.org", "api.datacite.org", "data.crossref.org", "data.datacite.org", "data.crosscite.org"]
    )
    {
        Seconds = 15,
        MostBytes = 2 << 20,
    };

    public async Task<Result<ReferenceCard>> FindAsync(string doi, CancellationToken cancel)
    {
        // The suffix may hold signs that mean something in an address.
        var address = new Uri($"https://doi.org/{string.Join('/', doi.Split('/').Select(Uri.EscapeDataString))}");
        for (var step = 0; step <= MostRedirects; step++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.citationstyles.csl+json"));
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Residency", "1.0"));
            using var answer = await clients.For(Purpose).SendAsync(request, cancel);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK:
                    return Read(await answer.Content.ReadAsByteArrayAsync(cancel), doi);
                case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                    return new Refusal.NotFound("No registry knows this DOI. Check it, or enter the work by hand.");
                case HttpStatusCode.TooManyRequests:
                    return new Refusal.Later(
                        "The registry asks to wait. Try again in a minute, or enter the work by hand.",
                        TimeSpan.FromMinutes(1)
                    );
                case HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect when answer.Headers.Location is { } next:
                    address = new Uri(address, next);
                    break;
                default:
                    throw new OutsideException($"asking for the record of a DOI: the registry answered {(int)answer.StatusCode}");
            }
        }

        throw new OutsideException("asking for the record of a DOI: the registry leads in a circle");
    }

    /// <summary>Reads CSL JSON.</summary>
    /// <exception cref="OutsideException">The answer is no record.</exception>
    internal static Result<ReferenceCard> Read(ReadOnlySpan<byte> json, string doi)
    {
        try
        {
            var work = JsonElement.Parse(json);
            var title = Text(work, "title");
            return title.Length == 0
                ? new Refusal.NotFound("The registry knows this DOI but no title. Enter the work by hand.")
                : new ReferenceCard(
                    doi,
                    title,
                    Authors(work),
                    Year(work),
                    Text(work, "container-title"),
                    Text(work, "publisher"),
                    doi,
                    $"https://doi.org/{doi}"
                );
        }
        catch (JsonException broken)
        {
            throw new OutsideException("reading the record of a DOI", broken);
        }
    }

    // Some registries give a list where the standard has a text.
    private static string Text(JsonElement work, string name) =>
        work.ValueKind == JsonValueKind.Object && work.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() ?? "",
                JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.String => value[0]
                    .GetString() ?? "",
                _ => "",
            }
            : "";

    private static List<string> Authors(JsonElement work) =>
        work.TryGetProperty("author", out var authors) && authors.ValueKind == JsonValueKind.Array
            ? [.. authors.EnumerateArray().Take(100).Select(Name).Where(name => name.Length > 0)]
            : [];

    private static string Name(JsonElement author)
    {
        var (family, given) = (Text(author, "family"), Text(author, "given"));
        return family.Length == 0 ? Text(author, "literal")
            : given.Length == 0 ? family
            : $"{family}, {given}";
    }

    private static int? Year(JsonElement work) =>
        work.TryGetProperty("issued", out var issued)
        && issued.ValueKind == JsonValueKind.Object
        && issued.TryGetProperty("date-parts", out var parts)
        && parts.ValueKind == JsonValueKind.Array
        && parts.GetArrayLength() > 0
        && parts[0].ValueKind == JsonValueKind.Array
        && parts[0].GetArrayLength() > 0
            ? parts[0][0].ValueKind == JsonValueKind.Number && parts[0][0].TryGetInt32(out var year)
                ? year
                : int.TryParse(parts[0][0].ToString(), out var typed)
                    ? typed
                    : null
            : null;
}
