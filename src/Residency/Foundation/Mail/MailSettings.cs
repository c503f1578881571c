using Residency.Foundation.Settings;

namespace Residency.Foundation.Mail;

/// <summary>How mails leave the house.</summary>
[Section("Mail")]
public sealed record MailSettings
{
    /// <summary>The SMTP server; empty means that mails wait.</summary>
    [Setting(
        "The SMTP server. Without one mails wait in the outbox; in development /dev/mailbox shows them.",
        Unit = "a host name"
    )]
    public string Host { get; init; } = "";

    /// <summary>Its port; STARTTLS is used, so 465 does not work. Default 587.</summary>
    [Setting("The port of the SMTP server; with STARTTLS, so not 465.", Min = 1, Max = 65535)]
    public int Port { get; init; } = 587;

    /// <summary>Whether the connection must be encrypted. Default yes.</summary>
    [Setting("Requires STARTTLS; turn it off only for a server on the same machine.")]
    public bool RequireTls { get; init; } = true;

    /// <summary>The account at the server; empty for none.</summary>
    [Setting("The account at the SMTP server.")]
    public string User { get; init; } = "";

    /// <summary>Its password.</summary>
    [Setting("The password of that account.", IsSecret = true)]
    public string Password { get; init; } = "";

    /// <summary>The address that stands as the sender.</summary>
    [Setting("The address that stands as the sender of every mail.", Unit = "an e-mail address")]
    public string From { get; init; } = "residency@localhost.localdomain";

    /// <summary>The name beside it.</summary>
    [Setting("The name beside that address, where a hub gives no other.")]
    public string FromName { get; init; } = "Residency";

    /// <summary>Mails that one person may cause within a day, 1–10 000. Default 200.</summary>
    [Setting("How many mails one person may cause within a day, as by inviting.", Min = 1, Max = 10_000)]
    public int MostPerPersonAndDay { get; init; } = 200;
}
