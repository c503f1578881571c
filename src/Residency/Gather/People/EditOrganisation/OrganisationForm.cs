using Residency.Foundation.Actors;

namespace Residency.Gather.People.EditOrganisation;

/// <summary>What is entered about an organisation.</summary>
public sealed class OrganisationForm
{
    public int Version { get; set; }
    public string Name
    {
        get;
        set => field = value ?? "";
    } = "";
    public string Aliases
    {
        get;
        set => field = value ?? "";
    } = "";
    public string Sector
    {
        get;
        set => field = value ?? "";
    } = "";
    public string Country
    {
        get;
        set => field = value ?? "";
    } = "";
    public string Size
    {
        get;
        set => field = value ?? "";
    } = "";
    public string Website
    {
        get;
        set => field = value ?? "";
    } = "";
    public string Ror
    {
        get;
        set => field = value ?? "";
    } = "";

    /// <summary>The form with what is recorded.</summary>
    public static OrganisationForm Of(OrganisationAtHand organisation) =>
        new()
        {
            Version = organisation.Version,
            Name = organisation.Wish.Name,
            Aliases = string.Join('\n', organisation.Wish.Aliases),
            Sector = organisation.Wish.Sector,
            Country = organisation.Wish.Country ?? "",
            Size = organisation.Wish.Size?.ToString() ?? "",
            Website = organisation.Wish.Website ?? "",
            Ror = organisation.Wish.Ror ?? "",
        };

    /// <summary>The wish that the form says.</summary>
    public NewOrganisation Read(HubId hub) =>
        new(hub, Name)
        {
            Aliases = Aliases.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Sector = Sector,
            Country = Country,
            Size = Enum.TryParse<SizeBand>(Size, out var size) && Enum.IsDefined(size) ? size : null,
            Website = Website,
            Ror = Ror,
        };
}
