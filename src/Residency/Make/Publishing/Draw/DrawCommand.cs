using System.CommandLine;
using System.Globalization;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Foundation.Results;

namespace Residency.Make.Publishing.Draw;

/// <summary><c>residency draw</c>: draws the pictures for link previews of editions that have none.</summary>
[Needs(PublishingActions.Draw)]
public sealed class DrawCommand(DrawHandler handler) : ICommandVerb
{
    private readonly Option<bool> _again = new("--again") { Description = "Also those that have one already" };

    public Command Describe() => new("draw", "Draws the pictures that other sites show beside links to editions") { _again };

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        if (await handler.MissingAsync(cancel) is { } why)
        {
            await call.Errors.WriteLineAsync($"Nothing can be drawn here: {why} Links show the plain picture of the site.");
            return ExitCodes.FailedOutside;
        }

        var (drawn, failed) = (0, 0);
        foreach (var edition in await handler.UndrawnAsync(call.Arguments.GetValue(_again), cancel))
        {
            var done = await TryAsync(call, edition, cancel);
            (drawn, failed) = done.IsDone ? (drawn + 1, failed) : (drawn, failed + 1);
            if (!done.IsDone)
            {
                await call.Errors.WriteLineAsync($"{edition.Value}: {done.Refusal.Text}");
            }
        }

        await call.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{drawn} drawn, {failed} failed"));
        return failed == 0 ? ExitCodes.Done : ExitCodes.SomeRefused;
    }

    // One edition that cannot be drawn must not keep the others from it.
    private async Task<Result> TryAsync(CommandCall call, EditionId edition, CancellationToken cancel)
    {
        try
        {
            return await handler.DrawAsync(call.Actor, edition, cancel);
        }
        catch (OutsideException broken)
        {
            return new Refusal.Later(broken.Message);
        }
    }
}
