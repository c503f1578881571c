using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Residency.Tests.Permissions;

/// <summary>What each form writes, and that no name beyond its own fields lets it write anything else.</summary>
/// <remarks>
/// A form is sent twice as its page shows it. What differs between the two (new ids, hashes, tokens) is set aside, the rest
/// must come out the same when the names of all properties of all entities are sent along.
/// </remarks>
internal static class WrittenColumns
{
    /// <summary>Sends every kind of form with and without names that are not its own.</summary>
    /// <returns>What each form writes; fails when one writes anything else.</returns>
    public static async Task<string> OfAsync(TwoHubs world, IReadOnlyList<FormOf> forms, ITestOutputHelper output)
    {
        var names = await world.Site.ReadAsync(db => Task.FromResult(NamesOf(db.Model)));
        names.Count.ShouldBeGreaterThan(100);
        var id = OddFields.IdsOf(world)[0];
        string?[] values = Effort.IsFull ? [null, Expected.Marker, "true", "1", id] : [null];
        var (wrong, posted, text) = (new List<string>(), 0, new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var kind in forms.GroupBy(form => (form.Way.Route, form.Kind)))
        {
            var (form, who, plain) = await WorkingAsync(world, kind);
            var expected = new Expected(plain, await EffectAsync(world, who, form, []));
            text[$"{form.Way.Route} {form.Kind}"] = plain.InWords;
            foreach (var value in values)
            {
                var effect = await EffectAsync(world, who, form, Smuggled(form, names, type => value ?? FittingOf(type, id)));
                posted++;
                wrong.AddRange(
                    expected.BreachesOf(effect).Select(breach => $"{who} {form} with {value ?? "fitting values"}: {breach}")
                );
            }
        }

        output.WriteLine($"{posted} posts of {text.Count} kinds of forms with {names.Count} names beyond their own");
        wrong.ForEach(line => output.WriteLine(line.Length > 300 ? line[..300] : line));
        wrong.Take(40).ShouldBeEmpty($"{wrong.Count} differences");
        return string.Join("\n", text.Select(pair => $"{pair.Key}\n{pair.Value}"));
    }

    // The first post that changes something, so that a second one can be compared with it; else the first post of all.
    private static async Task<(FormOf Form, Somebody Who, Effect Plain)> WorkingAsync(TwoHubs world, IEnumerable<FormOf> kind)
    {
        (FormOf, Somebody, Effect)? first = null;
        foreach (var form in kind.Take(12))
        {
            var allowed = world.Everybody.Where(one =>
                Expectation.Of(form.Way, form.Kind, one, form.Target.Thing).HasFlag(Outcome.Done)
            );
            foreach (var who in allowed.DistinctBy(one => one.Parts[0].Principal).Take(8))
            {
                var plain = await EffectAsync(world, who, form, []);
                first ??= (form, who, plain);
                if (plain.Rows.Count > 0)
                {
                    return (form, who, plain);
                }
            }
        }

        return first ?? throw new InvalidOperationException("Nobody may send this form.");
    }

    private static async Task<Effect> EffectAsync(
        TwoHubs world,
        Somebody who,
        FormOf form,
        IEnumerable<KeyValuePair<string, string>> more
    )
    {
        var answer = await world.CallerOf(who).PostAsync(form.Target.Path, [.. form.Fields, .. more]);
        var tables = await world.Database.ChangesAsync();
        if (tables.Count == 0)
        {
            return new Effect([], answer.Status);
        }

        var rows = await world.Database.RowsChangedAsync(tables);
        await world.Database.RestoreAsync();
        return new Effect(rows, answer.Status);
    }

    // Under each prefix that the form itself uses, and bare.
    private static IEnumerable<KeyValuePair<string, string>> Smuggled(
        FormOf form,
        IReadOnlyDictionary<string, Type> names,
        Func<Type, string> value
    )
    {
        var own = form.Names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var prefixes = own.Where(name => name.Contains('.', StringComparison.Ordinal))
            .Select(name => name[..(name.LastIndexOf('.') + 1)])
            .Append("")
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return from prefix in prefixes
            from name in names
            where !own.Contains(prefix + name.Key)
            select new KeyValuePair<string, string>(prefix + name.Key, value(name.Value));
    }

    private static string FittingOf(Type type, string id) =>
        type == typeof(string) ? Expected.Marker
        : type == typeof(bool) ? "true"
        : type == typeof(DateOnly) ? "1999-01-01"
        : type == typeof(DateTimeOffset) ? "1999-01-01T00:00:00Z"
        : type.IsEnum || type.IsPrimitive ? "1"
        : id;

    private static Dictionary<string, Type> NamesOf(IModel model)
    {
        var members = model
            .GetEntityTypes()
            .SelectMany(entity =>
                entity.GetMembers().Concat(entity.GetComplexProperties().SelectMany(one => one.ComplexType.GetMembers()))
            );
        return members
            .GroupBy(member => member.Name, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => Nullable.GetUnderlyingType(group.First().ClrType) ?? group.First().ClrType,
                StringComparer.Ordinal
            );
    }
}
