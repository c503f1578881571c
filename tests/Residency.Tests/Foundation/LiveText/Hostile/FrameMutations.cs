using System.Globalization;
using Residency.Tests.Foundation.LiveText.Wire;

namespace Residency.Tests.Foundation.LiveText.Hostile;

/// <summary>Makes frames that are nearly right out of recorded ones, and some that are all wrong. The same seed gives the same frames.</summary>
/// <param name="corpus">Frames as clients send them.</param>
/// <param name="name">The name of the text on the wire.</param>
/// <param name="dice">Where the chances come from.</param>
internal sealed class FrameMutations(IReadOnlyList<byte[]> corpus, string name, Random dice)
{
    private static readonly byte[][] s_numbers =
    [
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
        [0xff, 0xff, 0xff, 0xff, 0x07],
        [0xff, 0xff, 0xff, 0xff, 0x0f],
    ];

    private static readonly byte[][] s_words =
    [
        [0xed, 0xa0, 0xbd],
        [0xed, 0xb8, 0x80],
        [0xc0, 0x80],
        [0xff, 0xfe],
        [0xf4, 0x90, 0x80, 0x80],
        [0],
    ];

    private readonly List<(string What, byte[] Update)> _handmade = [.. HandmadeUpdates.All()];

    /// <summary>The next frame, and in a word how it came about.</summary>
    public (string What, byte[] Frame) Next()
    {
        var frame = corpus[dice.Next(corpus.Count)];
        return dice.Next(16) switch
        {
            0 or 1 => ("bits", Bits(frame)),
            2 => ("cut", frame[..dice.Next(frame.Length)]),
            3 => ("number", Spliced(frame, s_numbers[dice.Next(s_numbers.Length)])),
            4 => ("letters", Spliced(frame, s_words[dice.Next(s_words.Length)])),
            5 => ("length", Length(frame)),
            6 => ("joined", [.. frame, .. corpus[dice.Next(corpus.Count)]]),
            7 => ("crossed", Crossed(frame, corpus[dice.Next(corpus.Count)])),
            8 => ("name", Renamed(frame)),
            9 => ("kind", Kind(frame)),
            10 => ("noise", Noise()),
            11 => ("presence", Presence()),
            12 => ("token", FrameWriter.Token(name, Noise().Length.ToString(CultureInfo.InvariantCulture))),
            13 => ("handmade", FrameWriter.Sync(name, 1 + dice.Next(2), _handmade[dice.Next(_handmade.Count)].Update)),
            14 => ("handmade, broken", FrameWriter.Update(name, Bits(_handmade[dice.Next(_handmade.Count)].Update))),
            _ => ("inside", Inside(frame)),
        };
    }

    private byte[] Bits(byte[] frame)
    {
        var copy = (byte[])frame.Clone();
        for (var times = 1 + dice.Next(4); times > 0 && copy.Length > 0; times--)
        {
            copy[dice.Next(copy.Length)] ^= (byte)(1 << dice.Next(8));
        }

        return copy;
    }

    private byte[] Spliced(byte[] frame, byte[] piece)
    {
        var at = dice.Next(frame.Length);
        var gone = Math.Min(frame.Length - at, dice.Next(piece.Length + 1));
        return [.. frame[..at], .. piece, .. frame[(at + gone)..]];
    }

    // The length of the payload of a sync frame, said to be more or less than it is.
    private byte[] Length(byte[] frame)
    {
        var after = frame[0] + 1;
        if (after + 2 >= frame.Length || frame[after] != 0)
        {
            return Bits(frame);
        }

        var said = new FrameWriter().Number((ulong)dice.NextInt64(0, 1L << dice.Next(1, 54))).Done();
        return [.. frame[..(after + 2)], .. said, .. frame[(after + 3)..]];
    }

    private byte[] Crossed(byte[] one, byte[] other) => [.. one[..dice.Next(one.Length)], .. other[dice.Next(other.Length)..]];

    private byte[] Renamed(byte[] frame)
    {
        string[] names =
        [
            "",
            "case-study/00000000-0000-0000-0000-000000000000",
            $"{name}\0other",
            name.ToUpperInvariant(),
            "../" + name,
            new string('n', 5000),
        ];
        var start = Math.Min(frame.Length, frame[0] + 1);
        return [.. new FrameWriter().Text(names[dice.Next(names.Length)]).Done(), .. frame[start..]];
    }

    private byte[] Kind(byte[] frame)
    {
        var copy = (byte[])frame.Clone();
        var at = Math.Min(copy.Length - 1, frame[0] + 1 + dice.Next(2));
        copy[at] = (byte)dice.Next(dice.Next(2) == 0 ? 12 : 256);
        return copy;
    }

    private byte[] Noise()
    {
        var noise = new byte[dice.Next(200)];
        dice.NextBytes(noise);
        return noise;
    }

    private byte[] Presence()
    {
        string[] states =
        [
            "null",
            "{",
            "[]",
            "\"x\"",
            """{"user":{"id":"somebody else","name":"The owner","colour":"red;background:url(//x)"}}""",
            """{"cursor":{"anchor":{"type":{"client":9007199254740992,"clock":-1}},"head":[]},"suggesting":"yes"}""",
            new string('[', 20_000),
            $$"""{"cursor":"{{new string('x', 80_000)}}"}""",
            """{"cursor":null,"cursor":{"anchor":1}}""",
        ];
        return FrameWriter.Awareness(name, (ulong)dice.NextInt64(), (ulong)dice.NextInt64(), states[dice.Next(states.Length)]);
    }

    // Keeps the envelope right, so that what is inside is reached.
    private byte[] Inside(byte[] frame)
    {
        var from = new FrameReader(frame);
        if (!from.IsSync(out var kind, out var payload) || payload.Length < 4)
        {
            return Bits(frame);
        }

        var changed = dice.Next(4) switch
        {
            0 => Bits(payload),
            1 => Spliced(payload, s_numbers[dice.Next(s_numbers.Length)]),
            2 => payload[..dice.Next(payload.Length)],
            _ => Spliced(payload, [(byte)dice.Next(12)]),
        };
        return FrameWriter.Sync(name, kind, changed);
    }
}
