using System.Text;

namespace Residency.Tests.Foundation.LiveText.Wire;

/// <summary>Writes bytes of the wire, also such as no honest client would write.</summary>
internal sealed class FrameWriter
{
    private readonly List<byte> _to = [];

    public static byte[] Sync(string name, int kind, byte[] payload) =>
        new FrameWriter().Text(name).Number(0).Number(kind).Bytes(payload).Done();

    public static byte[] Update(string name, byte[] update) => Sync(name, 2, update);

    public static byte[] Said(string name, int kind, params string[] words)
    {
        var to = new FrameWriter().Text(name).Number(kind);
        foreach (var word in words)
        {
            to.Text(word);
        }

        return to.Done();
    }

    public static byte[] Token(string name, string token) =>
        new FrameWriter().Text(name).Number(2).Number(0).Text(token).Text("4.8.0").Done();

    public static byte[] Awareness(string name, ulong client, ulong clock, string state) =>
        new FrameWriter()
            .Text(name)
            .Number(1)
            .Bytes(new FrameWriter().Number(1).Number(client).Number(clock).Text(state).Done())
            .Done();

    public FrameWriter Number(ulong value)
    {
        while (value > 0x7f)
        {
            _to.Add((byte)(value | 0x80));
            value >>= 7;
        }

        _to.Add((byte)value);
        return this;
    }

    public FrameWriter Number(int value) => Number((ulong)value);

    public FrameWriter Byte(int value)
    {
        _to.Add((byte)value);
        return this;
    }

    public FrameWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _to.AddRange(bytes);
        return this;
    }

    public FrameWriter Bytes(byte[] bytes) => Number(bytes.Length).Raw(bytes);

    public FrameWriter Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public byte[] Done() => [.. _to];
}
