using System.Xml.Linq;
using Residency.Foundation.Results;

namespace Residency.Foundation.Text.Word;

/// <summary>Reads files of Word.</summary>
internal static class WordReader
{
    internal static Result<WordImport> Read(Stream file, WordLimits limits) => Open(file, limits, Read);

    /// <summary>Reads a file paragraph by paragraph, to compare it with the text from which it was made.</summary>
    internal static Result<ReturnedWord> ReadBack(Stream file, WordLimits limits) => Open(file, limits, ReadBack);

    private static Result<T> Open<T>(Stream file, WordLimits limits, Func<WordPackage, WordLimits, WordPart, XElement, T> read)
        where T : notnull
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
            ? read(package, limits, part, body)
            : NoText(package, named ?? name);
    }

    private static WordReading Begin(WordPackage package, WordLimits limits, WordPart part)
    {
        WordPart? Other(string kind) => Beside(package, part, kind);

        var styles = new WordStyles(Other("styles"));
        var reading = new WordReading(package, limits, styles, new WordNumbering(Other("numbering")))
        {
            Language = TextLanguage.MostOf(part, styles),
        };
        reading.Notes.Learn(Other("footnotes"), "footnote");
        reading.Notes.Learn(Other("endnotes"), "endnote");
        return reading;
    }

    private static WordPart? Beside(WordPackage package, WordPart part, string kind) =>
        part.OfKind(kind) is { IsOutside: false } relation ? package.Load(relation.Target) : null;

    private static ReturnedWord ReadBack(WordPackage package, WordLimits limits, WordPart part, XElement body)
    {
        var reading = Begin(package, limits, part);
        var rows = new RowReader(reading, new BodyReader(reading));
        rows.Read(body.Elements(), new WordPlace(part, []));
        CloseFields(reading);
        while (reading.Notes.Next() is { } note)
        {
            rows.Note = note.Name;
            rows.Read(note.Note.Elements(), new WordPlace(note.Part, []));
            CloseFields(reading);
        }

        var reader = new RemarkReader(reading);
        var remarks = reader.Read(Beside(package, part, "comments"), Beside(package, part, "commentsExtended"));
        var properties = package
            .Relations("")
            .Values.FirstOrDefault(relation => relation is { Kind: "custom-properties", IsOutside: false });
        new WholeFile(reading).Look(part, body, Beside(package, part, "settings"));
        return new ReturnedWord(rows.All, remarks, reading.Report())
        {
            Origin = WordOrigins.Read(body, package.Load(properties?.Target)),
            Resolved = reader.Resolved,
        };
    }

    private static WordImport Read(WordPackage package, WordLimits limits, WordPart part, XElement body)
    {
        WordPart? Other(string kind) => Beside(package, part, kind);

        var reading = Begin(package, limits, part);
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
