using System.Xml.Linq;
using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads files of Word.</summary>
internal static class WordReader
{
    internal static Result<WordImport> Read(Stream file, WordLimits limits)
    {
        if (!file.CanSeek)
        {
            throw new ArgumentException("The file must be one that can seek.", nameof(file));
        }

        if (FileStart.Refuse(file) is { } refusal)
        {
            return refusal;
        }

        var opened = WordPackage.Open(file, limits);
        if (!opened.IsDone)
        {
            return opened.Refusal;
        }

        using var package = opened.Value;
        var named = package
            .Relations("")
            .Values.FirstOrDefault(relation => relation is { Kind: "officeDocument", IsOutside: false })
            ?.Target;
        var name = named is not null && package.Has(named) ? named : "word/document.xml";
        var part = package.Load(name);
        return part?.Root.Name == OpenXml.W + "document" && part.Root.Element(OpenXml.W + "body") is { } body
            ? Read(package, limits, part, body)
            : NoText(package, named ?? name);
    }

    private static Result<WordImport> Read(WordPackage package, WordLimits limits, WordPart part, XElement body)
    {
        WordPart? Other(string kind) => part.OfKind(kind) is { IsOutside: false } relation ? package.Load(relation.Target) : null;

        var styles = new WordStyles(Other("styles"));
        var reading = new WordReading(package, limits, styles, new WordNumbering(Other("numbering")))
        {
            Language = TextLanguage.MostOf(part, styles),
        };
        reading.Notes.Learn(Other("footnotes"), "footnote");
        reading.Notes.Learn(Other("endnotes"), "endnote");
        var reader = new BodyReader(reading);
        var pieces = new Grouping(reading).Fold(reader.Read(body.Elements(), new WordPlace(part, [])));
        CloseFields(reading);
        var core = package
            .Relations("")
            .Values.FirstOrDefault(relation => relation is { Kind: "core-properties", IsOutside: false });
        var matter = new MatterReader(reading, package.Load(core?.Target));
        var rest = matter.Take(pieces);
        var notes = Notes(reading, reader);
        var remarks = new RemarkReader(reading).Read(Other("comments"), Other("commentsExtended"));
        var document = new WordAssembly(reading).Assemble(rest, notes, remarks);
        new WholeFile(reading).Look(part, body, Other("settings"));
        return new WordImport(new TextImport(document, matter.Read(), reading.Report()), reading.Pictures.All);
    }

    private static List<Footnote> Notes(WordReading reading, BodyReader reader)
    {
        reader.IsCounting = false;
        var notes = new List<Footnote>();
        while (reading.Notes.Next() is { } note)
        {
            reading.Paragraph = note.Paragraph;
            var id = reading.NewId();
            var blocks = reader.Blocks(note.Note, new WordPlace(note.Part, []));
            CloseFields(reading);
            notes.Add(new Footnote(id, note.Name, blocks));
        }

        return notes;
    }

    private static void CloseFields(WordReading reading)
    {
        if (reading.Fields.Clear() > 0)
        {
            reading.Problem("field", "A field has no end; what follows its beginning was read as its result.");
        }
    }

    private static Refusal NoText(WordPackage package, string name)
    {
        var type = package.TypeOf(name);
        var kind =
            type.Contains("spreadsheetml", StringComparison.Ordinal) ? "It is a spreadsheet. "
            : type.Contains("presentationml", StringComparison.Ordinal) ? "It is a presentation. "
            : "";
        var shown = new string([.. name.Where(sign => !char.IsControl(sign)).Take(120)]);
        return new Refusal.Invalid(
            "file",
            $"The file is no Word text: its part “{shown}” holds none. {kind}Open the text in Word or LibreOffice, save it as .docx, and hand in that file."
        );
    }
}
