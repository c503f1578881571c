namespace Residency.Foundation.Ui;

/// <summary>The places of a layout that a page may fill with <c>SectionContent</c>.</summary>
public static class PageSections
{
    /// <summary>Beside a work page, for the navigation of the thing it is about; above it on a phone.</summary>
    public const string Side = "side";
}
