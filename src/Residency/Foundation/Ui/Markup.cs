using Microsoft.AspNetCore.Components.Rendering;

namespace Residency.Foundation.Ui;

/// <summary>Writes elements and escaped words to a page that is rendered once.</summary>
/// <remarks>There is no way to write raw markup with it: that is its point. Pages are not compared with an earlier rendering, so sequence numbers carry nothing.</remarks>
internal readonly struct Markup(RenderTreeBuilder builder)
{
    /// <summary>An element with the given content; attributes that are null are left out.</summary>
    internal void Element(string name, Action content, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(name, attributes);
        content();
        builder.CloseElement();
    }

    /// <summary>An element with words only.</summary>
    internal void Words(string name, string words, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(name, attributes);
        builder.AddContent(0, words);
        builder.CloseElement();
    }

    /// <summary>An element without content.</summary>
    internal void Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(name, attributes);
        builder.CloseElement();
    }

    /// <summary>Words, escaped.</summary>
    internal void Text(string words) => builder.AddContent(0, words);

    private void Open(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        builder.OpenElement(0, name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
            {
                builder.AddAttribute(0, attribute, value);
            }
        }
    }
}
