namespace Residency.Yjs.Encoding;

/// <summary>Format 2: each kind of number and all texts in a column of their own, run-length encoded.</summary>
internal sealed class UpdateReaderV2 : IUpdateReader
{
    private readonly DifferenceColumn _keyClocks;
    private readonly RunColumn _clients;
    private readonly DifferenceColumn _leftClocks;
    private readonly DifferenceColumn _rightClocks;
    private readonly ByteColumn _headers;
    private readonly TextColumn _texts;
    private readonly ByteColumn _parents;
    private readonly RunColumn _types;
    private readonly RunColumn _lengths;
    private readonly List<string> _keys = [];
    private long _deleted;

    public UpdateReaderV2(ByteReader rest)
    {
        Rest = rest;
        rest.VarUint(); // a number for features to come; yjs does not use it yet
        _keyClocks = new DifferenceColumn(rest.Part());
        _clients = new RunColumn(rest.Part());
        _leftClocks = new DifferenceColumn(rest.Part());
        _rightClocks = new DifferenceColumn(rest.Part());
        _headers = new ByteColumn(rest.Part());
        _texts = new TextColumn(rest.Part());
        _parents = new ByteColumn(rest.Part());
        _types = new RunColumn(rest.Part());
        _lengths = new RunColumn(rest.Part());
    }

    public ByteReader Rest { get; }

    public long Client() => _clients.Next();

    public YId LeftId() => new(_clients.Next(), Clock(_leftClocks.Next()));

    public YId RightId() => new(_clients.Next(), Clock(_rightClocks.Next()));

    public byte Header() => _headers.Next();

    public string Text() => _texts.Next();

    public bool IsParentRoot() => _parents.Next() == 1;

    public int TypeNumber() => Clock(_types.Next());

    public int Length() => Clock(_lengths.Next());

    public string Key()
    {
        var number = _keyClocks.Next();
        if (number >= 0 && number < _keys.Count)
        {
            return _keys[(int)number];
        }

        var key = _texts.Next();
        _keys.Add(key);
        return key;
    }

    public byte[] Bytes() => Rest.Bytes();

    public Structs.JsonText Json(int depth) => Structs.JsonText.Of(AnyValue.Read(Rest, depth));

    public void BeginDeletions() => _deleted = 0;

    public int DeletedClock() => Clock(_deleted += Rest.Count());

    public int DeletedLength()
    {
        var length = Rest.Count() + 1L;
        _deleted += length;
        return Clock(length);
    }

    private static int Clock(long number) =>
        number is >= 0 and <= int.MaxValue ? (int)number : throw new YjsFormatException("A number is out of its range.");
}

/// <summary>Bytes, each with how often it stands there; the last one for ever.</summary>
internal sealed class ByteColumn(ByteReader reader)
{
    private byte _value;
    private long _left;

    public byte Next()
    {
        if (_left == 0)
        {
            _value = reader.Byte();
            _left = reader.Left > 0 ? (long)reader.VarUint() + 1 : -1;
        }

        _left--;
        return _value;
    }
}

/// <summary>Numbers; a negative one says that it stands there several times.</summary>
internal sealed class RunColumn(ByteReader reader)
{
    private long _value;
    private long _left;

    public long Next()
    {
        if (_left == 0)
        {
            var (number, isNegative) = reader.VarInt();
            _value = Math.Abs(number);
            _left = isNegative ? (long)reader.VarUint() + 2 : 1;
        }

        _left--;
        return _value;
    }
}

/// <summary>Numbers as differences to the one before; an odd one says that the difference holds several times.</summary>
internal sealed class DifferenceColumn(ByteReader reader)
{
    private long _value;
    private long _difference;
    private long _left;

    public long Next()
    {
        if (_left == 0)
        {
            var (number, _) = reader.VarInt();
            _difference = number >> 1; // rounds down, also below zero
            _left = (number & 1) == 1 ? (long)reader.VarUint() + 2 : 1;
        }

        _left--;
        return _value += _difference;
    }
}

/// <summary>One long text and the lengths of its pieces.</summary>
internal sealed class TextColumn
{
    private readonly string _all;
    private readonly RunColumn _lengths;
    private int _position;

    public TextColumn(ByteReader reader)
    {
        _all = reader.Text();
        _lengths = new RunColumn(reader);
    }

    public string Next()
    {
        var length = _lengths.Next();
        if (length > _all.Length - _position)
        {
            throw new YjsFormatException("The data ends too early.");
        }

        _position += (int)length;
        return _all.Substring(_position - (int)length, (int)length);
    }
}
