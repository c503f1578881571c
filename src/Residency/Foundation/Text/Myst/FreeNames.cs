using System.Globalization;

namespace Residency.Foundation.Text.Myst;

/// <summary>Gives each that asks a name of its own: the wished one, else that with a number.</summary>
internal sealed class FreeNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _turns = new(StringComparer.Ordinal);

    internal string Take(string wished)
    {
        if (_taken.Add(wished))
        {
            return wished;
        }

        for (var turn = _turns.GetValueOrDefault(wished, 2); ; turn++)
        {
            var free = string.Create(CultureInfo.InvariantCulture, $"{wished}-{turn}");
            if (_taken.Add(free))
            {
                // The next of that name does not count from the beginning: many thousands would take for ever.
                _turns[wished] = turn + 1;
                return free;
            }
        }
    }
}
