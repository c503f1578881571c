namespace Residency.Gather.People.Introduce;

/// <summary>How a person is presented.</summary>
public sealed class AccountForm
{
    public string? Name { get; set; }
    public string? Orcid { get; set; }
    public string? Biography { get; set; }
}
