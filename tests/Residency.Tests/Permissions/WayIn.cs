using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Ui.Http;
using Residency.Gather.People.Model;
using Residency.Make.CaseStudies;

namespace Residency.Tests.Permissions;

/// <summary>One route of the running product, with the action that it declares.</summary>
internal sealed record WayIn(string Route, string Method, string Action)
{
    /// <summary>All routes that stand for an action, without what serves style sheets and the pages about problems.</summary>
    public static IReadOnlyList<WayIn> All(IServiceProvider services) =>
        [
            .. services
                .GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => !WaysIn.IsFree(endpoint))
                .SelectMany(endpoint =>
                    (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get]).Select(
                        method => new WayIn(
                            "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), // routes of pages and endpoints have a text
                            method,
                            WaysIn.ActionOf(endpoint) ?? ""
                        )
                    )
                )
                .Distinct()
                .OrderBy(way => way.Route, StringComparer.Ordinal)
                .ThenBy(way => way.Method, StringComparer.Ordinal),
        ];

    public override string ToString() => $"{Method} {Route}";
}

/// <summary>An address that can be asked for, and what it leads to.</summary>
internal sealed record Target(string Path, Thing Thing);

/// <summary>Fills the parts of routes with everything that stands in the two hubs, in right and in wrong places.</summary>
internal sealed class Targets
{
    // Of every text there is one edition at most.
    private static readonly string[] s_numbers = ["1", "7"];
    private static readonly string[] s_noNumber = [""];
    private static readonly string s_unusedCode = PublicCode.New().Value;

    private readonly TwoHubs _world;
    private readonly IReadOnlyList<Membership> _roles;

    private Targets(TwoHubs world, IReadOnlyList<Membership> roles) => (_world, _roles) = (world, roles);

    public static async Task<Targets> OfAsync(TwoHubs world) =>
        new(
            world,
            await world.Site.ReadAsync(db =>
                db.Set<Membership>().AsNoTracking().Where(row => row.RevokedAt == null).ToListAsync()
            )
        );

    /// <summary>All addresses of a route. A route with a part that nobody named here fails.</summary>
    public IReadOnlyList<Target> Of(string route)
    {
        if (!route.Contains('{', StringComparison.Ordinal))
        {
            return [new Target(route, Common(route))];
        }

        if (!route.StartsWith("/{hub}", StringComparison.OrdinalIgnoreCase))
        {
            return OutsideHubs(route);
        }

        var targets = new List<Target>();
        foreach (
            var (slug, hub) in new[] { ("harbour", (HubId?)_world.Harbour), ("island", _world.Island), ("no-such-hub", null) }
        )
        {
            targets.AddRange(Within(route["/{Hub}".Length..], hub).Select(found => found with { Path = $"/{slug}{found.Path}" }));
        }

        targets.ShouldAllBe(
            target => !target.Path.Contains('{', StringComparison.Ordinal),
            $"say in Targets what the parts of {route} may be"
        );

        return targets;
    }

    /// <summary>The page on which one organisation is about to become part of another; one must look after both.</summary>
    public Target MergeOf(string route)
    {
        var (into, from) = (OrganisationNamed("Ferry company"), OrganisationNamed("Rope works"));
        var path = route
            .Replace("{Hub}", "harbour", StringComparison.Ordinal)
            .Replace("{Code}", from.Code.Value, StringComparison.Ordinal);
        return new Target($"{path}?into={into.Code.Value}", Of(from) with { IsAssigned = _ => false });
    }

    private Residency.Gather.People.OrganisationCard OrganisationNamed(string name) =>
        _world.Organisations.Single(organisation => organisation.Hub == _world.Harbour && organisation.Name == name);

    private static Thing Common(string route) =>
        route.StartsWith("/account", StringComparison.Ordinal) || route == "/confirm"
            ? new Thing("one's own account", "account.view") { IsOwn = who => !who.IsVisitor }
        : route == "/dev/mailbox" ? Thing.Unknown
        : new Thing("the installation", "hub.public.view")
        {
            State = CaseStudyState.Published,
            IsWholeHub = route.StartsWith("/operator/", StringComparison.Ordinal),
        };

