using System.CommandLine;
using Residency.Foundation.Actors;

namespace Residency.Foundation.Cli;

/// <summary>One verb of the command line, such as <c>residency import</c>. Found by type; made anew for each call.</summary>
/// <remarks>Stands in the room whose work it does and carries <c>[Needs(action)]</c>. It calls the handler that the page calls.</remarks>
public interface ICommandVerb
{
    /// <summary>Name, one sentence, arguments and options. Keep the option objects in fields to read them later.</summary>
    Command Describe();

    /// <summary>Does the work.</summary>
    /// <param name="call">Who acts, what was typed, where to write.</param>
    /// <param name="cancel">Stops the work as Ctrl+C does.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    Task<int> RunAsync(CommandCall call, CancellationToken cancel);

    /// <summary>Whether the verb works on a data folder; such a verb takes its lock or hands itself to the process that has it.</summary>
    bool UsesDataFolder => true;
}

/// <summary>What a command's exit tells the script that called it.</summary>
public static class ExitCodes
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>Some of the items were refused; the output says which and why.</summary>
    public const int SomeRefused = 1;

    /// <summary>The command was not understood, or a setting is wrong. Nothing was done.</summary>
    public const int WrongUsage = 2;

    /// <summary>Something outside failed: disk, database, network. Trying again may help.</summary>
    public const int FailedOutside = 3;
}

/// <summary>One call of a command.</summary>
/// <param name="Arguments">What was typed; read it with the option objects of the verb.</param>
/// <param name="Actor">The operator, or the person named by <c>--as</c>.</param>
/// <param name="Folder">The folder in which the caller stands; absolute.</param>
/// <param name="Output">For answers.</param>
/// <param name="Errors">For refusals and failures.</param>
public sealed record CommandCall(ParseResult Arguments, Actor Actor, string Folder, TextWriter Output, TextWriter Errors)
{
    /// <summary>An absolute path for one that the caller typed.</summary>
    public string PathOf(string typed) => Path.GetFullPath(typed, Folder);
}
