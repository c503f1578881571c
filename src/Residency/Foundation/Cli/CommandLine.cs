using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;
using Residency.Foundation.Settings;
using Residency.Foundation.Ui.Http;

namespace Residency.Foundation.Cli;

/// <summary>Understands and runs one call, here or for a process that could not have the data folder.</summary>
public sealed class CommandLine(IServiceProvider services)
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder with database, files, keys and settings. Default: data",
        Recursive = true,
    };

    private readonly Option<string> _as = new("--as")
    {
        Description = "Acts as this person, by e-mail address or id. Default: the operator",
        Recursive = true,
    };

    /// <summary>All verbs there are.</summary>
    public static IReadOnlyList<Type> Verbs { get; } =
    [.. ProductTypes.Of<ICommandVerb>().OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>Reads the words.</summary>
    public CommandPlan Understand(IReadOnlyList<string> words, string folder)
    {
        var root = new RootCommand(
            "Runs a practitioners' hub. Without a verb it serves the web: residency [--data <folder>] [--urls <address>] [--demo]"
        );
        root.Options.Add(_data);
        root.Options.Add(_as);
        var verbs = new Dictionary<Command, ICommandVerb>();
        foreach (var type in Verbs)
        {
            var verb = (ICommandVerb)services.GetRequiredService(type);
            var command = verb.Describe();
            command.SetAction((_, _) => Task.FromResult(ExitCodes.Done));
            verbs[command] = verb;
            root.Subcommands.Add(command);
        }

        var parsed = root.Parse(words);
        return new CommandPlan(parsed, verbs.GetValueOrDefault(parsed.CommandResult.Command), folder);
    }

    /// <summary>Runs what was understood, and turns every ending into words and an exit code.</summary>
    public async Task<int> RunAsync(CommandPlan plan, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (plan.IsWrong || plan.Verb is null || plan.AsksForHelp)
        {
            var shown = await plan.Parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors }, cancel);
            return plan.IsWrong || shown != 0 ? ExitCodes.WrongUsage : ExitCodes.Done;
        }

        try
        {
            var actor = await ActorAsync(plan.Parsed.GetValue(_as), cancel);
            if (!actor.IsDone)
            {
                await errors.WriteLineAsync(actor.Refusal.Text.AsMemory(), cancel);
                return ExitCodes.WrongUsage;
            }

            services.GetRequiredService<CurrentActor>().Actor = actor.Value;
            return await plan.Verb.RunAsync(new CommandCall(plan.Parsed, actor.Value, plan.Folder, output, errors), cancel);
        }
        catch (WrongSettingsException wrong)
        {
            await errors.WriteLineAsync(wrong.Message.AsMemory(), cancel);
            return ExitCodes.WrongUsage;
        }
        catch (Exception broken) when (broken is OutsideException or IOException or UnauthorizedAccessException)
        {
            for (Exception? layer = broken; layer is not null; layer = layer.InnerException)
            {
                await errors.WriteLineAsync(layer.Message.AsMemory(), CancellationToken.None);
            }

            return ExitCodes.FailedOutside;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Stopped. What was finished before is kept.");
            return ExitCodes.FailedOutside;
        }
    }

    private async Task<Result<Actor>> ActorAsync(string? name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return Actor.Operator;
        }

        var people = services.GetService<IActorSource>();
        if (people is null)
        {
            return new Refusal.NotFound("This installation keeps no people, so --as cannot be used.");
        }

        var person = TypedId.Parse<PersonId>(name) ?? await people.FindPersonAsync(name, cancel);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (person is { } known && await people.OfPersonAsync(known, now, cancel) is { IsVisitor: false } actor)
        {
            return actor;
        }

        return new Refusal.NotFound($"Nobody here has the address or id '{name}', or the account is suspended.");
    }
}

/// <summary>What was typed, understood but not yet done.</summary>
/// <param name="Parsed">The words by option.</param>
/// <param name="Verb">The verb; null for help on the whole.</param>
/// <param name="Folder">The folder in which the caller stands; absolute.</param>
public sealed record CommandPlan(ParseResult Parsed, ICommandVerb? Verb, string Folder)
{
    /// <summary>Whether something was not understood.</summary>
    public bool IsWrong => Parsed.Errors.Count > 0;

    /// <summary>Whether only help or the version is wanted.</summary>
    public bool AsksForHelp => Parsed.Action is not null && Parsed.Action != Parsed.CommandResult.Command.Action;

    /// <summary>Whether a data folder is needed at all.</summary>
    public bool NeedsDataFolder => !IsWrong && !AsksForHelp && Verb is { UsesDataFolder: true };
}