    private IReadOnlyList<Target> OutsideHubs(string route) =>
        route switch
        {
            "/files/{code}" =>
            [
                .. _world.Studies.Select(study => new Target($"/files/{study.Picture}", FileOf(study))),
                new($"/files/{s_unusedCode}", Thing.Unknown),
                new("/files/none", Thing.Unknown),
            ],
            // What a secret opens is told by tests of its own; one that nobody has opens nothing, and says so on a page.
            "/join/{Token}" or "/set-up/{Token}" or "/sign-in/link/{Token}" =>
            [
                new(route.Replace("{Token}", new string('A', 43), StringComparison.Ordinal), Common("/")),
            ],
            "/language/{language}" => [new("/language/es?return=/harbour", Common("/"))],
            // The mailbox is there in development only.
            "/dev/mailbox/{Id:guid}" => [new($"/dev/mailbox/{Guid.Empty}", Thing.Unknown)],
            "/sign-in/code/{Link:guid}" => [new($"/sign-in/code/{Guid.Empty}", Common("/"))],
            _ => throw new InvalidOperationException($"Say in Targets what the parts of {route} may be."),
        };

    private IEnumerable<Target> Within(string rest, HubId? hub)
    {
        if (!rest.Contains('{', StringComparison.Ordinal))
        {
            return
            [
                new(
                    rest,
                    hub is null ? Thing.Unknown
                        : rest.StartsWith("/organisations/", StringComparison.Ordinal) ? OrganisationsOf(hub)
                        : rest == "/jobs"
                            ? OrganisationsOf(hub) with
                            {
                                Name = "the jobs of the hub",
                                Cohorts = [],
                                IsOfEveryHub = true,
                            }
                        : new Thing("the hub", "cs.framework.view")
                        {
                            Hub = hub,
                            IsWholeHub = true,
                            State = CaseStudyState.Published,
                            Audience = Audience.Hub,
                        }
                ),
            ];
        }

        var (before, part, after) = Split(rest);
        return Parts(before, part, hub).SelectMany(pair => Rest(pair, before, after));
    }

    // Approvers look after organisations that are theirs; the list and a new one are nobody's yet.
    private Thing OrganisationsOf(HubId? hub) =>
        new("the organisations", "hub.public.view")
        {
            Hub = hub,
            Cohorts = [.. _world.Cohorts.Where(cohort => cohort.Hub == hub).Select(cohort => cohort.Id)],
            State = CaseStudyState.Published,
        };

    private static IEnumerable<Target> Rest((string Value, Thing Thing) pair, string before, string after)
    {
        after = after.Replace(@"{format:regex(^text\.(zip|txt|json)$)}", "text.txt", StringComparison.Ordinal);
        if (!after.Contains('{', StringComparison.Ordinal))
        {
            return [new Target($"{before}{pair.Value}{after}", pair.Thing)];
        }

        // Editions have a number, and what can be taken along of them a format.
        return
        [
            .. (after.Contains("{number:int}", StringComparison.OrdinalIgnoreCase) ? s_numbers : s_noNumber).Select(
                number => new Target(
                    before
                        + pair.Value
                        + after
                            .Replace("{number:int}", number, StringComparison.OrdinalIgnoreCase)
                            .Replace(@"{format:regex(^cite\.(bib|ris|json)$)}", "cite.bib", StringComparison.Ordinal)
                            .Replace(@"{format:regex(^text\.(txt|json)$)}", "text.txt", StringComparison.Ordinal)
                            .Replace(@"{format:regex(^text\.(zip|txt|json)$)}", "text.json", StringComparison.Ordinal),
                    number == "7" ? Thing.Unknown : pair.Thing
                )
            ),
        ];
    }

    private static (string Before, string Part, string After) Split(string rest)
    {
        var (from, to) = (rest.IndexOf('{', StringComparison.Ordinal), rest.IndexOf('}', StringComparison.Ordinal));
        return (rest[..from], rest[(from + 1)..to].ToLowerInvariant(), rest[(to + 1)..]);
    }

