using System.Text;

namespace Residency.Foundation.Text.Word;

/// <summary>The fields that are open while a text is read: a field has a code and a result, and may hold others.</summary>
internal sealed class FieldStack
{
    private const int MostOpen = 64;
    private readonly List<Field> _open = [];
    private int _beyond;

    /// <summary>Whether words that are met are code, not text.</summary>
    internal bool IsInCode => _open.Exists(one => !one.IsInResult);

    /// <summary>Whether words that are met were made by the program from other words.</summary>
    internal bool IsInGenerated => _open.Exists(one => one is { IsInResult: true, IsGenerated: true });

    /// <summary>The innermost field that links; null when none does.</summary>
    internal Field? Link => _open.FindLast(one => one is { IsInResult: true, Target: not null });

    /// <summary>Opens a field; deeper than 64 only their number is kept, so that looking through them stays cheap.</summary>
    internal void Begin()
    {
        if (_open.Count < MostOpen)
        {
            _open.Add(new Field());
        }
        else
        {
            _beyond++;
        }
    }

    internal void Code(string words)
    {
        if (_open is [.., { IsInResult: false } field])
        {
            field.Code.Append(words);
        }
    }

    /// <summary>The field whose result begins; null when none is open.</summary>
    internal Field? Separate()
    {
        if (_beyond > 0 || _open is not [.., { IsInResult: false } field])
        {
            return null;
        }

        field.Read();
        return field;
    }

    /// <summary>The field that ends; null when none is open.</summary>
    internal Field? End()
    {
        if (_beyond > 0)
        {
            _beyond--;
            return null;
        }

        if (_open.Count == 0)
        {
            return null;
        }

        var field = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (!field.IsInResult)
        {
            field.Read();
            field.HasResult = false;
        }

        return field;
    }

    /// <summary>Gives up fields whose code does not end with the paragraph; they would swallow what follows.</summary>
    internal IReadOnlyList<Field> DropCode()
    {
        var at = _open.FindIndex(field => !field.IsInResult);
        if (at < 0)
        {
            return [];
        }

        _beyond = 0;
        var dropped = _open[at..];
        _open.RemoveRange(at, _open.Count - at);
        return dropped;
    }

    /// <summary>Closes what the text left open.</summary>
    internal int Clear()
    {
        var count = _open.Count;
        _beyond = 0;
        _open.Clear();
        return count;
    }
}

/// <summary>One field.</summary>
internal sealed class Field
{
    internal StringBuilder Code { get; } = new();

    internal bool IsInResult { get; private set; }

    internal bool HasResult { get; set; } = true;

    /// <summary>The first word of the code in capitals, such as "HYPERLINK".</summary>
    internal string Kind { get; private set; } = "";

    /// <summary>The words of the code after the kind, quotation marks taken off.</summary>
    internal IReadOnlyList<string> Words { get; private set; } = [];

    /// <summary>Where a link leads; null when the field is none.</summary>
    internal string? Target { get; private set; }

    /// <summary>Whether the target is a bookmark of this text.</summary>
    internal bool IsInside { get; private set; }

    internal bool IsGenerated => Kind is "TOC" or "INDEX" or "TOA";

    internal void Read()
    {
        IsInResult = true;
        var words = Split(Code.ToString());
        if (words.Count == 0)
        {
            return;
        }

        Kind = words[0].ToUpperInvariant();
        Words = words[1..];
        switch (Kind)
        {
            case "HYPERLINK":
                ReadLink();
                break;
            case "REF" when Words.Count > 0 && Words.Contains("\\h", StringComparer.OrdinalIgnoreCase):
                (Target, IsInside) = (Words[0], true);
                break;
        }
    }

    private void ReadLink()
    {
        string? address = null;
        string? place = null;
        for (var i = 0; i < Words.Count; i++)
        {
            switch (Words[i].ToLowerInvariant())
            {
                case "\\l":
                    place = ++i < Words.Count ? Words[i] : null;
                    break;
                case "\\o" or "\\t":
                    i++;
                    break;
                case var word when word.StartsWith('\\'):
                    break;
                default:
                    address ??= Words[i];
                    break;
            }
        }

        (Target, IsInside) = address is null ? (place, true) : (place is null ? address : $"{address}#{place}", false);
    }

    private static List<string> Split(string code)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isQuoted, isOpen) = (false, false);
        foreach (var sign in code)
        {
            if (sign is '"' or '“' or '”')
            {
                (isQuoted, isOpen) = (!isQuoted, true);
            }
            else if (char.IsWhiteSpace(sign) && !isQuoted)
            {
                Close();
            }
            else
            {
                word.Append(sign);
                isOpen = true;
            }
        }

        Close();
        return words;

        void Close()
        {
            if (isOpen)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isOpen = false;
        }
    }
}
