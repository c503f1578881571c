using Residency.Yjs.Structs;

namespace Residency.Yjs.Tests;

/// <summary>What holds in every document, whatever was brought to it.</summary>
internal static class Invariants
{
    /// <summary>Of the document and of one that is loaded from what it encodes.</summary>
    /// <remarks>
    /// Both need not show the same: somebody who puts units between neighbours that never stood beside each other can make the
    /// order depend on the way in which they arrive, here as in yjs.
    /// </remarks>
    public static void Hold(YDoc doc, string about)
    {
        HoldInside(doc, about);
        var copy = new YDoc { Forgets = doc.Forgets };
        copy.Apply(doc.Encode());
        HoldInside(copy, $"{about}, loaded again");
        copy.StateVector().Same(doc.StateVector()).ShouldBeTrue(about);
        Shape.Of(copy).ShouldNotBeEmpty();
        Shape.Of(doc).ShouldNotBeEmpty();
    }

    private static void HoldInside(YDoc doc, string about)
    {
        foreach (var (client, structs) in doc.Store.Clients)
        {
            var clock = 0;
            for (var i = 0; i < structs.Count; i++)
            {
                structs[i].Clock.ShouldBe(clock, about);
                structs[i].Client.ShouldBe(client, about);
                structs[i].Length.ShouldBeGreaterThan(0, about);
                structs.IndexOf(clock).ShouldBe(i, $"{about}: index of {client}:{clock}");
                clock = structs[i].End;
                if (structs[i] is Item { Kind: ContentKind.Type, Payload: YType type })
                {
                    Hold(type, about);
                }
            }
        }

        foreach (var root in doc.Roots.Values)
        {
            Hold(root, about);
        }
    }

    private static void Hold(YType type, string about)
    {
        var length = 0;
        Item? left = null;
        for (var item = type.Start; item is not null; item = item.Right)
        {
            ReferenceEquals(item.Left, left).ShouldBeTrue(about);
            ReferenceEquals(item.Parent, type).ShouldBeTrue(about);
            item.Key.ShouldBeNull(about);
            length += item is { IsDeleted: false, IsCountable: true } ? item.Length : 0;
            left = item;
        }

        type.Length.ShouldBe(length, $"{about}: {type.GetType().Name} {type.RootName} {type.Id}");
        foreach (var (key, newest) in type.MapOrNull ?? [])
        {
            newest.Right.ShouldBeNull(about);
            for (var item = newest; item is not null; item = item.Left)
            {
                item.Key.ShouldBe(key, about);
                ReferenceEquals(item.Parent, type).ShouldBeTrue(about);
            }
        }
    }
}
