using Residency.Yjs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Under whose names suggestions stand, or stood, in a live text.</summary>
/// <remarks>
/// Whoever writes signs what they suggest with their own name. Another name may come again with what was moved, copied or
/// brought back, exactly as it was. Kept beside the text, because what is deleted in a text is forgotten.
/// </remarks>
public sealed class Signatures
{
    /// <summary>How far the clock of somebody who writes may be ahead of the server's.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private readonly HashSet<Signature> _known = [];

    private sealed record Signature(object? Person, object? Author, object? Date);

    /// <summary>Adds all that stand in a text.</summary>
    public void Add(YDoc doc) => Add(doc.Values());

    /// <summary>Adds what an update brings to a text, before it is applied.</summary>
    public void Add(IncomingUpdate update, YDoc doc) => Add(update.ValuesNewTo(doc));

    /// <summary>Looks at what an update brings, before it is applied.</summary>
    /// <param name="update">The update.</param>
    /// <param name="doc">The text, all of whose signatures were added.</param>
    /// <param name="who">Who sent it.</param>
    /// <param name="now">The server's time.</param>
    /// <returns>Null when all is signed by who sent it or was there before, else what is wrong in words.</returns>
    public string? WhyForged(IncomingUpdate update, YDoc doc, SuggestingPerson who, DateTimeOffset now)
    {
        foreach (var signature in In(update.ValuesNewTo(doc)))
        {
            if (_known.Contains(signature))
            {
                continue;
            }

            if (signature is not { Person: string person, Author: string author } || person != who.Person || author != who.Name)
            {
                return "A suggestion bears the name of somebody else.";
            }

            if (signature.Date is string words && LiveMarks.IsDate(words, out var date) && date > now + Ahead)
            {
                return "A suggestion is of the future. Set the clock of your computer.";
            }
        }

        return null;
    }

    private void Add(IEnumerable<object?> values) => _known.UnionWith(In(values));

    // A mark of words, the suggestion about a block, or the list of marks on what is no text.
    private static IEnumerable<Signature> In(IEnumerable<object?> values)
    {
        foreach (var value in values)
        {
            if (value is IReadOnlyDictionary<string, object?> members)
            {
                if (members.ContainsKey("author") || members.ContainsKey("person"))
                {
                    yield return new Signature(
                        members.GetValueOrDefault("person"),
                        members.GetValueOrDefault("author"),
                        members.GetValueOrDefault("date")
                    );
                }
            }
            else if (value is object?[] all)
            {
                foreach (var signature in In(all))
                {
                    yield return signature;
                }
            }
        }
    }
}
