namespace Residency.Tests.Permissions;

/// <summary>The kinds of people for whom the matrix has a column; the suspended share that of visitors.</summary>
public enum Principal
{
    PUB,
    LNK,
    ME,
    EX,
    SW,
    AT,
    RV,
    PA,
    PM,
    HO,
    TOK,
    OP,
    SUS,
}

/// <summary>One way in which a cell says yes.</summary>
/// <param name="Reach">A letter of the legend; <c>2</c> where the audience is the reach.</param>
/// <param name="Digits">What must hold as well.</param>
internal sealed record MatrixCode(char Reach, IReadOnlyList<int> Digits)
{
    public static MatrixCode Read(string text)
    {
        ("PSAOCH*29".Contains(text[0], StringComparison.Ordinal)).ShouldBeTrue($"'{text}' begins with no letter of the legend");
        return new MatrixCode(text[0], [.. text[1..].Split('.', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]);
    }
}

/// <summary>What <c>matrix.csv</c> says. Knows nothing of the access tables in the code.</summary>
internal static class AccessMatrix
{
    private static readonly string Folder = Repository.PathOf("tests", "Residency.Tests", "Permissions");

    private static readonly Dictionary<string, Dictionary<Principal, IReadOnlyList<MatrixCode>>> Rows = Read();

    public static IReadOnlyCollection<string> Actions => Rows.Keys;

    /// <summary>The actions that no room offers yet, with the room that will.</summary>
    public static IReadOnlyList<string[]> Later { get; } =
    [.. File.ReadLines(Path.Combine(Folder, "later.csv")).Skip(1).Select(line => line.Split(','))];

    /// <summary>The ways in which a principal may do an action; none means never.</summary>
    /// <remarks>There are no tokens yet: a programme is a visitor, whatever its column promises for later.</remarks>
    public static IReadOnlyList<MatrixCode> Of(string action, Principal principal) =>
        Rows[action][principal is Principal.SUS or Principal.TOK ? Principal.PUB : principal];

    private static Dictionary<string, Dictionary<Principal, IReadOnlyList<MatrixCode>>> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "matrix.csv"));
        var heads = lines[0].Split(',').Skip(1).Select(Enum.Parse<Principal>).ToList();
        return lines
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(
                cells => cells[0],
                cells =>
                    heads
                        .Select((head, i) => (head, Codes: cells[i + 1]))
                        .ToDictionary(
                            pair => pair.head,
                            pair =>
                                (IReadOnlyList<MatrixCode>)
                                    [.. pair.Codes.Split(';').Where(code => code != "-").Select(MatrixCode.Read)]
                        ),
                StringComparer.Ordinal
            );
    }
}
