using System.Runtime.CompilerServices;
using Markdig.Syntax;

namespace Residency.Foundation.Text.Myst;

/// <summary>Finds where details elements end among the blocks beside them.</summary>
internal sealed class DetailsEnds
{
    // Looked through once: a file of nothing but openings would else be read as often as it has any.
    private readonly ConditionalWeakTable<ContainerBlock, List<int>> _known = [];

    /// <summary>The place of the next closing tag behind a block; the count of blocks when there is none.</summary>
    internal int After(ContainerBlock container, int opening)
    {
        var ends = _known.GetValue(container, Find);
        var at = ends.BinarySearch(opening + 1);
        at = at < 0 ? ~at : at;
        return at < ends.Count ? ends[at] : container.Count;
    }

    private static List<int> Find(ContainerBlock container) =>
        [
            .. Enumerable
                .Range(0, container.Count)
                .Where(i =>
                    container[i] is HtmlBlock html
                    && html.Lines.ToString().Contains("</details", StringComparison.OrdinalIgnoreCase)
                ),
        ];
}
