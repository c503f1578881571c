using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ledger;
using Residency.Foundation.Ui.Http;
using Residency.Tests.Foundation.Ui.Http;
using Residency.Tests.Printing;

namespace Residency.Tests.Permissions;

/// <summary>What the product may do, printed so that a change of it is seen by whoever reviews the change.</summary>
public sealed class PrintedFilesTests(Front front) : IClassFixture<Front>
{
    [Fact, Prints("states.txt")]
    public void States()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(Fact).Assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (type.GetField("Moves", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is IEnumerable moves)
            {
                Say(text, $"{type.FullName}");
                foreach (var move in moves)
                {
                    Say(text, $"  {Step(move)}");
                }
            }
        }

        text.ToString().ShouldContain("CaseStudyStates");
        text.ToString().ShouldContain("CohortStates");
        Printed.ShouldMatch("states.txt", text.ToString());
    }

    [Fact, Prints("permissions.txt")]
    public void Permissions()
    {
        var text = new StringBuilder();
        var rows = AccessTables.All.SelectMany(table => table.Actions.Select(action => (action, table))).ToList();
        foreach (var (action, table) in rows.OrderBy(row => row.action, StringComparer.Ordinal))
        {
            Say(text, $"{action}");
            var cells = table.Cells.Where(cell => cell.Action == action).ToList();
            foreach (var cell in cells)
            {
                var who =
                    cell.ForOperator ? "Operator"
                    : cell.ForLink is { } kind ? $"Link {kind}"
                    : cell.Role?.ToString() ?? "Everyone";
                var conditions = cell.Conditions == Conditions.None ? "" : $"  if {cell.Conditions}";
                Say(text, $"  {who, -16}  {cell.Reach}{conditions}");
            }

            if (cells.Count == 0)
            {
                Say(text, $"  only the product itself");
            }
        }

        Printed.ShouldMatch("permissions.txt", text.ToString());
    }

    [Fact, Prints("routes.txt")]
    public void Routes()
    {
        var lines = front
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => WaysIn.ActionOf(endpoint) is not null)
            .Select(endpoint =>
            {
                var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["any"];
                var route = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
                return $"{route, -72}  {string.Join(' ', methods.Order(StringComparer.Ordinal)), -9}  {WaysIn.ActionOf(endpoint)}";
            })
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();

        lines.Count.ShouldBeGreaterThan(20);
        Printed.ShouldMatch("routes.txt", string.Join('\n', lines));
    }

    [Fact, Prints("facts.txt")]
    public void Facts()
    {
        var text = new StringBuilder();
        foreach (var kind in front.Services.GetRequiredService<FactKinds>().All)
        {
            Say(text, $"{kind.Name}");
            Say(text, $"  {Example(kind.Type).InWords}");
            foreach (var listener in kind.Within)
            {
                Say(text, $"  within: {listener.Name}");
            }

            foreach (var listener in kind.After)
            {
                Say(text, $"  after:  {listener.Name}");
            }
        }

        Printed.ShouldMatch("facts.txt", text.ToString());
    }

    private static string Step(object move)
    {
        var values = move.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(
                property => property.Name,
                property => Convert.ToString(property.GetValue(move), CultureInfo.InvariantCulture) ?? ""
            );
        var name = values.TryGetValue("Name", out var given) ? $" by '{given}'" : "";
        var who = values.TryGetValue("Who", out var people) ? $" ({people})" : "";
        var closed = values.TryGetValue("IsOpen", out var open) && open == bool.FalseString ? "  [closed]" : "";
        return $"{values["From"]} -> {values["To"]}{name}{who}: {values["InWords"]}{closed}";
    }

    // A fact of that kind in which every number is 2 and every text an ellipsis: enough to read its sentence.
    private static Fact Example(Type type)
    {
        var fact = (Fact)RuntimeHelpers.GetUninitializedObject(type);
        for (var part = type; part != typeof(object); part = part.BaseType!) // a record ends at object
        {
            foreach (var field in part.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType == typeof(string))
                {
                    field.SetValue(fact, "…");
                }
                else if (field.FieldType == typeof(int))
                {
                    field.SetValue(fact, 2);
                }
            }
        }

        return fact;
    }

    private static void Say(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
