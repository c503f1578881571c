using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Myst;

/// <summary>Gives each picture of a page a file beside it. A picture that is not at hand gets one that says so.</summary>
internal sealed class PagePictures(BookPage page)
{
    private static readonly Dictionary<string, string[]> Endings = new(StringComparer.Ordinal)
    {
        ["image/png"] = [".png"],
        ["image/jpeg"] = [".jpg", ".jpeg"],
        ["image/gif"] = [".gif"],
        ["image/webp"] = [".webp"],
        ["image/svg+xml"] = [".svg"],
    };

    private static readonly byte[] NotAtHand = Encoding.UTF8.GetBytes(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="480" height="96" viewBox="0 0 480 96" role="img">
          <title>This picture is not part of the export</title>
          <rect width="480" height="96" fill="#eee"/>
          <text x="240" y="54" text-anchor="middle" font-family="sans-serif" font-size="18" fill="#333">This picture is not part of the export.</text>
        </svg>

        """
    );

    private readonly Dictionary<string, BookFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { page.Name + ".md" };

    /// <summary>The file, seen from the page, for a picture that the text names.</summary>
    internal string FileOf(string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            var isKept = page.Pictures.ContainsKey(name);
            var path = Free(isKept ? Plain(name, page.Pictures[name]) : "figures/not-in-this-export.svg");
            file = _files[name] = new BookFile($"{page.Name}/{path}")
            {
                Content = isKept ? default : NotAtHand,
                Picture = isKept ? new BookPicture(page.Name, name) : null,
            };
        }

        return file.Path[(page.Name.Length + 1)..];
    }

    /// <summary>The files for which <see cref="FileOf"/> was asked.</summary>
    internal IEnumerable<BookFile> Files() => _files.Values;

    // The picture's own name where every tool takes it; else a plain one with the ending of its kind.
    private static string Plain(string name, string mediaType)
    {
        var endings = Endings.GetValueOrDefault(mediaType) ?? [".png"];
        var parts = name.Split('/');
        var hasEnding = endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        if (hasEnding && Array.TrueForAll(parts, part => part.Length > 0 && part[0] != '.' && part.All(IsPlain)))
        {
            return name;
        }

        var last = new string([.. Path.GetFileNameWithoutExtension(parts[^1]).Select(sign => IsPlain(sign) ? sign : '-')]);
        return $"figures/{(last.Trim('-', '.').Length == 0 ? "figure" : last.Trim('-', '.'))}{endings[0]}";
    }

    private static bool IsPlain(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.';

    private string Free(string path)
    {
        var (ending, free) = (Path.GetExtension(path), path);
        for (var turn = 2; !_taken.Add(free); turn++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{path[..^ending.Length]}-{turn}{ending}");
        }

        return free;
    }
}
