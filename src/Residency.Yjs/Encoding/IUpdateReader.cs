namespace Residency.Yjs.Encoding;

/// <summary>Reads the parts of an update in one of its two formats.</summary>
internal interface IUpdateReader
{
    /// <summary>What both formats write alike.</summary>
    ByteReader Rest { get; }

    long Client();

    YId LeftId();

    YId RightId();

    byte Header();

    string Text();

    bool IsParentRoot();

    int TypeNumber();

    int Length();

    string Key();

    byte[] Bytes();

    /// <summary>The JSON text of a format or an embedded thing.</summary>
    Structs.JsonText Json(int depth);

    void BeginDeletions();

    int DeletedClock();

    int DeletedLength();
}

/// <summary>Format 1: everything in one line.</summary>
internal sealed class UpdateReaderV1(ByteReader rest) : IUpdateReader
{
    public ByteReader Rest => rest;

    public long Client() => rest.Client();

    public YId LeftId() => rest.Id();

    public YId RightId() => rest.Id();

    public byte Header() => rest.Byte();

    public string Text() => rest.Text();

    public bool IsParentRoot() => rest.VarUint() == 1;

    public int TypeNumber() => rest.Count();

    public int Length() => rest.Count();

    public string Key() => rest.Text();

    public byte[] Bytes() => rest.Bytes();

    public Structs.JsonText Json(int depth)
    {
        var text = rest.Text();
        return new Structs.JsonText(text, YValue.FromJson(text, depth));
    }

    public void BeginDeletions() { }

    public int DeletedClock() => rest.Count();

    public int DeletedLength() => rest.Count();
}