    private IEnumerable<(string Value, Thing Thing)> Parts(string before, string part, HubId? hub) =>
        (before, part) switch
        {
            ("/case-studies/" or "/publishing/", "id:guid") =>
            [
                .. StudiesUnder(hub)
                    .Select(study => (study.Id.Value.ToString(), hub == _world.Harbour ? ThingOf(_world, study) : Thing.Unknown)),
                (Guid.Empty.ToString(), Thing.Unknown),
            ],
            // A secret that nobody has opens nothing, and says so on a page.
            ("/read/" or "/case-studies/mute/", "token") => [(new string('A', 43), hub is null ? Thing.Unknown : Common("/"))],
            ("/case-studies/import/", "import:guid") =>
            [
                (
                    _world.Import.Value.ToString(),
                    hub != _world.Harbour
                        ? Thing.Unknown
                        : new Thing("an import", "cs.import.many") { Hub = hub, Cohorts = [_world.CohortAt("one")] }
                ),
                (Guid.Empty.ToString(), Thing.Unknown),
            ],
            ("/library/", "code") =>
            [
                .. StudiesUnder(hub).Select(study => (study.Code, hub == _world.Harbour ? EditionOf(study) : Thing.Unknown)),
                (s_unusedCode, Thing.Unknown),
                ("none", Thing.Unknown),
            ],
            ("/cohorts/", "code") =>
            [
                .. _world.Cohorts.Select(cohort => (cohort.Code, cohort.Hub != hub ? Thing.Unknown : Of(cohort))),
                ("none", Thing.Unknown),
            ],
            ("/organisations/", "code") =>
            [
                .. _world.Organisations.Select(organisation =>
                    (organisation.Code.Value, organisation.Hub != hub ? Thing.Unknown : Of(organisation))
                ),
                (s_unusedCode, Thing.Unknown),
            ],
            ("/members/", "person:guid") =>
            [
                .. new[] { "EX of the ferry", "AT of two", "HO unproved", "island EX" }.Select(name => Of(_world.The(name), hub)),
                (Guid.Empty.ToString(), Thing.Unknown),
            ],
            ("/case-studies/frameworks/", "key") =>
            [
                ("free-essay", hub is null ? Thing.Unknown : new Thing("a framework", "cs.framework.view") { Hub = hub }),
                ("none", Thing.Unknown),
            ],
            _ => throw new InvalidOperationException($"Say in Targets what {part} may be after {before}."),
        };

    // Under a hub to which none belongs, one that nobody may see and one that everybody may read stand for all.
    private IEnumerable<Study> StudiesUnder(HubId? hub) =>
        _world.Studies.Where(study => hub == _world.Harbour || study.Name is "draft" or "published");

    /// <summary>A case study as permissions see it.</summary>
    public static Thing ThingOf(TwoHubs world, Study study) =>
        new(study.Name, "cs.view")
        {
            Hub = world.Harbour,
            Cohorts = [world.CohortAt("one")],
            Organisation = world.OrganisationAt(world.Harbour, "Ferry company"),
            IsAssigned = who => who.IsHolder ? study == world.Opened : who.IsAssigned,
            State = study.State,
            Audience = study.Audience,
        };

    // Everybody may ask for files and editions; what is not public is there for those who may see the case study.
    private Thing FileOf(Study study) =>
        study.IsPublic ? Common("/") : ThingOf(_world, study) with { Name = $"the picture of {study.Name}" };

    private Thing EditionOf(Study study) =>
        study.State == CaseStudyState.Withdrawn ? new Thing("a tombstone", "tombstone.view") { State = CaseStudyState.Published }
        : study.IsPublic ? Common("/")
        : Thing.Unknown;

    private static Thing Of(Residency.Gather.Cohorts.CohortCard cohort) =>
        new($"cohort {cohort.Code}", "cohort.view")
        {
            Hub = cohort.Hub,
            Cohorts = [cohort.Id],
            State =
                cohort.State == Residency.Gather.Cohorts.CohortState.Planned ? CaseStudyState.Draft : CaseStudyState.Published,
        };

    private Thing Of(Residency.Gather.People.OrganisationCard organisation)
    {
        var acting = _roles.Where(row => row.Organisation == organisation.Id).ToList();
        return new($"{organisation.Name} in {(organisation.Hub == _world.Harbour ? "harbour" : "island")}", "org.view")
        {
            Hub = organisation.Hub,
            Cohorts = [.. acting.Select(row => row.Cohort).OfType<CohortId>().Distinct()],
            Organisation = organisation.Id,
            IsAssigned = who => acting.Any(row => row.Person == who.Person && row.Role == Role.Approver),
            State = CaseStudyState.Published,
        };
    }

    private (string, Thing) Of(Somebody member, HubId? hub)
    {
        var held = _roles.Where(row => row.Person == member.Person && row.Hub == hub).ToList();
        return (
            member.Person!.Value.Value.ToString(), // only members are listed
            held.Count == 0
                ? Thing.Unknown
                : new Thing($"the member {member}", "member.list")
                {
                    Hub = hub,
                    Cohorts = [.. held.Select(row => row.Cohort).OfType<CohortId>()],
                    IsOwn = who => who.Person == member.Person,
                }
        );
    }
}
