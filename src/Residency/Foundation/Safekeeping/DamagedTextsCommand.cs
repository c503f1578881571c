using System.CommandLine;
using System.Globalization;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Foundation.LiveText;

namespace Residency.Foundation.Safekeeping;

/// <summary><c>residency damaged-texts</c>: lists texts whose stored bytes are damaged, or lets one be written again.</summary>
[Needs(LiveTextActions.Mend)]
public sealed class DamagedTextsCommand(IMendTexts mending) : ICommandVerb
{
    private readonly Option<Guid?> _release = new("--release") { Description = "The id of the text that shall be written again" };
    private readonly Option<string?> _keep = new("--keep")
    {
        Description = "The file for all that is stored of it now; it must not exist",
    };

    public Command Describe() =>
        new(
            "damaged-texts",
            "Lists texts that can only be read, because stored bytes are damaged; goes on with what can be read of one: --release <id> --keep <file>"
        )
        {
            _release,
            _keep,
        };

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        if (!call.Actor.IsOperator)
        {
            await call.Errors.WriteLineAsync("Only the operator may see to damaged texts: leave out --as.".AsMemory(), cancel);
            return ExitCodes.SomeRefused;
        }

        return call.Arguments.GetValue(_release) is { } id
            ? await ReleaseAsync(call, new LiveTextId(id), cancel)
            : await ListAsync(call, cancel);
    }

    private async Task<int> ListAsync(CommandCall call, CancellationToken cancel)
    {
        var damaged = await mending.ListAsync(cancel);
        foreach (var text in damaged)
        {
            var since = text.Since.ToString("u", CultureInfo.InvariantCulture);
            await call.Output.WriteLineAsync($"{text.Id.Value}\t{text.Kind}\t{since}\t{text.What}".AsMemory(), cancel);
        }

        if (damaged.Count == 0)
        {
            await call.Output.WriteLineAsync("No text is known to be damaged.".AsMemory(), cancel);
        }

        return ExitCodes.Done;
    }

    private async Task<int> ReleaseAsync(CommandCall call, LiveTextId id, CancellationToken cancel)
    {
        if (call.Arguments.GetValue(_keep) is not { Length: > 0 } typed)
        {
            await call.Errors.WriteLineAsync(
                "Name a file for what is stored now, as in --keep text.jsonl: what cannot be read is gone afterwards.".AsMemory(),
                cancel
            );
            return ExitCodes.WrongUsage;
        }

        var path = call.PathOf(typed);
        if (File.Exists(path))
        {
            await call.Errors.WriteLineAsync($"{path} exists already. Name another file.".AsMemory(), cancel);
            return ExitCodes.WrongUsage;
        }

        int rows;
        await using (var file = new StreamWriter(path))
        {
            rows = await mending.KeepAsync(id, file, cancel);
        }

        var done = await mending.ReleaseAsync(id, cancel);
        var kept = rows.ToString(CultureInfo.InvariantCulture);
        await (done.IsDone ? call.Output : call.Errors).WriteLineAsync(
            (
                done.IsDone
                    ? $"The text can be written again, with all that could be read. Its {kept} stored rows of before are in {path}."
                    : done.Refusal.Text
            ).AsMemory(),
            cancel
        );
        return done.IsDone ? ExitCodes.Done : ExitCodes.SomeRefused;
    }
}
