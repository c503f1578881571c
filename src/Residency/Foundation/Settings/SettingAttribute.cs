namespace Residency.Foundation.Settings;

/// <summary>A record whose properties an operator may set, under one section of the settings file.</summary>
/// <param name="name">The section, such as <c>Mail</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SectionAttribute(string name) : Attribute
{
    /// <summary>The section.</summary>
    public string Name { get; } = name;
}

/// <summary>One thing that an operator may set. The default is what the property holds in a new record.</summary>
/// <param name="effect">What it does, in one sentence for the operator.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string effect) : Attribute
{
    /// <summary>What it does.</summary>
    public string Effect { get; } = effect;

    /// <summary>Unit of a number, or the form of a text; empty when it needs none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Smallest number allowed, inclusive.</summary>
    public long Min { get; init; } = long.MinValue;

    /// <summary>Largest number allowed, inclusive.</summary>
    public long Max { get; init; } = long.MaxValue;

    /// <summary>The value is never shown, logged or listed.</summary>
    public bool IsSecret { get; init; }
}
