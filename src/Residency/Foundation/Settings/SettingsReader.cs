using System.Globalization;
using System.Reflection;
using Residency.Foundation.Ids;

namespace Residency.Foundation.Settings;

/// <summary>The settings as entered cannot be used. The message names the key and what to enter.</summary>
public sealed class WrongSettingsException(IReadOnlyList<string> mistakes) : Exception(string.Join(Environment.NewLine, mistakes))
{
    /// <summary>One sentence for each mistake.</summary>
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}

/// <summary>Reads the records that are marked as sections, from the settings file and the environment.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>All records that hold settings, by section.</summary>
    public static IReadOnlyList<Type> Records { get; } =
    [
        .. ProductTypes
            .Classes.Where(type => type.GetCustomAttribute<SectionAttribute>() is not null)
            .OrderBy(SectionOf, StringComparer.Ordinal),
    ];

    /// <summary>All settings there are, in the order of sections and of the properties in them.</summary>
    public static IReadOnlyList<SettingLine> Lines { get; } = [.. Records.SelectMany(LinesOf)];

    /// <summary>A record with what is set; the rest keeps its default.</summary>
    /// <exception cref="WrongSettingsException">A value cannot be used.</exception>
    public T Read<T>()
        where T : class => (T)Read(typeof(T));

    /// <inheritdoc cref="Read{T}"/>
    public object Read(Type record)
    {
        var mistakes = new List<string>();
        var read = Read(record, mistakes);
        return mistakes.Count == 0 ? read : throw new WrongSettingsException(mistakes);
    }

    /// <summary>Everything that is wrong: bad values, unknown names in known sections, unknown sections of the file.</summary>
    /// <param name="file">The settings file alone; null when there is none.</param>
    public IReadOnlyList<string> Mistakes(IConfiguration? file)
    {
        var mistakes = new List<string>();
        foreach (var record in Records)
        {
            Read(record, mistakes);
        }

        var known = Lines.Select(line => line.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sections = Records.Select(SectionOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var section in sections)
        {
            mistakes.AddRange(
                KeysOf(configuration.GetSection(section))
                    .Where(key => !known.Contains(key))
                    .Select(key => $"There is no setting '{key}'. 'residency settings' lists all there are.")
            );
        }

        if (file is not null)
        {
            mistakes.AddRange(
                file.GetChildren()
                    .Where(child => !sections.Contains(child.Key) && !IsOfTheFramework(child.Key))
                    .Select(child => $"There is no section '{child.Key}'. 'residency settings' lists all there are.")
            );
        }

        return mistakes;
    }

    /// <summary>The name of the section that a record holds.</summary>
    public static string SectionOf(Type record) =>
        record.GetCustomAttribute<SectionAttribute>()?.Name
        ?? throw new InvalidOperationException($"{record} is not marked as a section.");

    private static bool IsOfTheFramework(string section) =>
        section is "Logging" or "AllowedHosts" or "Urls" or "urls" or "Kestrel";

    private static IEnumerable<SettingLine> LinesOf(Type record)
    {
        var fresh = Fresh(record);
        return record
            .GetProperties()
            .Select(property => (property, about: property.GetCustomAttribute<SettingAttribute>()))
            .Where(pair => pair.about is not null)
            .Select(pair => new SettingLine(
                $"{SectionOf(record)}:{pair.property.Name}",
                pair.property,
                pair.about!, // filtered above
                pair.property.GetValue(fresh)
            ));
    }

    // Not through a constraint new(): a record may require what no operator sets.
    private static object Fresh(Type record) => Activator.CreateInstance(record)!; // never null for a class

    private static IEnumerable<string> KeysOf(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            // Items of a list have numbers as names.
            yield return child.Path;
        }
    }

    private object Read(Type record, List<string> mistakes)
    {
        var fresh = Fresh(record);
        foreach (var line in Lines.Where(line => line.Property.DeclaringType == record))
        {
            var section = configuration.GetSection(line.Key);
            var items = section.GetChildren().Select(child => child.Value ?? "").ToList();
            var text = items.Count > 0 ? string.Join(',', items) : section.Value;
            if (text is null)
            {
                continue;
            }

            if (TryRead(line, text.Trim(), out var value))
            {
                line.Property.SetValue(fresh, value);
            }
            else
            {
                var entered = line.About.IsSecret ? "what is entered" : $"'{text}'";
                mistakes.Add(
                    $"The setting '{line.Key}' cannot be {entered}. Enter {line.Accepts}; the default is {line.DefaultText}."
                );
            }
        }

        return fresh;
    }

    private static bool TryRead(SettingLine line, string text, out object? value)
    {
        var type = Nullable.GetUnderlyingType(line.Property.PropertyType) ?? line.Property.PropertyType;
        value = null;
        if (type == typeof(string))
        {
            value = text;
            return !text.Any(char.IsControl);
        }

        if (type == typeof(bool))
        {
            var isTruth = bool.TryParse(text, out var truth);
            value = truth;
            return isTruth;
        }

        if (type == typeof(int) || type == typeof(long))
        {
            var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            var most = type == typeof(int) ? Math.Min(line.About.Max, int.MaxValue) : line.About.Max;
            if (!isNumber || number < line.About.Min || number > most)
            {
                return false;
            }

            value = Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
            return true;
        }

        if (type.IsEnum)
        {
            return Enum.TryParse(type, text, ignoreCase: true, out value) && Enum.IsDefined(type, value);
        }

        value = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return type.IsAssignableFrom(typeof(string[]));
    }
}
