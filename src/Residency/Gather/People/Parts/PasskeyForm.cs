namespace Residency.Gather.People.Parts;

/// <summary>What comes back from the browser's passkey dialogue.</summary>
public sealed class PasskeyForm
{
    /// <summary>Our sealed state of the question.</summary>
    public string? State { get; set; }

    /// <summary>The authenticator's answer as JSON; empty when the script did not run.</summary>
    public string? Credential { get; set; }
}
