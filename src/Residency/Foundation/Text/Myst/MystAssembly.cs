namespace Residency.Foundation.Text.Myst;

/// <summary>Makes sections of the blocks of a file, finds the title, and lets references lead where they should.</summary>
internal sealed class MystAssembly(MystReading reading, FrontMatter matter)
{
    private readonly List<Section> _sections = [];
    private Sequence<Inline> _title = [];
    private string? _label;
    private string? _key;
    private List<Block> _blocks = [];
    private bool _opened;
    private string? _titleLabel;

    /// <summary>The front matter, with the title that stood in the text when it named none.</summary>
    internal FrontMatter FrontMatter { get; private set; } = matter;

    internal Document Assemble(List<Block> blocks)
    {
        var isFirstTitle = true;
        foreach (var block in blocks)
        {
            if (block is Heading { Level: 1 } title && isFirstTitle)
            {
                isFirstTitle = false;
                if (IsTitle(title))
                {
                    _titleLabel = title.Label;
                    continue;
                }
            }

            if (block is Heading { Level: <= 2 } heading)
            {
                Open(heading);
                continue;
            }

            if (!_opened && _blocks.Count == 0)
            {
                _key = reading.Keys.GetValueOrDefault(block);
            }

            _blocks.Add(block);
        }

        Close();
        AddFootnotes();
        LabelOfTitle();
        var footnotes = _sections
            .SelectMany(section => section.Blocks)
            .OfType<Footnote>()
            .Select(note => note.Name)
            .ToHashSet(StringComparer.Ordinal);
        var document = new MystReferences(reading, footnotes).Resolve(new Document(_sections.ToSequence()));
        if (FrontMatter.Hub is { Page: { } page } hub)
        {
            FrontMatter = FrontMatter with { Hub = hub with { Page = null } };
            document = page.Restore(document);
        }

        return BlockIds.Derive(document);
    }

    private bool IsTitle(Heading heading)
    {
        var words = DocumentText.Of(heading.Content).Replace('\n', ' ').Trim();
        if (FrontMatter.Title is { } title)
        {
            return string.Equals(title, words, StringComparison.Ordinal);
        }

        if (heading.Content.Any(inline => inline is not Run || inline.Marks.Any(mark => mark is not Emphasis)))
        {
            reading.Note(0, "title", "The title was kept as plain words.");
        }

        FrontMatter = FrontMatter with { Title = words };
        return true;
    }

    private void Open(Heading heading)
    {
        Close();
        (_opened, _title, _label, _key, _blocks) = (
            true,
            heading.Content,
            heading.Label,
            reading.Keys.GetValueOrDefault(heading),
            []
        );
    }

    private void Close()
    {
        if (_opened || _blocks.Count > 0)
        {
            _sections.Add(new Section("", _title, _blocks.ToSequence()) { Key = _key, Label = _label });
        }
    }

    // A footnote belongs to the section in which it is referred to first, after its other blocks.
    private void AddFootnotes()
    {
        if (reading.Footnotes.Count == 0)
        {
            return;
        }

        var homes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _sections.Count; i++)
        {
            Claim(_sections[i], i);
        }

        var names = new FreeNames();
        var added = new SortedDictionary<int, List<Block>>();
        foreach (var footnote in reading.Footnotes)
        {
            var name = names.Take(footnote.Name);
            if (name != footnote.Name)
            {
                reading.Problem(0, "footnote", $"The footnote “{footnote.Name}” stands in the text twice; both were kept.");
            }

            var home = homes.TryGetValue(name, out var first) ? first : Math.Max(0, _sections.Count - 1);
            if (!added.TryGetValue(home, out var there))
            {
                added[home] = there = [];
            }

            there.Add(footnote with { Name = name });
            Claim(new Section("", [], footnote.Blocks), home);
        }

        if (_sections.Count == 0)
        {
            _sections.Add(new Section("", [], []));
        }

        foreach (var (home, footnotes) in added)
        {
            _sections[home] = _sections[home] with { Blocks = [.. _sections[home].Blocks, .. footnotes] };
        }

        void Claim(Section section, int home)
        {
            foreach (var name in MystReferences.Named(section))
            {
                homes.TryAdd(name, home);
            }
        }
    }

    private void LabelOfTitle()
    {
        if (_titleLabel is null || _sections.Count == 0)
        {
            return;
        }

        // A preamble has no title that could bear the label, so its first block does.
        if (_sections[0] is { Title.IsEmpty: true } preamble)
        {
            var first = preamble.Blocks[0];
            var label = first.Label ?? _titleLabel;
            _sections[0] = preamble with { Blocks = [first with { Label = label }, .. preamble.Blocks.Skip(1)] };
            Alias(label);
            return;
        }

        Alias(_sections[0].Label ?? _titleLabel);
        _sections[0] = _sections[0] with { Label = _sections[0].Label ?? _titleLabel };
    }

    private void Alias(string label)
    {
        if (_titleLabel is not null && label != _titleLabel)
        {
            reading.Aliases[_titleLabel] = label;
        }
    }
}
