namespace Residency.Tests.Permissions;

/// <summary>What <c>ways.csv</c> says of pages and forms whose action is not that of their route, or not that alone.</summary>
internal static class Expectation
{
    private static readonly IReadOnlyList<(string Route, string Form, string[] Actions)> s_lines =
    [
        .. File.ReadLines(Repository.PathOf("tests", "Residency.Tests", "Permissions", "ways.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => (cells[0], cells[1], cells[2].Split(';'))),
    ];

    /// <summary>All outcomes that are right.</summary>
    /// <param name="way">The route.</param>
    /// <param name="form">The form that is posted; empty for looking at the page.</param>
    public static Outcome Of(WayIn way, string form, Somebody who, Thing thing)
    {
        if (way.Action == "file.view")
        {
            // Whoever asks for a file in vain learns nothing, not even that signing in would help.
            return Verdict.IsSeen(who, thing) ? Outcome.Done : Outcome.NotFound;
        }

        var expected = Verdict.Of(ActionsOf(way, form), who, thing);
        if (
            (thing.IsWholeHub || thing.View == "hub.public.view")
            && (expected & (Outcome.Forbidden | Outcome.NotFound)) != Outcome.None
        )
        {
            // The hub itself is public; a page about it as a whole may still hide that it is there.
            expected |= Outcome.NotFound | Outcome.Forbidden;
        }

        if (expected.HasFlag(Outcome.Done) && way.Route.EndsWith("}/live", StringComparison.Ordinal))
        {
            // A socket: whoever may open it and asks for a page instead is told so.
            return Outcome.Malformed;
        }

        if (expected.HasFlag(Outcome.Forbidden) && way.Action == "library.view")
        {
            // Readers find what is public and nothing else, whatever they may see elsewhere.
            expected |= Outcome.NotFound;
        }

        if (expected.HasFlag(Outcome.Done) && thing.View == "tombstone.view")
        {
            expected |= Outcome.Gone;
        }

        return expected;
    }

    /// <summary>The actions for which a page or a form stands.</summary>
    public static IReadOnlyList<string> ActionsOf(WayIn way, string form) =>
        Line(way.Route, form) is { } actions ? actions : [way.Action];

    /// <summary>The routes and forms that have a line.</summary>
    public static IReadOnlyList<(string Route, string Form)> Lines => [.. s_lines.Select(line => (line.Route, line.Form))];

    private static string[]? Line(string route, string form) =>
        s_lines.Where(line => line.Route == route && line.Form == form).Select(line => line.Actions).FirstOrDefault();
}
