using Residency.Foundation.Results;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Finds what can be imported in files and folders of this machine.</summary>
internal static class FilesOnDisk
{
    /// <summary>The largest Word file that is read: 64 MB, inclusive.</summary>
    public const long LargestWord = 64L << 20;

    /// <summary>The largest file of any other kind that is read: 4 MB, inclusive.</summary>
    public const long LargestText = 4L << 20;

    /// <summary>The files in a fixed order; those of a folder with a list of revisions in the order of the list.</summary>
    /// <remarks>
    /// Hidden files, links, files that are no texts and READMEs are passed over in folders; a file that is named is always
    /// tried. What a folder keeps from us becomes a line of the report and stops nobody.
    /// </remarks>
    /// <returns>The files; Invalid with the path that does not exist.</returns>
    public static Result<FoundOnDisk> Find(IEnumerable<string> paths)
    {
        var search = new FolderSearch();
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                search.Take(path);
            }
            else if (Directory.Exists(path))
            {
                search.Enter(path);
            }
            else
            {
                return new Refusal.Invalid("Path", $"There is no file or folder at {path}. Check the path.");
            }
        }

        return search.Found;
    }

    /// <summary>Reads one of them.</summary>
    /// <returns>The file; Invalid when it is too large.</returns>
    /// <exception cref="OutsideException">The disk does not give it.</exception>
    public static async Task<Result<IncomingFile>> ReadAsync(FileOnDisk file, CancellationToken cancel)
    {
        try
        {
            var about = new FileInfo(file.Path);
            if (Unreadable(about) is { } reason)
            {
                return new Refusal.Invalid("File", reason);
            }

            // A pipe has no length either, and would be waited for until somebody writes into it.
            var content = about.Length == 0 ? [] : await File.ReadAllBytesAsync(file.Path, cancel);
            var source = file.History is null ? file.Path : $"{file.History.Text}#{file.Name}";
            return new IncomingFile(source, file.Name, content, name => Beside(file.Path, name)) { History = file.History };
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
                && new FileInfo(path) is { Exists: true, LinkTarget: null, Length: > 0 } picture
                && !LeadsThroughLink(picture.Directory, bound)
            )
            {
                return File.OpenRead(path);
            }
        }

        return null;
    }

    private static bool LeadsThroughLink(DirectoryInfo? folder, string bound)
    {
        for (; folder is not null && folder.FullName.Length > bound.Length; folder = folder.Parent)
        {
            if (folder.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Unreadable(FileInfo file)
    {
        if (!file.Exists && file.Name.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return "The name of the file is not UTF-8, so it cannot be opened. Rename it.";
        }

        var largest = TextReading.CountsParagraphs(file.Name) ? LargestWord : LargestText;
        return file is { Exists: true, Length: var length } && length > largest
            ? $"The file is larger than {largest >> 20} MB. Take large pictures out and hand them in beside it, or divide it."
            : null;
    }
}

/// <summary>A file of this machine.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Name">As reports call it.</param>
/// <param name="History">What a list of revisions says of it; null without one.</param>
internal sealed record FileOnDisk(string Path, string Name, FileHistory? History);

/// <summary>What was found on this machine.</summary>
/// <param name="Files">What is to be read, in a fixed order.</param>
/// <param name="PassedOver">What is not, with the reason.</param>
internal sealed record FoundOnDisk(IReadOnlyList<FileOnDisk> Files, IReadOnlyList<ImportLine> PassedOver);
