using Residency.Foundation.Results;
using Residency.Gather.People.Parts;

namespace Residency.Gather.People.ExportMine;

/// <summary>Answers the download of a person's own copy.</summary>
internal static class MyCopyGate
{
    /// <summary>The file; without a fresh proof, the page that asks for one.</summary>
    public static async Task<IResult> DownloadAsync(PersonHere here, MyCopyHandler handler, CancellationToken cancel)
    {
        if (await here.FindAsync(cancel) is not { } signedIn)
        {
            return TypedResults.NotFound();
        }

        var copy = await handler.MakeAsync(signedIn, cancel);
        return copy.Refusal switch
        {
            null => TypedResults.File(copy.Value, "application/json", "residency.json"),
            Refusal.StepUp => TypedResults.Redirect("/confirm?return=/account/copy"),
            _ => TypedResults.NotFound(),
        };
    }
}
