using System.Text.RegularExpressions;

namespace Residency.Tests.Permissions;

/// <summary>Forms as no page sends them: with fields left out, empty or doubled, and with ids of another hub.</summary>
internal static partial class OddFields
{
    /// <summary>All fields left out, all empty, all doubled; then each left out by itself.</summary>
    public static IEnumerable<(string What, IReadOnlyList<KeyValuePair<string, string>> Fields)> Of(FormOf form)
    {
        var own = form.Fields.Where(field => field.Key != "_handler").ToList();
        var handler = form.Fields.Where(field => field.Key == "_handler").ToList();
        yield return ("without fields", handler);
        yield return ("with empty fields", [.. handler, .. own.Select(field => new KeyValuePair<string, string>(field.Key, ""))]);
        yield return ("with doubled fields", [.. handler, .. own, .. own]);
        foreach (var left in own)
        {
            yield return ($"without {left.Key}", [.. handler, .. own.Where(field => field.Key != left.Key)]);
        }
    }

    /// <summary>Every field that holds an id with every id of the other hub in its place.</summary>
    public static IEnumerable<(string What, IReadOnlyList<KeyValuePair<string, string>> Fields)> WithForeign(
        FormOf form,
        IReadOnlyList<string> foreign
    ) =>
        from field in form.Fields
        where field.Key != "_handler" && Id().IsMatch(field.Value)
        from id in foreign
        select (
            $"with {id} as {field.Key}",
            (IReadOnlyList<KeyValuePair<string, string>>)
                [.. form.Fields.Select(one => one.Key == field.Key ? new(one.Key, Id().Replace(one.Value, id)) : one)]
        );

    /// <summary>What belongs to the other hub alone: it, its cohorts, organisations and people.</summary>
    public static IReadOnlyList<string> IdsOf(TwoHubs world) =>
        [
            world.Island.Value.ToString(),
            .. world.Cohorts.Where(cohort => cohort.Hub == world.Island).Take(1).Select(cohort => cohort.Id.Value.ToString()),
            .. world.Organisations.Where(one => one.Hub == world.Island).Take(1).Select(one => one.Id.Value.ToString()),
            world.The("island EX").Person!.Value.Value.ToString(), // has an account
        ];

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
