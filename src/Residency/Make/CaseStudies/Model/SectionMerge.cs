using System.Globalization;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Brings together what two people made of one section, as long as they did not change the same words.</summary>
/// <remarks>
/// Blocks are known by their ids and words by their places: another word in the same sentence merges, the same word does
/// not. What one took out and the other changed is a clash. Both insertions at one place stay, the other person's first.
/// </remarks>
public static class SectionMerge
{
    /// <summary>The section with both changes; null when they clash.</summary>
    /// <param name="from">What both began with.</param>
    /// <param name="mine">What one made of it; blocks that continue old ones bear their ids.</param>
    /// <param name="theirs">What the text says now: title, key and label are taken from here.</param>
    public static Section? Merge(Section from, Section mine, Section theirs) =>
        Blocks(from.Blocks, mine.Blocks, theirs.Blocks) is { } blocks ? theirs with { Blocks = blocks.ToSequence() } : null;

    private static List<Block>? Blocks(Sequence<Block> from, Sequence<Block> mine, Sequence<Block> theirs)
    {
        if (mine == from || mine == theirs)
        {
            return [.. theirs];
        }

        var (old, my, their) = (ById(from), ById(mine), ById(theirs));
        var (iMoved, theyMoved) = (IsMoved(from, mine, my), IsMoved(from, theirs, their));
        if (iMoved && theyMoved)
        {
            return null;
        }

        var merged = new List<Block>();
        foreach (var block in iMoved ? mine : theirs)
        {
            var both = Both(block.Id, old, my, their);
            if (both is { IsClash: true })
            {
                return null;
            }

            merged.AddRange(both.Block is { } kept ? [kept] : []);
        }

        // Taken out by whose order is followed, changed by the other.
        var (spine, other) = iMoved ? (my, theirs) : (their, mine);
        if (other.Any(block => !spine.ContainsKey(block.Id) && old.TryGetValue(block.Id, out var was) && !was.Equals(block)))
        {
            return null;
        }

        Insert(merged, other, block => !spine.ContainsKey(block.Id) && !old.ContainsKey(block.Id));
        return merged;
    }

    private static (Block? Block, bool IsClash) Both(
        string id,
        Dictionary<string, Block> old,
        Dictionary<string, Block> my,
        Dictionary<string, Block> their
    )
    {
        var (was, mine, theirs) = (old.GetValueOrDefault(id), my.GetValueOrDefault(id), their.GetValueOrDefault(id));
        if (was is null)
        {
            return mine is null || theirs is null || mine.Equals(theirs) ? (theirs ?? mine, false) : (null, true);
        }

        if (mine is null || theirs is null)
        {
            var left = mine ?? theirs;
            return (null, left is not null && !left.Equals(was));
        }

        var both = Block(was, mine, theirs);
        return (both, both is null);
    }

    private static Block? Block(Block from, Block mine, Block theirs)
    {
        if (mine.Equals(from) || mine.Equals(theirs))
        {
            return theirs;
        }

        if (theirs.Equals(from))
        {
            return mine;
        }

        return (from, mine, theirs) switch
        {
            (Paragraph was, Paragraph my, Paragraph their) when Line(was.Content, my.Content, their.Content) is { } line =>
                their with
                {
                    Content = line,
                },
            (Heading was, Heading my, Heading their) when Line(was.Content, my.Content, their.Content) is { } line => their with
            {
                Content = line,
                Level = my.Level == was.Level ? their.Level : my.Level,
            },
            (BulletList was, BulletList my, BulletList their) when Items(was.Items, my.Items, their.Items) is { } items =>
                their with
                {
                    Items = items,
                },
            (OrderedList was, OrderedList my, OrderedList their) when Items(was.Items, my.Items, their.Items) is { } items =>
                their with
                {
                    Items = items,
                    Start = my.Start == was.Start ? their.Start : my.Start,
                },
            (QuotationBlock was, QuotationBlock my, QuotationBlock their)
                when Line(was.Attribution, my.Attribution, their.Attribution) is { } line
                    && Inner(was.Blocks, my.Blocks, their.Blocks) is { } blocks => their with
            {
                Blocks = blocks,
                Attribution = line,
            },
            (Callout was, Callout my, Callout their)
                when Line(was.Title, my.Title, their.Title) is { } line
                    && Inner(was.Blocks, my.Blocks, their.Blocks) is { } blocks => their with
            {
                Blocks = blocks,
                Title = line,
            },
            _ => null,
        };
    }

