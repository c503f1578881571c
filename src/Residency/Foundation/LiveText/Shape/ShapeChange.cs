using Residency.Yjs;

namespace Residency.Foundation.LiveText.Shape;

/// <summary>Changes the elements and texts of a live text into others, keeping those that stay.</summary>
internal static class ShapeChange
{
    // Nobody sees these when they are empty, and somebody may be about to write there.
    private static readonly HashSet<string> KeptEmpty = ["title", "attribution", "caption"];

    /// <summary>Puts all children of a node into an empty list.</summary>
    internal static void Fill(YXmlFragment list, ShapeElement from)
    {
        foreach (var child in from.Children)
        {
            Insert(list, list.Count, child);
        }
    }

    /// <summary>Makes an element that is there, or the root, what it shall be.</summary>
    internal static void Apply(ShapeElement live, ShapeElement target)
    {
        if (live.Means(target))
        {
            return;
        }

        if (live.Live is YXmlElement element)
        {
            Attributes(live, target, element);
        }

        Children(live, target, live.Live!); // what was taken down from a live text is there
    }

    private static void Attributes(ShapeElement live, ShapeElement target, YXmlElement element)
    {
        foreach (var (name, wanted) in target.Attributes)
        {
            var present = live.Attributes.TryGetValue(name, out var value) ? value : LiveNodes.DefaultOf(live.Name, name);
            if (!LiveNodes.SameValue(present, wanted))
            {
                element.SetAttribute(name, wanted);
            }
        }

        foreach (var name in live.Attributes.Keys.Where(name => !target.Attributes.ContainsKey(name)))
        {
            element.RemoveAttribute(name);
        }
    }

    private static void Children(ShapeElement live, ShapeElement target, YXmlFragment list)
    {
        var (at, next, place) = (0, 0, 0);
        foreach (
            var (old, made) in ShapeMatch
                .Pairs(live.Children, target.Children)
                .Append((live.Children.Count, target.Children.Count))
        )
        {
            for (; at < old; at++)
            {
                if (IsKept(live.Children[at]))
                {
                    place++;
                }
                else
                {
                    list.Delete(place);
                }
            }

            for (; next < made; next++, place++)
            {
                Insert(list, place, target.Children[next]);
            }

            if (at < live.Children.Count && next < target.Children.Count)
            {
                Apply(live.Children[at], target.Children[next]);
                (at, next, place) = (at + 1, next + 1, place + 1);
            }
        }
    }

    private static void Apply(ShapeNode live, ShapeNode target)
    {
        switch (live, target)
        {
            case (ShapeElement old, ShapeElement made):
                Apply(old, made);
                break;
            case (ShapeText old, ShapeText made):
                TextChange.Apply(old, made);
                break;
            default:
                throw new System.Diagnostics.UnreachableException("An element was matched with a text.");
        }
    }

    private static bool IsKept(ShapeNode node) =>
        node is ShapeElement { Children.Count: 0 } element && KeptEmpty.Contains(element.Name);

    private static void Insert(YXmlFragment list, int index, ShapeNode node)
    {
        switch (node)
        {
            case ShapeElement from:
                var element = new YXmlElement(from.Name);
                list.Insert(index, element);
                foreach (var (name, value) in from.Attributes)
                {
                    element.SetAttribute(name, value);
                }

                Fill(element, from);
                break;
            case ShapeText from:
                var text = new YXmlText();
                list.Insert(index, text);
                text.ApplyDelta(from.Pieces.Select(piece => new DeltaStep(piece.Text) { Attributes = piece.Formats }));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(node.GetType().Name);
        }
    }
}
