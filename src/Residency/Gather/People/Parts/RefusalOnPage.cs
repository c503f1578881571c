using Microsoft.Extensions.Localization;
using Residency.Foundation.Results;
using Residency.Foundation.Ui;

namespace Residency.Gather.People.Parts;

/// <summary>Shows a refusal beside the field that it is about, or above the form.</summary>
public static class RefusalOnPage
{
    /// <summary>The words for one field; null when the refusal is not about it.</summary>
    public static string? For(this Refusal? refusal, string field, IStringLocalizer words) =>
        refusal is Refusal.Invalid invalid && invalid.Field == field ? words[invalid.Text].Value : null;

    /// <summary>What the summary above the form lists.</summary>
    public static IReadOnlyList<FieldError> Errors(this Refusal? refusal, IStringLocalizer words) =>
        refusal switch
        {
            null => [],
            Refusal.Invalid invalid => [new FieldError(invalid.Field, words[invalid.Text])],
            _ => [new FieldError("", words[refusal.Text])],
        };
}
