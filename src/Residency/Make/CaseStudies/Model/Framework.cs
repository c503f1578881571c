using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Make.CaseStudies.Model;

/// <summary>A framework that a hub offers. Its versions are immutable; a case study keeps the one it began with.</summary>
public sealed class Framework : IVersioned
{
    private Framework() { }

    public FrameworkId Id { get; private set; }
    public HubId Hub { get; private set; }

    /// <summary>Unique in the hub.</summary>
    public string Key { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>The number of the newest version; 1 is the first.</summary>
    public int LatestVersion { get; private set; }

    /// <summary>When it was last offered; null while it is.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Adds a framework to a hub.</summary>
    public static Framework Add(HubId hub, string key) =>
        new()
        {
            Id = TypedId.New<FrameworkId>(),
            Hub = hub,
            Key = key,
        };

    /// <summary>Makes a new version the one that later case studies begin with.</summary>
    /// <returns>Invalid when the definition does not hold together or has another key.</returns>
    public Result<FrameworkVersion> Release(FrameworkDefinition definition, PersonId? by, DateTimeOffset now)
    {
        var checkedOne = definition.Checked();
        if (!checkedOne.IsDone)
        {
            return checkedOne.Refusal;
        }

        if (definition.Key != Key)
        {
            return new Refusal.Invalid("Key", "A new version keeps the key of its framework.");
        }

        LatestVersion++;
        Title = definition.Title.Trim();
        return FrameworkVersion.Release(Id, LatestVersion, definition, by, now);
    }

    /// <summary>No longer offers it for new case studies.</summary>
    public void Retire(DateTimeOffset now) => RetiredAt ??= now;

    /// <summary>Offers it again.</summary>
    public void Offer() => RetiredAt = null;
}

/// <summary>One immutable version of a framework.</summary>
public sealed class FrameworkVersion
{
    private FrameworkVersion() { }

    public FrameworkVersionId Id { get; private set; }
    public FrameworkId Framework { get; private set; }
    public int Number { get; private set; }
    public FrameworkDefinition Definition { get; private set; } = new();
    public DateTimeOffset ReleasedAt { get; private set; }
    public PersonId? ReleasedBy { get; private set; }

    internal static FrameworkVersion Release(
        FrameworkId framework,
        int number,
        FrameworkDefinition definition,
        PersonId? by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = TypedId.New<FrameworkVersionId>(),
            Framework = framework,
            Number = number,
            Definition = definition,
            ReleasedAt = now,
            ReleasedBy = by,
        };
}
