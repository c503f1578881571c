using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Word;

/// <summary>The parts of a file. Everything is measured and looked through once before anything is read; names of parts never become names of files.</summary>
internal sealed class WordPackage : IDisposable
{
    private const int SmallPart = 1 << 20;
    private const int SmallWhole = 16 << 20;
    private readonly ZipArchive _archive;
    private readonly WordLimits _limits;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _readable = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _typesByEnding = new(StringComparer.OrdinalIgnoreCase);
    private long _whole;
    private long _xml;
    private long _size;

    private WordPackage(ZipArchive archive, WordLimits limits) => (_archive, _limits) = (archive, limits);

    internal IEnumerable<string> Names => _entries.Keys;

    /// <summary>Opens a file and looks through every part of it.</summary>
    /// <returns>The parts; Invalid naming the first part that is damaged or costs too much.</returns>
    internal static Result<WordPackage> Open(Stream file, WordLimits limits)
    {
        if (ZipDirectory.Problem(file, limits) is { } problem)
        {
            return Damaged(problem);
        }

        file.Position = 0;
        WordPackage package;
        try
        {
            package = new WordPackage(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true), limits) { _size = file.Length };
            if (package._archive.Entries.Count > limits.MostParts)
            {
                package.Dispose();
                return Damaged($"it has more than {limits.MostParts} parts");
            }
        }
        catch (InvalidDataException)
        {
            return Damaged("its list of parts cannot be read");
        }

        var refusal = package.LookThrough();
        if (refusal is null)
        {
            return package;
        }

