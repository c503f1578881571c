using Residency.Yjs.Encoding;
using Residency.Yjs.Structs;
using Residency.Yjs.Types;

namespace Residency.Yjs;

/// <summary>One run of units in an update.</summary>
/// <param name="Id">The first unit.</param>
/// <param name="Length">How many units, 1 or more.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Origin">The unit left of it when it was written; null at a beginning.</param>
/// <param name="RightOrigin">The unit right of it when it was written; null at an end.</param>
public sealed record UpdateRun(YId Id, int Length, ContentKind Kind, YId? Origin, YId? RightOrigin)
{
    /// <summary>The root in which it stands; null when it stands in a type, or when its neighbours say where.</summary>
    public string? ParentRoot { get; init; }

    /// <summary>The unit that holds the type in which it stands; null when it stands in a root, or when its neighbours say where.</summary>
    public YId? ParentId { get; init; }

    /// <summary>The key in a map; null in a list, or when its neighbours say where.</summary>
    public string? Key { get; init; }

    /// <summary>What it holds: a text, an array of values, bytes, an embedded value, the name of a format, an empty type.</summary>
    public object? Content { get; init; }
}

/// <summary>What an update holds, read without a document.</summary>
/// <param name="Runs">What was written: clients in descending order, their clocks in ascending order, gaps among them.</param>
/// <param name="Deleted">What was deleted.</param>
public sealed record UpdateContents(IReadOnlyList<UpdateRun> Runs, DeleteSet Deleted);

/// <summary>Works with updates without building a document. Updates are of format 1 unless a name says otherwise.</summary>
public static class YUpdate
{
    /// <summary>One update that holds what several hold, gaps included.</summary>
    /// <exception cref="YjsFormatException">One is no update.</exception>
    public static byte[] Merge(params IReadOnlyList<byte[]> updates)
    {
        if (updates.Count == 1)
        {
            Read(updates[0]);
        }

        return Merging.Merge(updates, DecodingLimits.Default);
    }

    /// <summary>What of an update somebody does not have.</summary>
    /// <exception cref="YjsFormatException">It is no update.</exception>
    public static byte[] Diff(byte[] update, StateVector known) => Merging.Diff(update, known, DecodingLimits.Default);

    /// <summary>What somebody has who has this update alone: of each client the units from the first to the first gap.</summary>
    /// <exception cref="YjsFormatException">It is no update.</exception>
    public static StateVector StateVectorOf(ReadOnlyMemory<byte> update)
    {
        var vector = new StateVector();
        foreach (var section in StructReader.Read(new UpdateReaderV1(new ByteReader(update)), DecodingLimits.Default))
        {
            var state = 0;
            foreach (var next in section.Structs)
            {
                if (next is Skip || next.Clock != state)
                {
                    break;
                }

                state = next.End;
            }

            vector.Set(section.Client, state);
        }

        return vector;
    }

    /// <summary>What an update holds.</summary>
    /// <exception cref="YjsFormatException">It is no update, or holds more than the limits allow.</exception>
    public static UpdateContents Read(ReadOnlyMemory<byte> update, DecodingLimits? limits = null) =>
        Read(new UpdateReaderV1(new ByteReader(update)), limits ?? DecodingLimits.Default);

    /// <summary>What an update of format 2 holds.</summary>
    /// <exception cref="YjsFormatException">It is no update, or holds more than the limits allow.</exception>
    public static UpdateContents ReadV2(ReadOnlyMemory<byte> update, DecodingLimits? limits = null) =>
        Read(new UpdateReaderV2(new ByteReader(update)), limits ?? DecodingLimits.Default);

    /// <summary>An update of format 2 in format 1.</summary>
    /// <exception cref="YjsFormatException">It is no update.</exception>
    public static byte[] FromV2(ReadOnlyMemory<byte> update) =>
        Merging.Rewrite(new UpdateReaderV2(new ByteReader(update)), DecodingLimits.Default);

    private static UpdateContents Read(IUpdateReader reader, DecodingLimits limits)
    {
        var sections = StructReader.Read(reader, limits);
        return new UpdateContents(
            [.. sections.SelectMany(section => section.Structs).Select(Run)],
            DeleteSet.Read(reader, limits)
        );
    }

    private static UpdateRun Run(Struct next) =>
        next is Item item
            ? new UpdateRun(
                item.Id,
                item.Length,
                item.Kind,
                item.HasOrigin ? item.Origin : null,
                item.HasRightOrigin ? item.RightOrigin : null
            )
            {
                ParentRoot = item.Parent as string,
                ParentId = item.Parent as YId?,
                Key = item.Key,
                Content = Content.Whole(item),
            }
            : new UpdateRun(
                next.Id,
                next.Length,
                next is Gc ? ContentKind.Gc : ContentKind.Skip,
                Origin: null,
                RightOrigin: null
            );
}
