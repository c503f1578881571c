using System.Globalization;
using Residency.Yjs;

namespace Residency.Tests.Foundation.LiveText.Wire;

/// <summary>The oracle of the durability tests: what a writer inserted, deleted and was told is stored.</summary>
/// <remarks>The same as <c>bench/livetext/oracle.mjs</c>, for one writer after the other.</remarks>
internal sealed class Markers(string writer, Random dice)
{
    private readonly List<Entry> _all = [];
    private int _count;

    /// <summary>A change that inserts a new marker at a random place.</summary>
    public Action<YDoc> Insert()
    {
        var entry = new Entry(string.Create(CultureInfo.InvariantCulture, $"⟦{writer}-{++_count:000000}⟧"));
        _all.Add(entry);
        return doc =>
        {
            var (text, words) = Some(Texts(doc).ToList());
            var borders = Borders(words);
            text.Insert(borders[dice.Next(borders.Count)], entry.Marker);
        };
    }

    /// <summary>A change that deletes a marker of this writer; null when there is none to delete.</summary>
    public Action<YDoc>? Delete()
    {
        var own = _all.Where(entry => entry is { IsAcknowledged: true, IsDeletionSent: false }).ToList();
        if (own.Count == 0)
        {
            return null;
        }

        var entry = own[dice.Next(own.Count)];
        return doc =>
        {
            foreach (var (text, words) in Texts(doc))
            {
                if (words.IndexOf(entry.Marker, StringComparison.Ordinal) is >= 0 and var at)
                {
                    entry.IsDeletionSent = true;
                    text.Delete(at, entry.Marker.Length);
                    return;
                }
            }
        };
    }

    /// <summary>Everything that was sent so far is stored.</summary>
    public void Acknowledge()
    {
        foreach (var entry in _all)
        {
            entry.IsAcknowledged = true;
            entry.IsDeletionAcknowledged |= entry.IsDeletionSent;
        }

        Acknowledged = _all.Count;
    }

    /// <summary>What a view of the text contradicts; empty when every promise holds.</summary>
    /// <param name="view">All words of the text, wherever they were read.</param>
    public IEnumerable<string> Contradictions(string view)
    {
        foreach (var entry in _all)
        {
            var times = view.Split(entry.Marker).Length - 1;
            if (times > 1)
            {
                yield return $"{entry.Marker} is there {times} times";
            }
            else if (times == 1 && entry.IsDeletionAcknowledged)
            {
                yield return $"{entry.Marker} was deleted and is there";
            }
            else if (times == 0 && entry is { IsAcknowledged: true, IsDeletionSent: false })
            {
                yield return $"{entry.Marker} was acknowledged and is lost";
            }
        }
    }

    /// <summary>How many markers were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Puts a paragraph of the writer's own at the end of the first section.</summary>
    public Action<YDoc> Paragraph(string id) =>
        doc =>
        {
            var section = doc.Get<YXmlFragment>("text")
                .Children.OfType<YXmlElement>()
                .First(child => child.NodeName == "section");
            var paragraph = new YXmlElement("paragraph");
            section.Insert(section.Count, paragraph);
            paragraph.SetAttribute("id", id);
            paragraph.Insert(0, new YXmlText());
        };

    /// <summary>All words of a document, one text after the other.</summary>
    public static string WordsOf(YDoc doc) => string.Join('\n', Texts(doc).Select(one => one.Words));

    private (YXmlText Text, string Words) Some(List<(YXmlText Text, string Words)> all) => all[dice.Next(all.Count)];

    // Only between markers: inside one, a search would not find it any more.
    private static List<int> Borders(string words)
    {
        var borders = new List<int> { 0 };
        for (var at = words.IndexOf('⟧', StringComparison.Ordinal); at >= 0; at = words.IndexOf('⟧', at + 1))
        {
            borders.Add(at + 1);
        }

        return borders;
    }

    private static IEnumerable<(YXmlText Text, string Words)> Texts(YDoc doc)
    {
        var open = new Stack<YType>([doc.Get<YXmlFragment>("text")]);
        while (open.TryPop(out var type))
        {
            if (type is YXmlText text)
            {
                yield return (text, string.Concat(text.ToDelta().Select(step => step.Insert as string ?? "\0")));
            }
            else if (type is YXmlFragment fragment)
            {
                foreach (var child in fragment.Children)
                {
                    open.Push(child);
                }
            }
        }
    }

    private sealed record Entry(string Marker)
    {
        public bool IsAcknowledged { get; set; }

        public bool IsDeletionSent { get; set; }

        public bool IsDeletionAcknowledged { get; set; }
    }
}