        package.Dispose();
        return refusal;
    }

    public void Dispose() => _archive.Dispose();

    internal bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>What the file says that a part is; empty when it does not say.</summary>
    internal string TypeOf(string name) =>
        _types.GetValueOrDefault(name) ?? _typesByEnding.GetValueOrDefault(Path.GetExtension(name).TrimStart('.')) ?? "";

    /// <summary>An XML part; null when there is none of this name.</summary>
    internal WordPart? Load(string? name)
    {
        if (name is null || !_readable.Contains(name) || Parse(_entries[name]) is not { } root)
        {
            return null;
        }

        OpenXml.MakeUsual(root);
        return new WordPart(name, root, Relations(name));
    }

    /// <summary>The bytes of a part; null when there is none of this name.</summary>
    internal byte[]? Bytes(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            return null;
        }

        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The relations of a part; of the whole file for the empty name.</summary>
    internal IReadOnlyDictionary<string, Relation> Relations(string name)
    {
        var slash = name.LastIndexOf('/') + 1;
        var list = $"{name[..slash]}_rels/{name[slash..]}.rels";
        var relations = new Dictionary<string, Relation>(StringComparer.Ordinal);
        if (!_readable.Contains(list) || Parse(_entries[list]) is not { } root)
        {
            return relations;
        }

        foreach (var element in root.Elements(OpenXml.Relations + "Relationship"))
        {
            var target = (string?)element.Attribute("Target") ?? "";
            var isOutside = string.Equals(
                (string?)element.Attribute("TargetMode"),
                "External",
                StringComparison.OrdinalIgnoreCase
            );
            relations.TryAdd(
                (string?)element.Attribute("Id") ?? "",
                new Relation(
                    OpenXml.KindOf((string?)element.Attribute("Type") ?? ""),
                    isOutside ? target : Resolve(name[..slash], target),
                    isOutside
                )
            );
        }

        return relations;
    }

    private Refusal? LookThrough()
    {
        foreach (var entry in _archive.Entries)
        {
            var name = entry.FullName;
            if (
                name.Length == 0
                || name.StartsWith('/')
                || name.Contains('\\', StringComparison.Ordinal)
                || name.Contains(':', StringComparison.Ordinal)
                || name.Split('/').Contains("..")
            )
            {
                return Refuse(name, "has a name that leads out of the file");
            }

            if ((entry.ExternalAttributes >> 16 & 0xF000) == 0xA000)
            {
                return Refuse(name, "is a link to another file");
            }

            if (!name.EndsWith('/') && !_entries.TryAdd(name, entry))
            {
                return Refuse(name, "stands in it twice");
            }
        }

        if (_entries.TryGetValue("[Content_Types].xml", out var types))
        {
            if (Measure(types, isXml: true) is { } refusal)
            {
                return refusal;
            }

            ReadTypes(types);
        }

        foreach (var (name, entry) in _entries)
        {
            if (entry != types && Measure(entry, IsXml(name)) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private bool IsXml(string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".xml" or ".rels" or ".vml"
        || _types.GetValueOrDefault(name) is { } type
            && type.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
            && !type.StartsWith("image/", StringComparison.OrdinalIgnoreCase);

    private void ReadTypes(ZipArchiveEntry entry)
    {
        foreach (var element in Parse(entry)?.Elements() ?? [])
        {
            var type = (string?)element.Attribute("ContentType") ?? "";
            if (element.Name == OpenXml.ContentTypes + "Override")
            {
                _types[((string?)element.Attribute("PartName") ?? "").TrimStart('/')] = type;
            }
            else if (element.Name == OpenXml.ContentTypes + "Default")
            {
                _typesByEnding[(string?)element.Attribute("Extension") ?? ""] = type;
            }
        }
    }

    private Refusal? Measure(ZipArchiveEntry entry, bool isXml)
    {
        try
        {
            using var stream = new MeasuredStream(entry.Open(), count => Problem(entry, count, isXml)) { IsXml = isXml };
            if (isXml)
            {
                LookThrough(stream);
                _readable.Add(entry.FullName);
            }

            stream.CopyTo(Stream.Null);
            _whole += stream.Count;
            _xml += isXml ? stream.Count : 0;
            return stream.Count == entry.Length && stream.Sum == entry.Crc32 ? null : Refuse(entry.FullName, "is damaged");
        }
        catch (PartException wrong)
        {
            return Refuse(entry.FullName, wrong.Message);
        }
        catch (XmlException wrong) when (wrong.Message.Contains("DTD", StringComparison.Ordinal))
        {
            return Refuse(entry.FullName, "declares entities or another document type, which may reach outside the file");
        }
        catch (XmlException)
        {
            return Refuse(entry.FullName, "is not well-formed XML");
        }
        catch (InvalidDataException)
        {
            return Refuse(entry.FullName, "is damaged");
        }
    }

    private string? Problem(ZipArchiveEntry entry, long count, bool isXml) =>
        count > _limits.LargestPart ? $"is larger than {_limits.LargestPart >> 20} MB"
        : _whole + count > _limits.LargestWhole ? $"makes the whole larger than {_limits.LargestWhole >> 20} MB"
        : isXml && _xml + count > _limits.LargestXml ? $"makes the words and settings larger than {_limits.LargestXml >> 20} MB"
        : _whole + count > SmallWhole && (_whole + count) / _limits.LargestRatio > _size
            ? $"makes the whole more than {_limits.LargestRatio} times larger than the file, as in a file made to do harm"
        : count > SmallPart && count / _limits.LargestRatio > entry.CompressedLength
            ? $"is more than {_limits.LargestRatio} times larger than it claims, as in a file made to do harm"
        : null;

    private void LookThrough(Stream stream)
    {
        var elements = 0;
        using var reader = Reader(stream);
        while (reader.Read())
        {
            if (reader.Depth > _limits.DeepestElement)
            {
                throw new PartException($"nests elements more than {_limits.DeepestElement} deep");
            }

            if (reader.NodeType == XmlNodeType.Element && (elements += 1 + reader.AttributeCount) > _limits.MostElements)
            {
                throw new PartException($"has more than {_limits.MostElements} elements and attributes");
            }
        }
    }

    private XElement? Parse(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var reader = Reader(stream);
        return XDocument.Load(reader).Root;
    }

    private XmlReader Reader(Stream stream) => SafeXml.Read(stream, _limits.LargestPart);

    private static string Resolve(string folder, string target)
    {
        var path = new List<string>();
        var address = Uri.UnescapeDataString(target.Split('#')[0]);
        foreach (
            var step in (address.StartsWith('/') ? address : folder + address).Split('/', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (step == ".." && path.Count > 0)
            {
                path.RemoveAt(path.Count - 1);
            }
            else if (step is not ("." or ".."))
            {
                path.Add(step);
            }
        }

        return string.Join('/', path);
    }

    private static Refusal Damaged(string problem) =>
        new Refusal.Invalid(
            "file",
            $"The Word file cannot be read: {problem}. Open it in Word or LibreOffice, save it again as .docx, and hand in the new file."
        );

    private static Refusal Refuse(string part, string problem)
    {
        var name = new string([.. part.Take(120).Where(sign => !char.IsControl(sign))]);
        return new Refusal.Invalid(
            "file",
            $"The Word file cannot be read: its part “{name}” {problem}. Open it in Word or LibreOffice, save it again as .docx, and hand in the new file."
        );
    }
}
