using System.Globalization;
using System.Text;

namespace Residency.Foundation.Text.Myst;

/// <summary>Writes the files of a book.</summary>
internal sealed class BookWriter(MystBook book)
{
    private const string Bibliography = "references.bib";
    private const string Template = "template";

    // A page like any other to readers, and passed over when the folder is imported.
    private const string Front = "README.md";

    private readonly List<IGrouping<string, BookPage>> _parts =
    [
        .. book.Pages.GroupBy(page => page.Part, StringComparer.Ordinal),
    ];

    internal IReadOnlyList<BookFile> Write()
    {
        var labels = new BookLabels(book.Pages);
        var works = new BookWorks(book.Pages);
        var files = new List<BookFile>
        {
            Text("myst.yml", Project()),
            Text(Front, Contents()),
            Text(Bibliography, works.ToString()),
            Text(Template + "/template.yml", "myst: v1\nkind: site\ntitle: Content alone\n"),
        };
        foreach (var page in book.Pages)
        {
            var pictures = new PagePictures(page);
            var (document, matter) = new PageMaking(page, labels, works, pictures).Make();
            files.Add(Text(PathOf(page), MystWriter.Write(document, matter)));
            files.AddRange(pictures.Files());
        }

        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static string PathOf(BookPage page) => $"{page.Name}/{page.Name}.md";

    private string Project()
    {
        var yaml = new StringBuilder("version: 1\nproject:\n");
        Word("title", book.Title);
        Word("description", book.Description);
        Word("license", book.Licence);
        yaml.Append(CultureInfo.InvariantCulture, $"  bibliography:\n    - {Bibliography}\n  toc:\n    - file: {Front}\n");
        foreach (var part in _parts)
        {
            var indent = _parts.Count > 1 ? "        " : "    ";
            yaml.Append(_parts.Count > 1 ? $"    - title: {YamlWords.Quoted(part.Key)}\n      children:\n" : "");
            yaml.AppendJoin("", part.Select(page => $"{indent}- file: {PathOf(page)}\n"));
        }

        yaml.Append(CultureInfo.InvariantCulture, $"site:\n  title: {YamlWords.Quoted(book.Title)}\n");
        yaml.Append(
            "  # This template makes content without pages, and so needs no network. Remove the line for pages to read.\n"
        );
        yaml.Append(CultureInfo.InvariantCulture, $"  template: {Template}\n");
        return yaml.ToString();

        void Word(string key, string value) => yaml.Append(value.Length == 0 ? "" : $"  {key}: {YamlWords.Quoted(value)}\n");
    }

    private string Contents()
    {
        var sections = _parts.Select(part => new Section(
            "",
            _parts.Count > 1 ? [new Run(part.Key)] : [],
            [new BulletList("", part.Select(page => new ListItem([new Paragraph("", Entry(page))])).ToSequence())]
        ));
        Section empty = new("", [], [new Paragraph("", [new Run("There is no text in this book yet.")])]);
        return MystWriter.Write(
            new Document(sections.DefaultIfEmpty(empty).ToSequence()),
            new FrontMatter { Title = book.Title, Description = book.Description.Length > 0 ? book.Description : null }
        );
    }

    private static Sequence<Inline> Entry(BookPage page)
    {
        var title = new Run(page.Matter.Title ?? page.Name) { Marks = [new Link(PathOf(page))] };
        var names = string.Join(", ", page.Matter.Authors.Select(author => author.Name));
        var year = page.Matter.Date?.Year.ToString(CultureInfo.InvariantCulture);
        var about = string.Join(", ", new[] { names, year }.Where(part => !string.IsNullOrEmpty(part)));
        return about.Length == 0 ? [title] : [title, new Run($". {about}")];
    }

    private static BookFile Text(string path, string text) => new(path) { Content = Encoding.UTF8.GetBytes(text) };
}
