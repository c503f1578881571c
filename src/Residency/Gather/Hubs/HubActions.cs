namespace Residency.Gather.Hubs;

/// <summary>What can be done with a hub as a whole.</summary>
public static class HubActions
{
    public const string PublicView = "hub.public.view";
    public const string SettingsView = "hub.settings.view";
    public const string SettingsEdit = "hub.settings.edit";
    public const string Create = "hub.create";
    public const string Delete = "hub.delete";
}
