using System.Text;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Make.CaseStudies.Frameworks;

/// <summary>Hands out a framework as a file that another hub can read.</summary>
internal static class FrameworkFileGate
{
    /// <summary>Maps <c>GET /{hub}/case-studies/frameworks/{key}.yaml</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/{hub}/case-studies/frameworks/{key}.yaml", FileAsync).Needs(CaseStudyActions.FrameworkView);

    private static async Task<IResult> FileAsync(
        HttpContext context,
        string key,
        FrameworkHandler handler,
        CurrentActor current,
        [Microsoft.AspNetCore.Mvc.FromServices] CurrentHub hub
    )
    {
        var listed = await handler.ListAsync(current.Actor, hub.Id, context.RequestAborted);
        return listed.IsDone && listed.Value.FirstOrDefault(one => one.Definition.Key == key) is { } found
            ? Results.File(
                Encoding.UTF8.GetBytes(FrameworkYaml.Write(found.Definition, found.Number)),
                "application/yaml",
                $"{key}.yaml"
            )
            : Results.NotFound();
    }
}
