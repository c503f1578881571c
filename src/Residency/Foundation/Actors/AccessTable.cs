using System.Diagnostics;
using Residency.Foundation.Results;

namespace Residency.Foundation.Actors;

/// <summary>Who may do what in one room, as data. Built once at start, printed by a test.</summary>
public sealed class AccessTable
{
    private readonly List<AccessCell> _cells = [];
    private readonly List<string> _actions = [];

    /// <summary>How long a proof of identity satisfies <see cref="Conditions.StepUp"/>. Ten minutes, inclusive.</summary>
    public static readonly TimeSpan StepUpLifetime = TimeSpan.FromMinutes(10);

    /// <summary>All cells in the order in which they were written.</summary>
    public IReadOnlyList<AccessCell> Cells => _cells;

    /// <summary>All actions of the room, also those that nobody may do.</summary>
    public IReadOnlyList<string> Actions => _actions;

    /// <summary>Begins the row of an action.</summary>
    public Row On(string action)
    {
        if (!_actions.Contains(action, StringComparer.Ordinal))
        {
            _actions.Add(action);
        }

        return new Row(this, action);
    }

    /// <summary>Decides whether the actor may do the action to the thing now.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="action">An action of this table.</param>
    /// <param name="thing">The thing as loaded.</param>
    /// <param name="now">The present instant, UTC; needed for step-up.</param>
    /// <returns>
    /// Done; or <c>StepUp</c> when only a fresh proof is missing; <c>Conflict</c> when only the state forbids it;
    /// <c>Forbidden</c> otherwise. The caller turns Forbidden into NotFound where the thing may not even be seen.
    /// </returns>
    /// <exception cref="InvalidOperationException">The action has no row: a bug.</exception>
    public Result May(Actor actor, string action, IAccessSubject thing, DateTimeOffset now)
    {
        if (!_actions.Contains(action, StringComparer.Ordinal))
        {
            throw new InvalidOperationException($"The action '{action}' has no row in this access table.");
        }

        if (actor.IsSystem)
        {
            return Result.Done;
        }

        Refusal? best = null;
        foreach (var cell in _cells.Where(cell => string.Equals(cell.Action, action, StringComparison.Ordinal)))
        {
            if (!InReach(actor, cell, thing))
            {
                continue;
            }

            var refusal = Unmet(actor, cell, thing, now);
            if (refusal is null)
            {
                return Result.Done;
            }

            best = Better(best, refusal);
        }

        return best ?? new Refusal.Forbidden();
    }

    /// <summary>As <see cref="May"/>, but what may not be viewed is not found.</summary>
    /// <param name="view">The action that stands for seeing the thing.</param>
    public Result MayIfSeen(Actor actor, string action, string view, IAccessSubject thing, DateTimeOffset now)
    {
        var answer = May(actor, action, thing, now);
        return answer.Refusal is Refusal.Forbidden && !May(actor, view, thing, now).IsDone ? new Refusal.NotFound() : answer;
    }

    private static bool InReach(Actor actor, AccessCell cell, IAccessSubject thing)
    {
        if (cell.ForOperator)
        {
            return actor.IsOperator;
        }

        if (cell.ForLink is { } kind)
        {
            return actor.Link is { } link
                && link.Kind == kind
                && link.Hub == thing.Hub
                && (cell.Reach == Reach.Own ? thing.IsOwn(link) : thing.IsOpenedBy(link));
        }

        if (cell.Role is not { } role)
        {
            return cell.Reach switch
            {
                Reach.Published => thing.IsPublished,
                Reach.Own => actor.Person is { } person && thing.IsOwn(person),
                _ => true,
            };
        }

        return actor.Person is { } who
            && actor.Standings.Any(standing =>
                standing.Role == role && standing.Hub == thing.Hub && Near(who, standing, cell, thing)
            );
    }

