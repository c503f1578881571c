using System.Security.Cryptography;
using System.Text;
using Residency.Foundation.Results;

namespace Residency.Make.Publishing.Export;

/// <summary>What writing a folder did.</summary>
public sealed record FolderReport(int Written, int Unchanged, int Removed);

/// <summary>A folder of this machine that an export fills. Another export into it replaces the first, file by file.</summary>
internal sealed class ExportFolder
{
    /// <summary>Names the files that an export wrote, so that the next one knows what is its own.</summary>
    private const string List = ".residency-export";

    private readonly string _root;
    private readonly HashSet<string> _ours;

    private ExportFolder(string root, HashSet<string> ours) => (_root, _ours) = (root, ours);

    /// <summary>Looks whether the folder may be written to, and makes it when it is not there.</summary>
    /// <returns>The folder; Invalid when there is a file of that name, or other people's files in it.</returns>
    /// <exception cref="OutsideException">The disk does not let us.</exception>
    public static async Task<Result<ExportFolder>> OpenAsync(string path, CancellationToken cancel)
    {
        if (File.Exists(path))
        {
            return new Refusal.Invalid("Folder", $"{path} is a file. Name a folder.");
        }

        try
        {
            Directory.CreateDirectory(path);
            var list = Path.Combine(path, List);
            if (File.Exists(list))
            {
                var ours = (await File.ReadAllLinesAsync(list, cancel))
                    .Where(line => line.Length > 0)
                    .ToHashSet(StringComparer.Ordinal);
                return ours.All(IsInside)
                    ? new ExportFolder(path, ours)
                    : new Refusal.Invalid("Folder", $"{list} names files outside of the folder. Export into an empty folder.");
            }

            return Directory.EnumerateFileSystemEntries(path).Any()
                ? new Refusal.Invalid(
                    "Folder",
                    $"{path} is not empty and holds no earlier export. Name a new folder or an empty one; nothing was written."
                )
                : new ExportFolder(path, []);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new OutsideException($"opening the folder {path}", broken);
        }
    }

    /// <summary>Writes the files of a package and takes away what an earlier export left and this one has no more.</summary>
    /// <remarks>Each file is whole at every moment: it is written beside its place and moved there. Files of others stay.</remarks>
    /// <exception cref="OutsideException">The disk or the file store fails; running the export again goes on.</exception>
    public async Task<FolderReport> WriteAsync(
        ExportPackage package,
        Func<ExportedFile, Task<Stream>> open,
        CancellationToken cancel
    )
    {
        var files = package.Files.Select(file => file.Path).ToList();
        try
        {
            // Named first: an export that is stopped half-way is still known as one.
            await RememberAsync(_ours.Concat(files), cancel);
            var written = 0;
            foreach (var file in package.Files)
            {
                await using var content = await open(file);
                written += await PutAsync(Path.Combine(_root, file.Path), content, cancel) ? 1 : 0;
            }

            var gone = _ours.Except(files, StringComparer.Ordinal).Where(Remove).ToList();
            await RememberAsync(files, cancel);
            return new FolderReport(written, files.Count - written, gone.Count);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new OutsideException($"writing the export into {_root}", broken);
        }
    }

    private Task RememberAsync(IEnumerable<string> paths, CancellationToken cancel)
    {
        var list = string.Concat(
            paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(path => path + "\n")
        );
        return PutAsync(Path.Combine(_root, List), new MemoryStream(Encoding.UTF8.GetBytes(list)), cancel);
    }

    private static async Task<bool> PutAsync(string path, Stream content, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // every path has the root before it
        var beside = path + ".part";
        await using (var file = File.Create(beside))
        {
            await content.CopyToAsync(file, cancel);
        }

        if (File.Exists(path) && await HashAsync(path, cancel) == await HashAsync(beside, cancel))
        {
            File.Delete(beside);
            return false;
        }

        File.Move(beside, path, overwrite: true);
        return true;
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file, cancel));
    }

    private bool Remove(string path)
    {
        var full = Path.Combine(_root, path);
        if (!File.Exists(full))
        {
            return false;
        }

        File.Delete(full);
        for (
            var folder = Path.GetDirectoryName(full);
            folder is not null && folder.Length > _root.Length && !Directory.EnumerateFileSystemEntries(folder).Any();
            folder = Path.GetDirectoryName(folder)
        )
        {
            Directory.Delete(folder);
        }

        return true;
    }

    private static bool IsInside(string path) =>
        !Path.IsPathRooted(path) && path.Split('/', '\\').All(part => part is not ("" or "." or ".."));
}
