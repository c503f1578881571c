using System.Globalization;
using System.Text.Json;
using Residency.Bench;

// Usage: Residency.Bench search [EDITIONS] [WORDS] | texts FOLDER COUNT WORDS | read FOLDER | memory COUNT WORDS | yjs FOLDER | live-texts FOLDER PORT [POSTGRES]
// Prints its figures as JSON on standard output and what it is doing on standard error.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
object? figures = args switch
{
    ["search", .. var sizes] => await SearchBench.RunAsync(Number(sizes, 0, 10_000), Number(sizes, 1, 1_500), stop.Token),
    ["texts", var folder, var count, var words] => await ReadBench.WriteAsync(folder, Parsed(count), Parsed(words), stop.Token),
    ["read", var folder] => await ReadBench.RunAsync(folder, stop.Token),
    ["memory", var count, var words] => ReadBench.Memory(Parsed(count), Parsed(words)),
    ["live-texts", var folder, var port, .. var postgres] => await LiveServer.RunAsync(
        folder,
        Parsed(port),
        postgres.FirstOrDefault()
    ),
    ["yjs", var folder] => await YjsBench.RunAsync(folder, stop.Token),
    _ => null,
};
if (figures is null)
{
    await Console.Error.WriteLineAsync(
        "Usage: Residency.Bench search [EDITIONS] [WORDS] | texts FOLDER COUNT WORDS | read FOLDER | memory COUNT WORDS | yjs FOLDER | live-texts FOLDER PORT [POSTGRES]"
    );
    return 64;
}

Console.WriteLine(JsonSerializer.Serialize(figures, JsonOptions.Readable));
return 0;

static int Parsed(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Number(string[] words, int at, int otherwise) => words.Length > at ? Parsed(words[at]) : otherwise;
