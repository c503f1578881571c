using Residency.Foundation.Text;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Who may only suggest, as suggestions name them.</summary>
/// <param name="Person">As <see cref="Inserted.Person"/> holds it: the id of a person, or "link:" and that of an invitation.</param>
/// <param name="Name">The name that must stand on their suggestions.</param>
public sealed record SuggestingPerson(string Person, string Name);

/// <summary>Whether somebody who may only suggest did only that.</summary>
/// <remarks>
/// They did if the text without their suggestions is the same as before, and what they suggested bears their name. What
/// they put in themselves they may change and take out again.
/// </remarks>
public static class SuggestOnly
{
    private const string Changed = "More was changed than suggested.";

    /// <summary>Compares whole texts.</summary>
    /// <returns>Null when they only suggested, else what they did in words.</returns>
    public static string? Check(Document before, Document after, SuggestingPerson who)
    {
        if (before.Sections.Count != after.Sections.Count)
        {
            return Changed;
        }

        return Check([.. before.Sections], [.. after.Sections], who);
    }

    /// <summary>Compares only those sections that a change touched, each with itself; the sections must be the same ones in the same order.</summary>
    /// <param name="before">Null stands for a section that is not there.</param>
    /// <returns>Null when they only suggested, else what they did in words.</returns>
    public static string? Check(IReadOnlyList<Section?> before, IReadOnlyList<Section?> after, SuggestingPerson who)
    {
        if (before.Count != after.Count)
        {
            return Changed;
        }

        var rejecting = new SuggestionSettling(SuggestedChange.Delete, suggestion => suggestion.Person == who.Person);
        for (var i = 0; i < before.Count; i++)
        {
            if (before[i] is not { } old || after[i] is not { } now)
            {
                return Changed;
            }

            if (old == now)
            {
                continue;
            }

            if (rejecting.Apply(old) != rejecting.Apply(now))
            {
                return Changed;
            }

            var known = Of(old, who).Select(suggestion => (suggestion.Author, suggestion.Date)).ToHashSet();
            if (
                Of(now, who)
                    .Any(suggestion => suggestion.Author != who.Name && !known.Contains((suggestion.Author, suggestion.Date)))
            )
            {
                return "A suggestion bears the name of somebody else.";
            }
        }

        return null;
    }

    private static IEnumerable<SuggestionOf> Of(Section section, SuggestingPerson who) =>
        SuggestionWalk.Marks(section).Where(suggestion => suggestion.Person == who.Person);
}
