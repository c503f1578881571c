using System.Globalization;

namespace Residency.Foundation.Text.Word;

/// <summary>The pictures that the text shows, each once under a name of its own.</summary>
internal sealed class PictureShelf(WordPackage package)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<WordPicture> _pictures = [];

    internal IReadOnlyList<WordPicture> All => _pictures;

    /// <summary>Names of pictures that are decoration.</summary>
    internal HashSet<string> Decorative { get; } = new(StringComparer.Ordinal);

    /// <summary>The name under which a part of the file is shown; null when the file does not hold it.</summary>
    internal string? Keep(string part, string alternative)
    {
        if (_names.TryGetValue(part, out var known))
        {
            return known;
        }

        if (package.Bytes(part) is not { } content)
        {
            return null;
        }

        var name = Free(part[(part.LastIndexOf('/') + 1)..]);
        _names[part] = name;
        _pictures.Add(new WordPicture(name, content, package.TypeOf(part), alternative));
        return name;
    }

    private string Free(string file)
    {
        var plain = new string([.. file.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' ? sign : '-').TakeLast(80)]).TrimStart('.', '-');
        var name = plain.Length == 0 ? "picture" : plain;
        for (var turn = 2; !_taken.Add(name); turn++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{turn}-{plain}");
        }

        return name;
    }
}
