using Residency.Foundation.Actors;

namespace Residency.Foundation.Mail;

/// <summary>What can be done with mails themselves.</summary>
public static class MailActions
{
    /// <summary>Handing a letter to the mail server; only the product itself does it.</summary>
    public const string Send = "mail.send";
}

/// <summary>Who may do what with mails themselves.</summary>
public static class MailAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table.On(MailActions.Send);
        return table;
    }
}
