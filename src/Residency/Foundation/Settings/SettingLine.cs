using System.Globalization;
using System.Reflection;

namespace Residency.Foundation.Settings;

/// <summary>One setting as <c>residency settings</c> lists it.</summary>
/// <param name="Key">Section and name, such as <c>Mail:Host</c>.</param>
/// <param name="Property">Where its value goes.</param>
/// <param name="About">What it does, its unit and its range.</param>
/// <param name="Default">What holds when nothing is set.</param>
public sealed record SettingLine(string Key, PropertyInfo Property, SettingAttribute About, object? Default)
{
    /// <summary>The name of the environment variable that sets it.</summary>
    public string Variable => Key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>The default as a person reads it.</summary>
    public string DefaultText => Show(Default);

    /// <summary>What may be entered.</summary>
    public string Accepts
    {
        get
        {
            var type = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
            if (type == typeof(bool))
            {
                return "true or false";
            }

            if (type.IsEnum)
            {
                return string.Join(", ", Enum.GetNames(type));
            }

            if (type == typeof(int) || type == typeof(long))
            {
                var range = (About.Min, About.Max) switch
                {
                    (long.MinValue, long.MaxValue) => "a whole number",
                    (_, long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"a whole number from {About.Min}"),
                    _ => string.Create(CultureInfo.InvariantCulture, $"a whole number from {About.Min} to {About.Max}"),
                };
                return About.Unit.Length > 0 ? $"{range} ({About.Unit})" : range;
            }

            var text = type == typeof(string) ? "a text" : "a list of texts";
            return About.Unit.Length > 0 ? $"{text}: {About.Unit}" : text;
        }
    }

    /// <summary>A value as a person reads it.</summary>
    public string Show(object? value) =>
        value switch
        {
            null or "" => "(none)",
            _ when About.IsSecret => "(set)",
            bool truth => truth ? "true" : "false",
            IReadOnlyList<string> { Count: 0 } => "(none)",
            IReadOnlyList<string> list => string.Join(", ", list),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
