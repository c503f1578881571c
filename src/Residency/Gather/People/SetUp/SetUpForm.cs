namespace Residency.Gather.People.SetUp;

/// <summary>Who sets the installation up, and its first hub.</summary>
public sealed class SetUpForm
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? HubName { get; set; }
    public string? Slug { get; set; }
    public string? Host { get; set; }
}
