using System.Globalization;
using System.Text;

namespace Residency.Bench;

/// <summary>Makes texts that are as uneven as written ones: few words are frequent, most are rare. The same seed gives the same texts.</summary>
internal sealed class Prose(int seed)
{
    private const int Vocabulary = 20_000;
    private static readonly string[] s_onsets =
    [
        "b",
        "br",
        "c",
        "d",
        "f",
        "g",
        "h",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "st",
        "t",
        "v",
    ];
    private static readonly string[] s_vowels = ["a", "e", "i", "o", "u", "ea", "ou"];
    private static readonly string[] s_codas = ["", "", "n", "r", "s", "l", "t", "nd", "ck"];

#pragma warning disable CA5394 // made-up words, not secrets
    private readonly Random _random = new(seed);

    /// <summary>The word of a rank, 1 the most frequent; the same in every text.</summary>
    public static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var rest = rank; rest > 0; rest /= 16 * 7)
        {
            word.Append(s_onsets[rest % 16]).Append(s_vowels[rest / 16 % 7]).Append(s_codas[(rest + word.Length) % 9]);
        }

        return word.ToString();
    }

    /// <summary>So many words with full stops and capitals.</summary>
    public string Words(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var word = Word(Rank());
            var begins = i % 14 == 0;
            text.Append(
                    begins && i > 0 ? ". "
                    : i > 0 ? " "
                    : ""
                )
                .Append(begins ? char.ToUpperInvariant(word[0]) + word[1..] : word);
        }

        return text.Append('.').ToString();
    }

    /// <summary>A MyST text of about so many words: sections, lists, emphasis, links, notes and a table.</summary>
    public string Myst(string title, int words)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"---\ntitle: \"{title}\"\nauthors:\n  - name: Ada Example\n---\n\n");
        var written = 0;
        for (var part = 1; written < words; part++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"## {Title(4)}\n\n{Words(60)}\n\n{Words(40)} *{Words(4)}* {Words(30)}[^n{part}]\n\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"- {Words(12)}\n- **{Words(3)}** {Words(10)}\n- [{Words(3)}](https://example.org/{part})\n\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Word(Rank())} | {Word(Rank())} |\n| --- | --- |\n| {Words(4)} | {Words(4)} |\n\n[^n{part}]: {Words(12)}\n\n"
            );
            written += 190;
        }

        return text.ToString();
    }

    /// <summary>A few words without full stops.</summary>
    public string Title(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(Rank())));

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Number(int end) => _random.Next(end);

    // Zipf's law: a word of rank r is about 1/r as frequent as the first. Its integral is the logarithm.
    private int Rank() => (int)Math.Clamp(Math.Exp(_random.NextDouble() * Math.Log(Vocabulary)), 1, Vocabulary);
#pragma warning restore CA5394
}
