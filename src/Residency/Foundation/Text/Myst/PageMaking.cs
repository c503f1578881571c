namespace Residency.Foundation.Text.Myst;

/// <summary>Makes a page of a text: what other tools would not understand, or would look for in vain, is said in other words.</summary>
internal sealed class PageMaking(BookPage page, BookLabels labels, BookWorks works, PagePictures pictures)
{
    private readonly List<(string Name, PictureMatter Picture)> _figures = [];
    private readonly HashSet<Renamed> _ledTo = [];
    private readonly HashSet<string> _inLines = new(StringComparer.Ordinal);

    /// <summary>The text as the page shows it, and its front matter with all that is needed to take it back.</summary>
    internal (Document Document, FrontMatter Matter) Make()
    {
        var made = new DocumentMap(line => line.Select(Made).ToSequence(), Made).Apply(page.Document);
        made = made with
        {
            Sections = made
                .Sections.Select(section =>
                    section with
                    {
                        Label = section.Label is { } label ? labels.Here(page.Name, label) : null,
                    }
                )
                .ToSequence(),
        };
        var matter = new PageMatter
        {
            Pictures = Pictures().ToSequence(),
            Labels = labels.Renamed(page.Name).Union(_ledTo).ToSequence(),
            Works = works.Renamed(page.Name).ToSequence(),
        };
        return matter == new PageMatter()
            ? (made, page.Matter)
            : (made, page.Matter with { Hub = (page.Matter.Hub ?? new HubMatter()) with { Page = matter } });
    }

    private Inline Made(Inline inline)
    {
        var made = inline switch
        {
            CrossReference reference => Made(reference),
            Citation citation => citation with { Key = works.Here(page.Name, citation.Key) },
            InlineImage image => image with { File = InLine(image.File) },
            _ => inline,
        };
        return made with { Marks = made.Marks.Select(mark => mark is Link link ? Made(link) : mark).ToSequence() };
    }

    private string InLine(string name)
    {
        _inLines.Add(name);
        return pictures.FileOf(name);
    }

    private CrossReference Made(CrossReference reference)
    {
        var found = labels.Find(page.Name, reference.Target);
        var isInside =
            found is { Target: var target }
            && reference.Form switch
            {
                ReferenceForm.Title => reference.Text.Length > 0 || !target.Title.IsEmpty,
                ReferenceForm.Number => target.Kind is NumberedKind.Figure or NumberedKind.Table,
                ReferenceForm.Formula => target.Kind == NumberedKind.Formula,
                ReferenceForm.File or ReferenceForm.Term => false,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        if (!isInside || found is not { Label: var label })
        {
            return reference with { IsOutside = true };
        }

        if (label != reference.Target)
        {
            _ledTo.Add(new Renamed(label, reference.Target));
        }

        return reference with
        {
            Target = label,
        };
    }

    // Words with marks may lead to a place of the text too; those without are references.
    private Link Made(Link link)
    {
        var isElsewhere =
            link.Address.Contains(':', StringComparison.Ordinal) || link.Address.StartsWith("//", StringComparison.Ordinal);
        return isElsewhere ? link : link with { IsOutside = true };
    }

    private Block Made(Block block)
    {
        var labelled = block.Label is { } label ? block with { Label = labels.Here(page.Name, label) } : block;
        if (labelled is not Figure figure)
        {
            return labelled;
        }

        var file = pictures.FileOf(figure.File);
        _figures.Add(
            (
                figure.File,
                new PictureMatter(file)
                {
                    Name = file == figure.File ? null : figure.File,
                    Licence = figure.Licence,
                    Source = figure.Source,
                    Decorative = figure.Decorative,
                    IsMissing = !page.Pictures.ContainsKey(figure.File),
                }
            )
        );
        return figure with { File = file, Licence = null, Source = null, Decorative = false };
    }

    // A file of which something must be said is listed once for each place, so that the order tells which is which.
    private IEnumerable<PictureMatter> Pictures()
    {
        var told = _figures
            .Where(figure => figure.Picture != new PictureMatter(figure.Picture.File))
            .Select(figure => figure.Name)
            .ToHashSet(StringComparer.Ordinal);
        var shown = _figures.Select(figure => figure.Name).ToHashSet(StringComparer.Ordinal);
        return _figures
            .Where(figure => told.Contains(figure.Name))
            .Select(figure => figure.Picture)
            .Concat(
                _inLines
                    .Where(name => !shown.Contains(name) && pictures.FileOf(name) != name)
                    .Select(name => new PictureMatter(pictures.FileOf(name))
                    {
                        Name = name,
                        IsMissing = !page.Pictures.ContainsKey(name),
                    })
            );
    }
}
