namespace Residency.Foundation.Ui;

/// <summary>Names the resource that holds the words of the product in other languages.</summary>
/// <remarks>
/// The key is the English text itself, so a word without a translation shows in English.
/// Pages write <c>@L["Save this section"]</c>; other code asks for <c>IStringLocalizer&lt;Words&gt;</c>.
/// </remarks>
public sealed class Words;