    private static bool Near(PersonId who, Standing standing, AccessCell cell, IAccessSubject thing)
    {
        if (cell.Conditions.HasFlag(Conditions.Audience))
        {
            return thing.AudienceIncludes(who, standing);
        }

        return cell.Reach switch
        {
            Reach.Published => thing.IsPublished,
            Reach.Own => thing.IsOwn(who),
            Reach.Assigned => thing.IsAssigned(who, standing.Role),
            Reach.Organisation => thing.IsAssigned(who, standing.Role)
                || (
                    thing.Organisation is not null
                    && thing.Cohort is not null
                    && standing.Organisation == thing.Organisation
                    && standing.Cohort == thing.Cohort
                ),
            Reach.Cohort => standing.Cohort is null || (thing.Cohort is not null && standing.Cohort == thing.Cohort),
            Reach.Hub => true,
            _ => throw new UnreachableException(),
        };
    }

    private static Refusal? Unmet(Actor actor, AccessCell cell, IAccessSubject thing, DateTimeOffset now)
    {
        if (cell.Conditions.HasFlag(Conditions.Editable) && !thing.IsEditable)
        {
            return new Refusal.Conflict("This can no longer be edited in its present state. Reload the page to see it.");
        }

        if (cell.Conditions.HasFlag(Conditions.FourEyes) && actor.Person is { } person && thing.WasTouchedBy(person))
        {
            return new Refusal.Forbidden("A second person has to do this: you edited or asked for it yourself.");
        }

        if (
            cell.Conditions.HasFlag(Conditions.StepUp)
            && actor.Person is not null
            && (actor.ProvedAt is not { } proved || now - proved > StepUpLifetime)
        )
        {
            return new Refusal.StepUp();
        }

        return null;
    }

    // A missing proof is closest to yes, then a wrong state, then a plain no.
    private static Refusal Better(Refusal? one, Refusal other) => one is null || Rank(other) > Rank(one) ? other : one;

    private static int Rank(Refusal refusal) =>
        refusal switch
        {
            Refusal.StepUp => 2,
            Refusal.Conflict => 1,
            _ => 0,
        };

    /// <summary>The row of one action, written left to right.</summary>
    public sealed class Row
    {
        private readonly AccessTable _table;
        private readonly string _action;

        internal Row(AccessTable table, string action) => (_table, _action) = (table, action);

        /// <summary>The role may do it within the reach, under the conditions.</summary>
        public Row Allow(Role role, Reach reach, Conditions conditions = Conditions.None) =>
            Add(new AccessCell(_action, role, reach, conditions));

        /// <summary>Several roles may do it alike.</summary>
        public Row Allow(IEnumerable<Role> roles, Reach reach, Conditions conditions = Conditions.None)
        {
            foreach (var role in roles)
            {
                Allow(role, reach, conditions);
            }

            return this;
        }

        /// <summary>Everyone may, visitors included, within the reach (published things, or one's own).</summary>
        public Row Everyone(Reach reach, Conditions conditions = Conditions.None) =>
            Add(new AccessCell(_action, null, reach, conditions));

        /// <summary>Operators of the installation may, in any hub.</summary>
        public Row Operator(Conditions conditions = Conditions.None) =>
            Add(new AccessCell(_action, null, Reach.Hub, conditions, ForOperator: true));

        /// <summary>Holders of a private link of that kind may, with what the link opens; with <see cref="Reach.Own"/>, what they made there.</summary>
        /// <exception cref="ArgumentException">A link reaches one thing, or what its holder made, and nothing wider: a bug.</exception>
        public Row Link(PrivateLinkKind kind, Reach reach = Reach.Assigned, Conditions conditions = Conditions.None) =>
            reach is Reach.Assigned or Reach.Own
                ? Add(new AccessCell(_action, null, reach, conditions) { ForLink = kind })
                : throw new ArgumentException("A private link opens one thing.", nameof(reach));

        private Row Add(AccessCell cell)
        {
            _table._cells.Add(cell);
            return this;
        }
    }
}
