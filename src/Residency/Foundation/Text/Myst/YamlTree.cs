using System.Globalization;
using Residency.Foundation.Results;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Residency.Foundation.Text.Myst;

/// <summary>YAML as plain values. No types are made from names in the file, and nothing in it can refer to something else.</summary>
internal abstract record YamlTree
{
    private const int LargestText = 64 * 1024;
    private const int Deepest = 20;

    /// <summary>The line of the piece of YAML, from 1, at which the value begins.</summary>
    internal int Line { get; private init; }

    /// <summary>The value in words, for places where only words are expected.</summary>
    internal string InWords() =>
        this switch
        {
            YamlWord word => word.Text,
            YamlList list => string.Join(", ", list.Items.Select(item => item.InWords())),
            YamlMap map => string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {entry.Value.InWords()}")),
            _ => throw new System.Diagnostics.UnreachableException(GetType().Name),
        };

    /// <summary>One document of YAML; refuses anchors, deep nesting, more than 64 KB and what is no YAML.</summary>
    /// <param name="yaml">The piece.</param>
    /// <param name="before">How many lines of the file stand before it.</param>
    internal static Result<YamlTree> Parse(string yaml, int before = 0)
    {
        if (yaml.Length > LargestText)
        {
            return new Refusal.Invalid("front matter", "The front matter is longer than 64 KB. Keep the text below it.");
        }

        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return new YamlMap([]);
            }

            parser.Consume<DocumentStart>();
            return Value(parser, before, depth: 0);
        }
        catch (YamlException wrong)
        {
            return new Refusal.Invalid(
                "front matter",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The front matter is not valid YAML in line {before + Math.Max(1, wrong.Start.Line)}: {Sentence(wrong.Message)} Mend it and try again."
                )
            );
        }
    }

    private static string Sentence(string message) => message.TrimEnd('.', ' ') + ".";

    private static YamlTree Value(Parser parser, int before, int depth)
    {
        var start = parser.Current?.Start ?? default;
        if (depth > Deepest)
        {
            throw new YamlException(start, start, "It nests too deep.");
        }

        var line = before + (int)start.Line;
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var isNothing = scalar.Style == ScalarStyle.Plain && scalar.Value is "~" or "null";
            return new YamlWord(isNothing ? "" : scalar.Value) { Line = line };
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlTree>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Value(parser, before, depth + 1));
            }

            return new YamlList(items) { Line = line };
        }

        if (!parser.TryConsume<MappingStart>(out _))
        {
            throw new YamlException(start, start, "References to other places are not allowed.");
        }

        var entries = new List<KeyValuePair<string, YamlTree>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            entries.Add(new(Value(parser, before, depth + 1).InWords(), Value(parser, before, depth + 1)));
        }

        return new YamlMap(entries) { Line = line };
    }
}

internal sealed record YamlWord(string Text) : YamlTree;

internal sealed record YamlList(IReadOnlyList<YamlTree> Items) : YamlTree;

internal sealed record YamlMap(IReadOnlyList<KeyValuePair<string, YamlTree>> Entries) : YamlTree;