    private static Sequence<Inline>? Line(Sequence<Inline> from, Sequence<Inline> mine, Sequence<Inline> theirs) =>
        Pieces(LinePieces.Split(from), LinePieces.Split(mine), LinePieces.Split(theirs), piece => piece) is { } line
            ? Marks.Tidy(line)
            : null;

    private static Sequence<ListItem>? Items(Sequence<ListItem> from, Sequence<ListItem> mine, Sequence<ListItem> theirs) =>
        Pieces([.. from], [.. mine], [.. theirs], item => (item.Done, item.Suggested, Said(item.Blocks)))?.ToSequence();

    // Ids inside a block do not last through an edit as Markdown; what the blocks say does.
    private static Sequence<Block>? Inner(Sequence<Block> from, Sequence<Block> mine, Sequence<Block> theirs) =>
        Pieces([.. from], [.. mine], [.. theirs], block => Said([block]))?.ToSequence();

    private static string Said(Sequence<Block> blocks) => BlockIds.Derive(new Document([new Section("s", [], blocks)])).Hash();

    /// <summary>Merges three rows; pieces with equal keys are the same. Null when both changed the same pieces.</summary>
    private static List<T>? Pieces<T, TKey>(
        IReadOnlyList<T> from,
        IReadOnlyList<T> mine,
        IReadOnlyList<T> theirs,
        Func<T, TKey> key
    )
        where TKey : notnull
    {
        var names = new Dictionary<TKey, string>();
        var (old, my, their) = (Names(from), Names(mine), Names(theirs));
        var (myPlaces, theirPlaces) = (Places(old, my), Places(old, their));
        var merged = new List<T>();
        var (was, i, they) = (0, 0, 0);
        for (var stable = 0; stable <= old.Length; stable++)
        {
            if (stable < old.Length && (myPlaces[stable] < 0 || theirPlaces[stable] < 0))
            {
                continue;
            }

            var (myEnd, theirEnd) = stable < old.Length ? (myPlaces[stable], theirPlaces[stable]) : (my.Length, their.Length);
            var (gone, mySide, theirSide) = (old[was..stable], my[i..myEnd], their[they..theirEnd]);
            if (mySide.SequenceEqual(gone) || mySide.SequenceEqual(theirSide))
            {
                merged.AddRange(theirs.Skip(they).Take(theirSide.Length));
            }
            else if (theirSide.SequenceEqual(gone))
            {
                merged.AddRange(mine.Skip(i).Take(mySide.Length));
            }
            else if (gone.Length == 0)
            {
                merged.AddRange([.. theirs.Skip(they).Take(theirSide.Length), .. mine.Skip(i).Take(mySide.Length)]);
            }
            else
            {
                return null;
            }

            if (stable < old.Length)
            {
                merged.Add(theirs[theirEnd]);
            }

            (was, i, they) = (stable + 1, myEnd + 1, theirEnd + 1);
        }

        return merged;

        string[] Names(IReadOnlyList<T> row) =>
            [
                .. row.Select(piece =>
                {
                    var of = key(piece);
                    if (!names.TryGetValue(of, out var name))
                    {
                        name = names.Count.ToString(CultureInfo.InvariantCulture);
                        names.Add(of, name);
                    }

                    return name;
                }),
            ];
    }

    // For each old piece its place in the new row; -1 for none.
    private static int[] Places(string[] old, string[] now)
    {
        var places = new int[old.Length];
        var (was, place) = (0, 0);
        foreach (var (change, _) in WordDiff.Script(old, now))
        {
            switch (change)
            {
                case Change.Kept:
                    places[was++] = place++;
                    break;
                case Change.Deleted:
                    places[was++] = -1;
                    break;
                case Change.Inserted:
                    place++;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return places;
    }

    private static void Insert(List<Block> merged, Sequence<Block> other, Func<Block, bool> isNew)
    {
        var place = 0;
        foreach (var block in other)
        {
            if (isNew(block))
            {
                // Behind what others put in at the same place.
                merged.Insert(place++, block);
            }
            else if (merged.FindIndex(one => one.Id == block.Id) is >= 0 and var at)
            {
                place = at + 1;
            }
        }
    }

    private static bool IsMoved(Sequence<Block> from, Sequence<Block> to, Dictionary<string, Block> toById)
    {
        var kept = from.Select(block => block.Id).Where(toById.ContainsKey).ToList();
        var old = kept.ToHashSet(StringComparer.Ordinal);
        return !to.Select(block => block.Id).Where(old.Contains).SequenceEqual(kept);
    }

    private static Dictionary<string, Block> ById(Sequence<Block> blocks) =>
        blocks.DistinctBy(block => block.Id).ToDictionary(block => block.Id, StringComparer.Ordinal);
}
