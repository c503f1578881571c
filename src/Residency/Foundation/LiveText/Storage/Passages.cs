using Residency.Foundation.LiveText.Shape;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Storage;

/// <summary>Who wrote what of a text.</summary>
internal static class Passages
{
    /// <summary>The words of one writer beside each other, in the order of the text.</summary>
    public static IReadOnlyList<LivePassage> Of(LoadedText loaded)
    {
        List<LivePassage> passages = [];
        Walk(loaded.Doc.Get<YXmlFragment>(LiveShape.Root), "", loaded.Authors, passages);
        return passages;
    }

    // Nesting is bounded by the schema of live texts.
    private static void Walk(YXmlFragment parent, string block, Authors authors, List<LivePassage> passages)
    {
        foreach (var child in parent.Children)
        {
            switch (child)
            {
                case YXmlElement element:
                    Walk(element, element.Attribute("id") as string ?? block, authors, passages);
                    break;
                case YXmlText text:
                    foreach (var (id, letters) in text.Runs())
                    {
                        Add(passages, block, id, letters, authors);
                    }

                    break;
            }
        }
    }

    private static void Add(List<LivePassage> passages, string block, YId id, string letters, Authors authors)
    {
        var start = 0;
        while (start < letters.Length)
        {
            var (writer, broughtBy) = authors.Of(id.Client, id.Clock + start);
            var end = start + 1;
            while (end < letters.Length && authors.Of(id.Client, id.Clock + end) == (writer, broughtBy))
            {
                end++;
            }

            var words = letters[start..end];
            if (passages is [.., var last] && last.Block == block && last.Writer == writer && last.BroughtBy == broughtBy)
            {
                passages[^1] = last with { Text = last.Text + words };
            }
            else
            {
                passages.Add(new LivePassage(block, writer, words) { BroughtBy = broughtBy });
            }

            start = end;
        }
    }
}
