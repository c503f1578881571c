namespace Residency.Yjs.Structs;

/// <summary>A run of units of one client.</summary>
internal abstract class Struct(long client, int clock, int length)
{
    public long Client { get; } = client;

    public int Clock { get; internal set; } = clock;

    public int Length { get; internal set; } = length;

    public YId Id => new(Client, Clock);

    /// <summary>The clock behind the last unit.</summary>
    public int End => Clock + Length;

    public abstract bool IsDeleted { get; }

    /// <summary>Takes in the struct that follows, if both can be one.</summary>
    public abstract bool TryMerge(Struct right);

    /// <summary>The units from <paramref name="offset"/> on, as a struct that stands in no document.</summary>
    public abstract Struct From(int offset);
}

/// <summary>Units whose content and place are forgotten.</summary>
internal sealed class Gc(long client, int clock, int length) : Struct(client, clock, length)
{
    public override bool IsDeleted => true;

    public override bool TryMerge(Struct right)
    {
        if (right is not Gc)
        {
            return false;
        }

        Length += right.Length;
        return true;
    }

    public override Struct From(int offset) => new Gc(Client, Clock + offset, Length - offset);
}

/// <summary>Units that are not in this update.</summary>
internal sealed class Skip(long client, int clock, int length) : Struct(client, clock, length)
{
    public override bool IsDeleted => false;

    public override bool TryMerge(Struct right)
    {
        if (right is not Skip)
        {
            return false;
        }

        Length += right.Length;
        return true;
    }

    public override Struct From(int offset) => new Skip(Client, Clock + offset, Length - offset);
}
