namespace Residency.Foundation.Text.Myst;

/// <summary>A directive as it stands in the file: name, argument, options, body.</summary>
internal sealed class Directive
{
    private readonly Dictionary<string, string> _options;

    private Directive(string name, string argument, Dictionary<string, string> options, string body)
    {
        Name = name;
        Argument = argument;
        _options = options;
        Body = body;
    }

    internal string Name { get; }

    internal string Argument { get; }

    internal string Body { get; }

    /// <summary>The line of the file in which the directive opens, from 0.</summary>
    internal int Line { get; private init; }

    /// <summary>The line of the file in which the body begins, from 0.</summary>
    internal int BodyLine { get; private init; }

    /// <summary>The value of an option, which is then no longer left; null when it is not given.</summary>
    internal string? Take(string name) => _options.Remove(name, out var value) ? value : null;

    /// <summary>The options that nobody took.</summary>
    internal IEnumerable<string> Left => _options.Keys;

    /// <summary>Reads options as a YAML block or as lines of :key: value; the rest is the body.</summary>
    internal static Directive Parse(string name, string argument, string content, int line, MystReading reading)
    {
        var lines = content.Split('\n');
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = 0;
        if (lines[0].TrimEnd() == "---")
        {
            var end = Array.FindIndex(lines, 1, candidate => candidate.TrimEnd() == "---");
            if (end > 0)
            {
                FromYaml(string.Join('\n', lines[1..end]), options, line, reading);
                next = end + 1;
            }
        }
        else
        {
            while (next < lines.Length && Option(lines[next]) is var (key, value))
            {
                options[key] = value;
                next++;
            }
        }

        while (next < lines.Length && string.IsNullOrWhiteSpace(lines[next]))
        {
            next++;
        }

        return new Directive(name, argument.Trim(), options, string.Join('\n', lines[next..]))
        {
            Line = line - 1,
            BodyLine = line + next,
        };
    }

    private static (string Key, string Value)? Option(string line)
    {
        var close = line.Length > 2 && line[0] == ':' ? line.IndexOf(':', 1) : -1;
        if (close < 2 || line.AsSpan(1, close - 1).IndexOfAny(" `") >= 0 || close + 1 < line.Length && line[close + 1] != ' ')
        {
            return null;
        }

        return (line[1..close], line[(close + 1)..].Trim());
    }

    private static void FromYaml(string yaml, Dictionary<string, string> options, int line, MystReading reading)
    {
        var parsed = YamlTree.Parse(yaml);
        // A key of several words is a line of a value that somebody forgot to indent.
        if (
            parsed.IsDone
            && parsed.Value is YamlMap map
            && map.Entries.All(entry => !entry.Key.Contains(' ', StringComparison.Ordinal))
        )
        {
            foreach (var (key, value) in map.Entries)
            {
                options[key] = value.InWords().TrimEnd('\n');
            }

            return;
        }

        reading.Note(line, "options", "The options are not valid YAML; they were read line by line.");
        string? last = null;
        foreach (var text in yaml.Split('\n'))
        {
            var colon = text.IndexOf(": ", StringComparison.Ordinal);
            var key =
                colon > 0 ? text[..colon]
                : text.EndsWith(':') ? text[..^1]
                : "";
            if (key.Length > 0 && key.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_'))
            {
                last = key;
                options[key] = colon > 0 ? text[(colon + 2)..].Trim() : "";
            }
            else if (last is not null)
            {
                options[last] = (options[last].TrimStart('>', '|', '-') + " " + text.Trim()).Trim();
            }
        }
    }
}
