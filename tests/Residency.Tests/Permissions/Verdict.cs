namespace Residency.Tests.Permissions;

/// <summary>What an answer comes down to.</summary>
[Flags]
internal enum Outcome
{
    None = 0,
    Done = 1,
    SignIn = 2,
    NotFound = 4,
    Forbidden = 8,
    StepUp = 16,
    Conflict = 32,
    Gone = 64,

    /// <summary>A form that the page does not show to this person, or a request that no page could have sent.</summary>
    Malformed = 128,
    Broken = 256,
}

/// <summary>What the matrix and the rules of denial say that an answer must be.</summary>
internal static class Verdict
{
    /// <summary>The outcome of somebody's act.</summary>
    /// <param name="actions">The actions for which the way in stands; one that is allowed is enough.</param>
    public static Outcome Of(IReadOnlyList<string> actions, Somebody who, Thing thing)
    {
        if (who.IsHolder && !IsOpened(actions, who, thing))
        {
            who = new Somebody(who.Name, new Part(Principal.PUB));
        }

        if (who.IsVisitor && actions.All(action => AccessMatrix.Of(action, Principal.PUB).Count == 0))
        {
            return Outcome.SignIn;
        }

        if (thing.IsUnknown)
        {
            return Outcome.NotFound;
        }

        var ways = actions.SelectMany(action => Ways(action, who, thing)).ToList();
        if (ways.Contains(Missing.Nothing))
        {
            return Outcome.Done;
        }

        if (!IsSeen(who, thing))
        {
            return Outcome.NotFound;
        }

        var near = ways.Where(way => !way.HasFlag(Missing.Reach)).Aggregate(Missing.Nothing, (all, way) => all | way);
        return near == Missing.Nothing
            ? Outcome.Forbidden
            : (near.HasFlag(Missing.Proof) ? Outcome.StepUp : Outcome.None)
                | (near.HasFlag(Missing.State) ? Outcome.Conflict : Outcome.None)
                | (near.HasFlag(Missing.SecondPerson) ? Outcome.Forbidden : Outcome.None);
    }

    // A link counts at the thing that it opens, for what its kind may do there.
    private static bool IsOpened(IReadOnlyList<string> actions, Somebody who, Thing thing) =>
        thing is { IsUnknown: false, IsWholeHub: false }
        && thing.IsAssigned(who)
        && actions.Any(action => AccessMatrix.Of(action, Principal.LNK).Any(code => code.Reach is 'A' or 'S'));

    /// <summary>Whether somebody may see a thing at all.</summary>
    public static bool IsSeen(Somebody who, Thing thing) =>
        !thing.IsUnknown && Ways(thing.View, who, thing).Contains(Missing.Nothing);

    /// <summary>What an answer of the product comes down to.</summary>
    public static Outcome Of(Answer answer) =>
        answer.Status switch
        {
            302 or 303 when answer.Location?.Contains("/sign-in?return=", StringComparison.Ordinal) == true => Outcome.SignIn,
            302 or 303 when answer.Location?.Contains("/confirm?return=", StringComparison.Ordinal) == true => Outcome.StepUp,
            400 => Outcome.Malformed,
            401 => Outcome.SignIn,
            403 => Outcome.Forbidden,
            404 => Outcome.NotFound,
            409 or 429 => Outcome.Conflict,
            410 => Outcome.Gone,
            >= 200 and < 400 or 422 => Outcome.Done,
            _ => Outcome.Broken,
        };

    private static IEnumerable<Missing> Ways(string action, Somebody who, Thing thing) =>
        from part in who.Parts
        from relation in thing.RelationsOf(who, part)
        from way in MatrixOracle.Ways(
            action,
            new Situation(part.Principal, relation, thing.State, thing.Audience)
            {
                IsProved = who.IsProved,
                // A list of what one may do something to is there, though it is empty.
                IsWindowOpen = who.IsWindowOpen || thing.IsWholeHub,
            }
        )
        select way;
}
