namespace Residency.Foundation.Cli;

/// <summary>One call of the command line from its start to its exit code.</summary>
public static class CommandRun
{
    /// <summary>Runs the call here, or hands it to the process that uses the data folder.</summary>
    /// <param name="start">What was typed.</param>
    /// <param name="build">Puts the program together; opens nothing.</param>
    /// <param name="ready">Brings the data folder to the present schema.</param>
    public static async Task<int> RunAsync(
        StartOptions start,
        Func<StartOptions, WebApplication> build,
        Func<IServiceProvider, CancellationToken, Task> ready
    )
    {
        using var stopped = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stopped.Cancel();
        };
        await using var app = build(start);
        await using var scope = app.Services.CreateAsyncScope();
        var commands = scope.ServiceProvider.GetRequiredService<CommandLine>();
        var plan = commands.Understand(start.Words, Environment.CurrentDirectory);
        if (!plan.NeedsDataFolder)
        {
            return await commands.RunAsync(plan, Console.Out, Console.Error, stopped.Token);
        }

        using var folder = DataFolder.TryTake(start.DataFolder);
        if (folder is null)
        {
            var code = await CommandSocket.HandOverAsync(start, Console.Out, Console.Error, stopped.Token);
            if (code is null)
            {
                await Console.Error.WriteLineAsync(
                    $"Another process works on {start.DataFolder} and takes no commands. Stop it, or give --data another folder."
                );
            }

            return code ?? ExitCodes.FailedOutside;
        }

        await ready(app.Services, stopped.Token);
        return await commands.RunAsync(plan, Console.Out, Console.Error, stopped.Token);
    }
}
