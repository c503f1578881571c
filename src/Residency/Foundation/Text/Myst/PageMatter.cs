namespace Residency.Foundation.Text.Myst;

/// <summary>What a page of a book says beside its words, so that reading it gives the very text from which it was written.</summary>
internal sealed record PageMatter
{
    /// <summary>What directives of other readers have no option for, by file and in reading order.</summary>
    internal Sequence<PictureMatter> Pictures { get; init; }

    /// <summary>Labels that another page of the book bears too.</summary>
    internal Sequence<Renamed> Labels { get; init; }

    /// <summary>Keys of cited works that mean another work on another page, or that bibliographies do not take.</summary>
    internal Sequence<Renamed> Works { get; init; }

    /// <summary>The file beside the page for each picture whose name the text writes in another way.</summary>
    internal Dictionary<string, string> Files() =>
        Pictures
            .Where(picture => picture is { Name: not null, IsMissing: false })
            .DistinctBy(picture => picture.Name, StringComparer.Ordinal)
            .ToDictionary(picture => picture.Name ?? "", picture => picture.File, StringComparer.Ordinal);

    /// <summary>The text as it was before it became a page.</summary>
    internal Document Restore(Document document)
    {
        var names = Pictures
            .Where(picture => picture.Name is not null)
            .DistinctBy(picture => picture.File, StringComparer.Ordinal)
            .ToDictionary(picture => picture.File, picture => picture.Name ?? "", StringComparer.Ordinal);
        var told = Pictures
            .GroupBy(picture => picture.File, StringComparer.Ordinal)
            .ToDictionary(file => file.Key, file => new Queue<PictureMatter>(file), StringComparer.Ordinal);
        var (labels, works) = (Was(Labels), Was(Works));
        var map = new DocumentMap(
            line => line.Select(inline => Restore(inline, names, labels, works)).ToSequence(),
            block => Restore(Labelled(block, labels), names, told)
        );
        var restored = map.Apply(document);
        return restored with
        {
            Sections = restored
                .Sections.Select(section => section with { Label = section.Label is { } label ? Old(labels, label) : null })
                .ToSequence(),
        };
    }

    private static Inline Restore(
        Inline inline,
        Dictionary<string, string> names,
        Dictionary<string, string> labels,
        Dictionary<string, string> works
    ) =>
        inline switch
        {
            CrossReference reference => reference with { Target = Old(labels, reference.Target) },
            Citation citation => citation with { Key = Old(works, citation.Key) },
            InlineImage image => image with { File = Old(names, image.File) },
            _ => inline,
        };

    private static Block Labelled(Block block, Dictionary<string, string> labels) =>
        block.Label is { } label ? block with { Label = Old(labels, label) } : block;

    private static Block Restore(Block block, Dictionary<string, string> names, Dictionary<string, Queue<PictureMatter>> told)
    {
        if (block is not Figure figure)
        {
            return block;
        }

        var said = told.TryGetValue(figure.File, out var queue) && queue.TryDequeue(out var next) ? next : null;
        return figure with
        {
            File = Old(names, figure.File),
            Licence = figure.Licence ?? said?.Licence,
            Source = figure.Source ?? said?.Source,
            Decorative = figure.Decorative || said is { Decorative: true },
        };
    }

    private static Dictionary<string, string> Was(Sequence<Renamed> names) =>
        names
            .DistinctBy(name => name.Here, StringComparer.Ordinal)
            .ToDictionary(name => name.Here, name => name.Was, StringComparer.Ordinal);

    private static string Old(Dictionary<string, string> names, string name) => names.GetValueOrDefault(name, name);
}

/// <summary>What is said of a picture beside its directive.</summary>
/// <param name="File">As the page names it.</param>
internal sealed record PictureMatter(string File)
{
    /// <summary>As the text names it; null when that is the same.</summary>
    internal string? Name { get; init; }

    internal string? Licence { get; init; }

    internal string? Source { get; init; }

    internal bool Decorative { get; init; }

    /// <summary>Whether the file only says that the picture is not there.</summary>
    internal bool IsMissing { get; init; }
}

/// <summary>A name that had to be another one in a book.</summary>
internal sealed record Renamed(string Here, string Was);
