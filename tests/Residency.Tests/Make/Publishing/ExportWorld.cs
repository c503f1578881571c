using System.Text;
using Residency.Foundation.Actors;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies;
using Residency.Make.CaseStudies.Import;
using Residency.Make.CaseStudies.Model;
using Residency.Make.Publishing;
using Residency.Make.Publishing.Export;
using Residency.Tests.Make.CaseStudies;

namespace Residency.Tests.Make.Publishing;

/// <summary>Takes texts out of a world of case studies, as files in memory or on disk.</summary>
internal static class ExportWorld
{
    /// <summary>Everything that the actor may take out of the hub.</summary>
    public static async Task<ExportPackage> ExportAsync(
        this CaseStudyWorld world,
        Actor actor,
        ExportFormat format = ExportFormat.Myst
    )
    {
        var hub = (await world.AskAsync<IHubs, HubCard?>(hubs => hubs.FindAsync(world.Hub, CaseStudyWorld.Cancel)))!; // the world's own
        var texts = await world.AskAsync<DraftExportHandler, IReadOnlyList<OutgoingText>>(handler =>
            handler.AllAsync(actor, hub, CaseStudyWorld.Cancel)
        );
        return await world.AskAsync<IExportTexts, ExportPackage>(exports =>
            exports.PackAsync(format, ExportHeading.Of(hub), texts, CaseStudyWorld.Cancel)
        );
    }

    /// <summary>The bytes of every file of a package by path.</summary>
    public static async Task<Dictionary<string, byte[]>> OpenAsync(this CaseStudyWorld world, ExportPackage package)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in package.Files)
        {
            files[file.Path] = await world.AskAsync<IExportTexts, byte[]>(async exports =>
            {
                await using var content = await exports.OpenAsync(file, CaseStudyWorld.Cancel);
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, CaseStudyWorld.Cancel);
                return bytes.ToArray();
            });
        }

        return files;
    }

    /// <summary>Imports every page of exported files, with the pictures beside it.</summary>
    public static async Task<List<ImportLine>> ImportAsync(this CaseStudyWorld world, IReadOnlyDictionary<string, byte[]> files)
    {
        var lines = new List<ImportLine>();
        foreach (
            var path in files.Keys.Where(path =>
                path.StartsWith("cs-", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal)
            )
        )
        {
            var folder = path.Split('/')[0];
            lines.Add(await world.ImportAsync("/" + path, Encoding.UTF8.GetString(files[path]), Beside));

            Stream? Beside(string name) =>
                (
                    files.GetValueOrDefault($"{folder}/{name}")
                    ?? files.GetValueOrDefault($"{folder}/figures/{Path.GetFileName(name)}")
                )
                    is { } found
                    ? new MemoryStream(found)
                    : null;
        }

        return lines;
    }

    /// <summary>Writes the files into a folder.</summary>
    public static async Task WriteAsync(this IReadOnlyDictionary<string, byte[]> files, string folder)
    {
        foreach (var (path, content) in files)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!); // below the folder
            await File.WriteAllBytesAsync(full, content);
        }
    }
}
