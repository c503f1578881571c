using System.Text;

namespace Residency.Foundation.Ui;

/// <summary>What a control needs to know about the field it stands in.</summary>
/// <param name="Id">The id that the label and the error summary point at.</param>
/// <param name="Attributes">Put on the control with <c>@attributes="field.Attributes"</c>.</param>
public sealed record FieldControl(string Id, IReadOnlyDictionary<string, object> Attributes);

/// <summary>An error that the summary links to its control.</summary>
/// <param name="Field">Name of the property; empty when the error concerns the whole form.</param>
/// <param name="Text">What is wrong and what to do.</param>
public sealed record FieldError(string Field, string Text);

/// <summary>Derives the ids of controls, so that labels and summaries agree without being told.</summary>
public static class FieldIds
{
    /// <summary>The id of the control for a property: <c>PlaceOfWork</c> becomes <c>field-place-of-work</c>.</summary>
    public static string Of(string name)
    {
        var id = new StringBuilder("field");
        var afterLetter = false;
        foreach (var letter in name)
        {
            if (!char.IsLetterOrDigit(letter))
            {
                afterLetter = false;
                continue;
            }
            if (!afterLetter || char.IsUpper(letter))
                id.Append('-');
            id.Append(char.ToLowerInvariant(letter));
            afterLetter = true;
        }
        return id.ToString();
    }
}
