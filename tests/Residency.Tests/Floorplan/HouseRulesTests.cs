using Mono.Cecil;

namespace Residency.Tests.Floorplan;

/// <summary>The rules of ARCHITECTURE.md that hold for the compiled code.</summary>
public sealed class HouseRulesTests
{
    private static readonly string[] PureFoundation =
    [
        "Foundation.Ids",
        "Foundation.Results",
        "Foundation.Actors",
        "Foundation.Text",
    ];

    private static readonly string[] ImpureNamespaces =
    [
        "Microsoft.EntityFrameworkCore",
        "Microsoft.AspNetCore",
        "Microsoft.Extensions",
        "Microsoft.Data",
        "Npgsql",
        "System.IO.File",
        "System.Net.Http",
        "System.Net.Sockets",
    ];

    [Fact]
    public void Every_part_of_the_building_is_in_the_floor_plan()
    {
        var unknown = Building.Types.Where(pair => pair.Place.Rank < 0).Select(pair => pair.Place.Part).Distinct().ToList();
        unknown.ShouldBeEmpty("add it to Floorplan.cs at the place where it stands");
    }

    [Fact]
    public void Code_uses_only_what_stands_above_it()
    {
        var downward = References()
            .Where(use => use.To.Rank > use.From.Rank)
            .Select(use => $"{use.Type} in {use.From} uses {use.Target} of {use.To}, which stands below")
            .Distinct()
            .ToList();
        downward.ShouldBeEmpty();
    }

    [Fact]
    public void A_room_is_entered_by_its_door()
    {
        var windows = References()
            .Where(use => use.To.Part != use.From.Part && !use.To.IsFoundation && !use.To.IsDoor)
            .Select(use => $"{use.Type} in {use.From} reaches into {use.To} for {use.Target}")
            .Distinct()
            .ToList();
        windows.ShouldBeEmpty();
    }

    [Fact]
    public void Inside_a_room_verbs_use_storage_uses_model_uses_the_door()
    {
        var wrong = References()
            .Where(use => use.To.Part == use.From.Part && !use.From.IsFoundation && Height(use.From) < Height(use.To))
            .Where(use => !use.Type.EndsWith("Room", StringComparison.Ordinal))
            .Select(use => $"{use.Type} in {use.From} uses {use.Target} of {use.To}")
            .Distinct()
            .ToList();
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void No_verb_knows_another_verb()
    {
        var gossip = References()
            .Where(use => use.To.Part == use.From.Part && !use.From.IsFoundation)
            .Where(use => use.From.IsVerb && use.To.IsVerb && use.From.Corner != use.To.Corner)
            .Select(use => $"{use.Type} in {use.From} uses {use.Target} of {use.To}")
            .Distinct()
            .ToList();
        gossip.ShouldBeEmpty();
    }

    [Fact]
    public void Nouns_are_pure()
    {
        var impure = Building
            .Types.Where(pair => pair.Place.Corner == "Model")
            .SelectMany(pair => Building.UsedBy(pair.Type).Select(used => (pair.Type, pair.Place, used)))
            .Where(use => IsImpure(use.used))
            .Select(use => $"{use.Type.FullName} uses {use.used.FullName}")
            .Distinct()
            .ToList();
        impure.ShouldBeEmpty();
    }

    private static bool IsImpure(TypeReference used)
    {
        if (ImpureNamespaces.Any(bad => used.FullName.StartsWith(bad, StringComparison.Ordinal)))
        {
            return true;
        }

        return Place.Of(Building.NamespaceOf(used)) is { IsFoundation: true } place && !PureFoundation.Contains(place.Part);
    }

    private static int Height(Place place) =>
        place.Corner switch
        {
            "" => 0,
            "Model" => 1,
            "Storage" => 2,
            "Parts" => 3,
            _ => 4,
        };

    private static IEnumerable<(string Type, Place From, string Target, Place To)> References() =>
        from pair in Building.Types
        from used in Building.UsedBy(pair.Type)
        let to = Place.Of(Building.NamespaceOf(used))
        where to is not null && used.FullName.StartsWith("Residency.", StringComparison.Ordinal)
        select (Building.OutermostName(pair.Type), pair.Place, used.FullName, to);
}
