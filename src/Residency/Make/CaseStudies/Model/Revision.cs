using System.Text;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>What a new revision is made of.</summary>
/// <param name="Document">The whole text.</param>
/// <param name="Author">The person; null for a name from outside.</param>
/// <param name="AuthorName">The name to record.</param>
/// <param name="At">When it was written.</param>
/// <param name="Source">How it came about.</param>
public sealed record RevisionWish(
    Document Document,
    PersonId? Author,
    string AuthorName,
    DateTimeOffset At,
    RevisionSource Source
)
{
    /// <summary>What changed; cut at 500 characters.</summary>
    public string Message { get; init; } = "";

    /// <summary>The name of this moment; empty for most.</summary>
    public string Title { get; init; } = "";

    /// <summary>Who wrote since the revision before, by their ids in the live text; empty when not known.</summary>
    public IReadOnlyList<string> Writers { get; init; } = [];

    /// <summary>Whether it is one of a row of imported revisions, which is kept also where only its form differed.</summary>
    public bool IsOfHistory { get; init; }
}

/// <summary>One immutable state of the whole text.</summary>
public sealed class Revision
{
    /// <summary>The longest name of a moment, in characters.</summary>
    public const int LongestTitle = 120;

    private Revision() { }

    public RevisionId Id { get; private set; }
    public CaseStudyId CaseStudy { get; private set; }

    /// <summary>1 is the first; without gaps.</summary>
    public int Number { get; private set; }

    /// <summary>The text as canonical JSON.</summary>
    public string Json { get; private set; } = "";

    /// <summary>SHA-256 over the canonical JSON, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";
    public PersonId? Author { get; private set; }
    public string AuthorName { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public string Message { get; private set; } = "";
    public RevisionSource Source { get; private set; }
    public int Words { get; private set; }

    /// <summary>The name that somebody gave this moment; empty for most.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Who wrote since the revision before, by their ids in the live text; empty when not known.</summary>
    public IReadOnlyList<string> Writers { get; private set; } = [];

    /// <summary>Gives the moment a name. The text stays as it is.</summary>
    /// <returns>Invalid (field <c>Title</c>) without one or with too long a one; Conflict when it has another one.</returns>
    public Result NameIt(string title)
    {
        var name = Description.OneLine(title);
        if (name.Length is 0 or > LongestTitle)
        {
            return new Refusal.Invalid(
                "Title",
                $"Give the moment a name of up to {LongestTitle} characters, such as “Sent to the partner”."
            );
        }

        if (Title.Length > 0 && Title != name)
        {
            return new Refusal.Conflict($"Nothing was written since “{Title}”. Write first, or keep that name.");
        }

        Title = name;
        return Result.Done;
    }

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">What is stored is no document: the database was changed from outside.</exception>
    public Document Document() => DocumentJson.Read(Encoding.UTF8.GetBytes(Json)).Value;

    /// <summary>What others may know of it.</summary>
    public RevisionCard Card() =>
        new(Id, Number, Sha256, At, Author, AuthorName, Message, Source, Words) { Title = Title, Writers = Writers };

    internal static Revision Cut(CaseStudyId caseStudy, int number, RevisionWish wish, string hash)
    {
        var message = Description.OneLine(wish.Message);
        return new()
        {
            Id = TypedId.New<RevisionId>(),
            CaseStudy = caseStudy,
            Number = number,
            Json = Encoding.UTF8.GetString(DocumentJson.Write(wish.Document)),
            Sha256 = hash,
            Author = wish.Author,
            AuthorName = wish.AuthorName.Trim(),
            At = wish.At,
            Message = message.Length <= 500 ? message : message[..500],
            Source = wish.Source,
            Title = wish.Title,
            Writers = wish.Writers,
            Words = DocumentText.CountWords(DocumentText.Of(wish.Document)),
        };
    }
}
