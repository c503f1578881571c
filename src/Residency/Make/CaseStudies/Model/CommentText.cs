using System.Text;
using System.Text.RegularExpressions;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A piece of a comment: words, or the mention of a person.</summary>
/// <param name="Text">The words; for a mention the person's name.</param>
/// <param name="Person">Who is mentioned; null for words.</param>
public sealed record CommentPiece(string Text, PersonId? Person);

/// <summary>The words of a comment: plain text, in which <c>@[Name](id)</c> mentions a person.</summary>
public static partial class CommentText
{
    /// <summary>The longest comment, in UTF-16 units, mentions written out.</summary>
    public const int Longest = 5000;

    /// <summary>People whom one comment may mention.</summary>
    public const int MostMentions = 20;

    /// <summary>Mentions that one person may send within a day, in one hub: each of them is a mail at once.</summary>
    public const int MostMentionsADay = 100;

    /// <summary>Tidies what somebody wrote and puts the true names into its mentions.</summary>
    /// <param name="text">As it was sent.</param>
    /// <param name="names">The people who may be mentioned, with their names.</param>
    /// <returns>The text to keep; Invalid (field <c>Text</c>) when it is empty, too long, or mentions somebody else.</returns>
    public static Result<string> Tidy(string? text, IReadOnlyDictionary<PersonId, string> names)
    {
        var plain = Plain(text);
        if (plain.Length == 0)
        {
            return new Refusal.Invalid("Text", "Write something first.");
        }

        var mentioned = MentionsIn(plain);
        if (mentioned.Count > MostMentions)
        {
            return new Refusal.Invalid("Text", "Mention at most 20 people in one comment.");
        }

        if (mentioned.Any(person => !names.ContainsKey(person)))
        {
            return new Refusal.Invalid(
                "Text",
                "Only people who may comment on this case study can be mentioned. Choose them from the list."
            );
        }

        var tidy = string.Concat(
            Pieces(plain).Select(piece => piece.Person is { } person ? Mention(person, names[person]) : piece.Text)
        );
        return tidy.Length > Longest
            ? new Refusal.Invalid("Text", "This comment is too long. Keep it under 5,000 characters.")
            : tidy;
    }

    /// <summary>A mention as it stands in the text.</summary>
    public static string Mention(PersonId person, string name) =>
        $"@[{name.Replace('[', '(').Replace(']', ')')}]({person.Value:D})";

    /// <summary>The same words, mentioning nobody: of a mention the name is left, with the sign before it.</summary>
    public static string WithoutMentions(string text)
    {
        var plain = string.Concat(Pieces(text).Select(piece => piece.Person is null ? piece.Text : "@" + piece.Text));
        // What was wrapped around a mention looks like one when that is gone.
        return MentionsIn(plain).Count == 0 ? plain : plain.Replace("](", "] (", StringComparison.Ordinal);
    }

    /// <summary>Everybody who is mentioned, each once.</summary>
    public static IReadOnlyList<PersonId> MentionsIn(string text) =>
        [.. Pieces(text).Select(piece => piece.Person).OfType<PersonId>().Distinct()];

    /// <summary>The text cut into words and mentions, in order.</summary>
    public static IEnumerable<CommentPiece> Pieces(string text)
    {
        var from = 0;
        foreach (Match match in Mentions().Matches(text))
        {
            if (TypedId.Parse<PersonId>(match.Groups["id"].Value) is not { } person)
            {
                continue;
            }

            if (match.Index > from)
            {
                yield return new CommentPiece(text[from..match.Index], null);
            }

            yield return new CommentPiece(match.Groups["name"].Value, person);
            from = match.Index + match.Length;
        }

        if (from < text.Length)
        {
            yield return new CommentPiece(text[from..], null);
        }
    }

    /// <summary>Without control characters, with LF as the end of a line, without white space around it.</summary>
    public static string Plain(string? text)
    {
        var kept = new StringBuilder();
        foreach (var sign in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (sign.Value is '\n' or '\t' || !Rune.IsControl(sign))
            {
                kept.Append(sign);
            }
        }

        return kept.ToString().Trim();
    }

    [GeneratedRegex(
        @"@\[(?<name>[^\[\]\n]{1,200})\]\((?<id>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})\)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Mentions();
}
