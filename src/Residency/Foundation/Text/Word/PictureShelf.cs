using System.Security.Cryptography;

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
    /// <remarks>
    /// The name comes from the bytes: programs number pictures anew whenever they save, so the same name in the next file
    /// may well be another picture.
    /// </remarks>
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

        var ending = Path.GetExtension(part).ToLowerInvariant();
        var isPlain = ending.Length is > 1 and <= 6 && ending.Skip(1).All(char.IsAsciiLetterOrDigit);
        var name = $"picture-{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}{(isPlain ? ending : "")}";
        _names[part] = name;
        if (_taken.Add(name))
        {
            _pictures.Add(new WordPicture(name, content, package.TypeOf(part), alternative));
        }

        return name;
    }
}
