using System.Text.Json;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Import;

/// <summary>Walks through folders of this machine and notes what is to be read and what is passed over.</summary>
/// <remarks>Links are never followed: they lead round in circles, or out of what was handed in.</remarks>
internal sealed class FolderSearch
{
    private const string ListOfRevisions = "index.json";

    // Nobody keeps texts a hundred folders deep; whoever made such a thing wishes to see the stack overflow.
    private const int Deepest = 100;

    private readonly List<FileOnDisk> _files = [];
    private readonly List<ImportLine> _passedOver = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    internal FoundOnDisk Found => new(_files, _passedOver);

    /// <summary>Takes a file that was named, whatever it is.</summary>
    internal void Take(string path) => Take(path, Path.GetFileName(path), history: null);

    /// <summary>Takes what is in a folder and below it.</summary>
    internal void Enter(string root) => Enter(new DirectoryInfo(root), (root, IsListed: false), depth: 0);

    private void Enter(DirectoryInfo folder, (string Root, bool IsListed) under, int depth)
    {
        var root = under.Root;
        if (depth > Deepest)
        {
            Refuse(folder.FullName, root, $"Folders stand in each other more than {Deepest} deep. Name the inner folder itself.");
            return;
        }

        List<FileSystemInfo> entries;
        try
        {
            entries = [.. folder.EnumerateFileSystemInfos().OrderBy(entry => entry.FullName, StringComparer.Ordinal)];
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            Refuse(folder.FullName, root, "The folder cannot be opened. Give the one who runs this the right to read it.");
            return;
        }

        var listed = under.IsListed || Revisions(folder, entries, root);
        foreach (var entry in entries.Where(entry => entry is not DirectoryInfo && !IsHidden(entry.Name)))
        {
            File(entry, root, listed);
        }

        foreach (var inner in entries.OfType<DirectoryInfo>().Where(inner => !IsHidden(inner.Name)))
        {
            if (inner.LinkTarget is not null)
            {
                PassOver(inner.FullName, root, "Links are not followed. Name the folder to which it leads.");
            }
            else
            {
                Enter(inner, (root, listed), depth + 1);
            }
        }
    }

    private void File(FileSystemInfo entry, string root, bool listed)
    {
        var path = entry.FullName;
        if (_seen.Contains(path) || entry.Name == ListOfRevisions || TextReading.IsPicture(entry.Name))
        {
            return;
        }

        if (!TextReading.IsText(entry.Name))
        {
            PassOver(path, root, TextReading.WhyIgnored(entry.Name));
        }
        else if (entry.LinkTarget is not null)
        {
            PassOver(path, root, "Links are not followed. Name the file itself to import it.");
        }
        else if (IsReadme(entry.Name))
        {
            PassOver(path, root, "It tells about the folder. Name the file itself to import it.");
        }
        else if (listed)
        {
            PassOver(path, root, $"The {ListOfRevisions} of its folder does not name it. Name the file itself to import it.");
        }
        else
        {
            Take(path, Path.GetRelativePath(root, path), history: null);
        }
    }

    // True when the folder has a list, whether or not it can be read: its files are no texts of their own.
    private bool Revisions(DirectoryInfo folder, List<FileSystemInfo> entries, string root)
    {
        if (entries.Find(entry => entry.Name == ListOfRevisions) is not { } list)
        {
            return false;
        }

        try
        {
            // What has no length is empty or a pipe, and a pipe would be waited for.
            var content = list is FileInfo { Length: > 0 } ? System.IO.File.ReadAllBytes(list.FullName) : "null"u8.ToArray();
            var rows = JsonSerializer.Deserialize<List<Row?>>(content, JsonSerializerOptions.Web);
            var names = entries.Where(entry => entry is FileInfo { LinkTarget: null }).Select(entry => entry.Name).ToHashSet();
            var wrong = (rows ?? []).Find(row => row?.File is null || !names.Contains(row.File));
            if (rows is null || rows.Contains(null) || wrong is not null)
            {
                Refuse(
                    list.FullName,
                    root,
                    $"It names the file “{wrong?.File}”, which does not lie beside it. Correct the list."
                );
                return true;
            }

            foreach (var row in rows.OfType<Row>().OrderBy(row => row.Number))
            {
                var history = new FileHistory(folder.FullName, row.Author, row.Date.ToUniversalTime(), row.Message);
                Take(Path.Combine(folder.FullName, row.File), row.File, history);
            }
        }
        catch (JsonException broken)
        {
            Refuse(
                list.FullName,
                root,
                $"It is not a list of revisions (line {broken.LineNumber + 1}). It needs number, file, date, author and message for each."
            );
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            Refuse(
                list.FullName,
                root,
                "The list of revisions cannot be opened. Give the one who runs this the right to read it."
            );
        }

        return true;
    }

    private void Take(string path, string name, FileHistory? history)
    {
        if (_seen.Add(path))
        {
            _files.Add(new FileOnDisk(path, name, history));
        }
    }

    private void PassOver(string path, string root, string reason) => Note(path, root, ImportOutcome.Ignored, reason);

    private void Refuse(string path, string root, string reason) => Note(path, root, ImportOutcome.Refused, reason);

    private void Note(string path, string root, ImportOutcome outcome, string reason)
    {
        if (_seen.Add(path))
        {
            _passedOver.Add(new ImportLine(Path.GetRelativePath(root, path), outcome) { Reason = reason });
        }
    }

    private static bool IsReadme(string name) =>
        Path.GetFileNameWithoutExtension(name).Equals("README", StringComparison.OrdinalIgnoreCase);

    private static bool IsHidden(string name) => name.StartsWith('.') || name.StartsWith('~');

    private sealed record Row(int Number, string File, DateTimeOffset Date, string Author = "", string Message = "");
}
