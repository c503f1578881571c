using System.Text.Json;
using Residency.Foundation.Results;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Finds what can be imported in files and folders of this machine.</summary>
internal static class FilesOnDisk
{
    /// <summary>The largest file that is read: 64 MB.</summary>
    public const long Largest = 64L << 20;

    private const string ListOfRevisions = "index.json";

    /// <summary>The files in a fixed order; those of a folder with a list of revisions in the order of the list.</summary>
    /// <remarks>Hidden files, files that are no texts and READMEs are passed over in folders; a file that is named is always tried.</remarks>
    /// <returns>The files; Invalid with the path that does not exist or the list that cannot be read.</returns>
    public static Result<IReadOnlyList<FileOnDisk>> Find(IEnumerable<string> paths)
    {
        var found = new List<FileOnDisk>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                found.Add(new FileOnDisk(path, Path.GetFileName(path), History: null));
                continue;
            }

            if (!Directory.Exists(path))
            {
                return new Refusal.Invalid("Path", $"There is no file or folder at {path}. Check the path.");
            }

            var inside = InFolder(path, path);
            if (!inside.IsDone)
            {
                return inside.Refusal;
            }

            found.AddRange(inside.Value);
        }

        return found.DistinctBy(file => file.Path, StringComparer.Ordinal).ToList();
    }

    /// <summary>The files in the folders that are passed over, in a fixed order, with the reason.</summary>
    /// <remarks>Not hidden ones, and not pictures: those are asked for by texts.</remarks>
    /// <param name="paths">As for <see cref="Find"/>.</param>
    /// <param name="taken">What <see cref="Find"/> gave.</param>
    public static IReadOnlyList<ImportLine> PassedOver(IEnumerable<string> paths, IReadOnlyList<FileOnDisk> taken)
    {
        var known = taken.Select(file => Path.GetFullPath(file.Path)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. paths
                .Where(Directory.Exists)
                .SelectMany(root =>
                    Directory
                        .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                        .Where(file => !known.Contains(Path.GetFullPath(file)) && IsWorthNaming(root, file))
                        .Order(StringComparer.Ordinal)
                        .Select(file => new ImportLine(Path.GetRelativePath(root, file), ImportOutcome.Ignored)
                        {
                            Reason = TextReading.IsText(file) ? WhyText(file) : TextReading.WhyIgnored(file),
                        })
                )
                .DistinctBy(line => line.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Reads one of them.</summary>
    /// <returns>The file; Invalid when it is too large.</returns>
    /// <exception cref="OutsideException">The disk does not give it.</exception>
    public static async Task<Result<IncomingFile>> ReadAsync(FileOnDisk file, CancellationToken cancel)
    {
        try
        {
            if (new FileInfo(file.Path).Length > Largest)
            {
                return new Refusal.Invalid(
                    "File",
                    "The file is larger than 64 MB. Take large pictures out and hand them in beside it."
                );
            }

            var source = file.History is null ? file.Path : $"{file.History.Text}#{file.Name}";
            return new IncomingFile(
                source,
                file.Name,
                await File.ReadAllBytesAsync(file.Path, cancel),
                name => Beside(file.Path, name)
            )
            {
                History = file.History,
            };
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new OutsideException($"reading {file.Path}", broken);
        }
    }

    // Names come from texts: only files in the same folder, below it, or one folder above are opened, and never through a link.
    private static FileStream? Beside(string text, string name)
    {
        var folder = Path.GetDirectoryName(text)!; // an absolute path of a file
        var bound = Path.GetDirectoryName(folder) ?? folder;
        foreach (var candidate in (string[])[name, Path.GetFileName(name), Path.Combine("figures", Path.GetFileName(name))])
        {
            var path = Path.GetFullPath(candidate, folder);
            if (
                path.StartsWith(bound + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && new FileInfo(path) is { Exists: true, LinkTarget: null }
            )
            {
                return File.OpenRead(path);
            }
        }

        return null;
    }

    private static Result<IReadOnlyList<FileOnDisk>> InFolder(string folder, string root)
    {
        var list = Path.Combine(folder, ListOfRevisions);
        if (File.Exists(list))
        {
            return Revisions(folder, list);
        }

        var found = new List<FileOnDisk>();
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Where(IsText))
        {
            found.Add(new FileOnDisk(file, Path.GetRelativePath(root, file), History: null));
        }

        foreach (
            var inner in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Where(inner => !IsHidden(inner))
        )
        {
            var inside = InFolder(inner, root);
            if (!inside.IsDone)
            {
                return inside;
            }

            found.AddRange(inside.Value);
        }

        return found;
    }

    private static Result<IReadOnlyList<FileOnDisk>> Revisions(string folder, string list)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<List<Entry>>(File.ReadAllBytes(list), JsonSerializerOptions.Web) ?? [];
            if (
                entries.FirstOrDefault(entry =>
                    entry.File != Path.GetFileName(entry.File) || !File.Exists(Path.Combine(folder, entry.File))
                ) is
                { } missing
            )
            {
                return new Refusal.Invalid(
                    "Path",
                    $"{list} names the file “{missing.File}”, which does not lie beside it. Correct the list."
                );
            }

            return entries
                .OrderBy(entry => entry.Number)
                .Select(entry => new FileOnDisk(
                    Path.Combine(folder, entry.File),
                    entry.File,
                    new FileHistory(folder, entry.Author, entry.Date.ToUniversalTime(), entry.Message)
                ))
                .ToList();
        }
        catch (JsonException broken)
        {
            return new Refusal.Invalid(
                "Path",
                $"{list} is not a list of revisions (line {broken.LineNumber + 1}). It needs number, file, date, author and message for each."
            );
        }
    }

    private static bool IsText(string file) => !IsHidden(file) && TextReading.IsText(file) && !IsReadme(file);

    private static bool IsReadme(string file) =>
        Path.GetFileNameWithoutExtension(file).Equals("README", StringComparison.OrdinalIgnoreCase);

    private static string WhyText(string file) =>
        IsReadme(file)
            ? "It tells about the folder. Name the file itself to import it."
            : $"The {ListOfRevisions} beside it does not name it. Name the file itself to import it.";

    private static bool IsWorthNaming(string root, string file) =>
        Path.GetFileName(file) != ListOfRevisions
        && !TextReading.IsPicture(file)
        && Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).All(part => !IsHidden(part));

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.') || Path.GetFileName(path).StartsWith('~');

    private sealed record Entry(int Number, string File, DateTimeOffset Date, string Author = "", string Message = "");
}

/// <summary>A file of this machine.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Name">As reports call it.</param>
/// <param name="History">What a list of revisions says of it; null without one.</param>
internal sealed record FileOnDisk(string Path, string Name, FileHistory? History);
