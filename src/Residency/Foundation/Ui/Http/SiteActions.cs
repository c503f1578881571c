using Residency.Foundation.Actors;

namespace Residency.Foundation.Ui.Http;

/// <summary>What can be done with the installation itself, whatever rooms it has.</summary>
public static class SiteActions
{
    public const string HealthView = "system.health.view";
    public const string FileView = "file.view";
    public const string MailboxView = "system.mailbox.view";
    public const string SettingsView = "system.settings.view";
    public const string Migrate = "system.migrate";
    public const string LanguageChoose = "site.language.choose";
}

/// <summary>Who may do what with the installation itself.</summary>
public static class SiteAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table.On(SiteActions.HealthView).Everyone(Reach.Hub);
        // Whose file it is, the room that keeps it knows: see IFileGate.
        table.On(SiteActions.FileView).Everyone(Reach.Hub);
        // The page exists only in development.
        table.On(SiteActions.MailboxView).Everyone(Reach.Hub);
        table.On(SiteActions.LanguageChoose).Everyone(Reach.Hub);
        table.On(SiteActions.SettingsView).Operator(Conditions.StepUp);
        table.On(SiteActions.Migrate).Operator(Conditions.StepUp);
        return table;
    }
}
