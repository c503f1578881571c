using System.Globalization;
using System.Text.RegularExpressions;
using Residency.Foundation.Text;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Marks as a live text keeps them: formats of text, and a list of objects on what is no text.</summary>
internal static partial class LiveMarks
{
    private const string DateForm = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>What formats mean; unknown and impossible ones mean nothing.</summary>
    internal static Sequence<Mark> Read(IReadOnlyDictionary<string, object?> formats) =>
        formats.Count == 0
            ? []
            : Marks.Tidy(
                formats
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Where(pair => pair.Value is not (null or false or YUndefined))
                    .Select(pair => Of(NameOf(pair.Key), pair.Value as IReadOnlyDictionary<string, object?>))
                    .OfType<Mark>()
            );

    /// <summary>Marks as formats.</summary>
    internal static IReadOnlyDictionary<string, object?> Write(Sequence<Mark> marks) =>
        marks.ToDictionary(KindOf, object? (mark) => Members(mark), StringComparer.Ordinal);

    /// <summary>What the list on something that is no text means.</summary>
    internal static Sequence<Mark> ReadList(object? list) =>
        list is object?[] all
            ? Marks.Tidy(
                all.OfType<IReadOnlyDictionary<string, object?>>()
                    .Select(members => members.GetValueOrDefault("kind") is string kind ? Of(kind, members) : null)
                    .OfType<Mark>()
            )
            : [];

    /// <summary>Marks as such a list; null for none.</summary>
    internal static object? WriteList(Sequence<Mark> marks) =>
        marks.IsEmpty
            ? null
            : marks
                .Select(
                    object? (mark) =>
                    {
                        var members = new Dictionary<string, object?>(StringComparer.Ordinal) { ["kind"] = KindOf(mark) };
                        foreach (var (name, value) in Members(mark).Where(pair => pair.Value is not null))
                        {
                            members.Add(name, value);
                        }

                        return members;
                    }
                )
                .ToArray();

    internal static SuggestedBlock? ReadSuggested(object? value) =>
        value is IReadOnlyDictionary<string, object?> members
        && members.GetValueOrDefault("change") is string change
        && Enum.TryParse<SuggestedChange>(change, ignoreCase: true, out var known)
        && change is "insert" or "delete"
            ? new SuggestedBlock(known, Words(members, "author"), Date(members)) { Person = Person(members) }
            : null;

    internal static object? WriteSuggested(SuggestedBlock? suggested)
    {
        if (suggested is not { } by)
        {
            return null;
        }

        var members = By(by.Author, by.Date, by.Person);
        members.Add("change", by.Change == SuggestedChange.Insert ? "insert" : "delete");
        return members;
    }

    /// <summary>The name of a format without what y-prosemirror adds to names of marks that may overlap.</summary>
    internal static string NameOf(string format) =>
        format.Contains("--", StringComparison.Ordinal) ? Added().Replace(format, "") : format;

    /// <summary>The text without control characters and halves of characters; tabs and the ends of lines stay.</summary>
    internal static string Clean(string text)
    {
        if (!text.Any(sign => char.IsControl(sign) || char.IsSurrogate(sign)))
        {
            return text;
        }

        var clean = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r' || !System.Text.Rune.IsControl(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    [GeneratedRegex("--[a-zA-Z0-9+/=]{8}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Added();

    private static Mark? Of(string kind, IReadOnlyDictionary<string, object?>? members) =>
        kind switch
        {
            "inserted" when members is not null => new Inserted(Words(members, "author"), Date(members))
            {
                Person = Person(members),
            },
            "deleted" when members is not null => new Deleted(Words(members, "author"), Date(members))
            {
                Person = Person(members),
            },
            "link" when members?.GetValueOrDefault("address") is string address && DocumentRules.Allows(address) => new Link(
                address
            ),
            "language" when members?.GetValueOrDefault("tag") is string tag => new Language(Clean(tag)),
            "abbreviation" when members?.GetValueOrDefault("expansion") is string words => new Abbreviation(Clean(words)),
            "strong" => new Strong(),
            "emphasis" => new Emphasis(),
            "struck" => new Struck(),
            "subscript" => new Subscript(),
            "superscript" => new Superscript(),
            "code" => new Code(),
            _ => null,
        };

    private static string KindOf(Mark mark) =>
        mark switch
        {
            Inserted => "inserted",
            Deleted => "deleted",
            Link => "link",
            Language => "language",
            Strong => "strong",
            Emphasis => "emphasis",
            Struck => "struck",
            Subscript => "subscript",
            Superscript => "superscript",
            Abbreviation => "abbreviation",
            Code => "code",
            _ => throw new System.Diagnostics.UnreachableException(mark.GetType().Name),
        };

    private static Dictionary<string, object?> Members(Mark mark) =>
        mark switch
        {
            Inserted by => By(by.Author, by.Date, by.Person),
            Deleted by => By(by.Author, by.Date, by.Person),
            Link link => One("address", link.Address),
            Language language => One("tag", language.Tag),
            Abbreviation abbreviation => One("expansion", abbreviation.Expansion),
            _ => new Dictionary<string, object?>(StringComparer.Ordinal),
        };

    private static Dictionary<string, object?> One(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    // A mark always has all its attributes, as ProseMirror writes them: nothing is null there, not absent.
    private static Dictionary<string, object?> By(string author, DateTimeOffset? date, string? person) =>
        new(StringComparer.Ordinal)
        {
            ["author"] = author,
            ["date"] = date?.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture),
            ["person"] = person,
        };

    private static string Words(IReadOnlyDictionary<string, object?> members, string name) =>
        members.GetValueOrDefault(name) is string words ? Clean(words) : "";

    private static DateTimeOffset? Date(IReadOnlyDictionary<string, object?> members) =>
        members.GetValueOrDefault("date") is string words && IsDate(words, out var date) ? date : null;

    internal static bool IsDate(string words, out DateTimeOffset date) =>
        DateTimeOffset.TryParse(
            words,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out date
        );

    private static string? Person(IReadOnlyDictionary<string, object?> members) =>
        members.GetValueOrDefault("person") is string person && DocumentRules.AllowsPerson(person) ? person : null;
}
