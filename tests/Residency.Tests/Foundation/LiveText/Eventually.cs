namespace Residency.Tests.Foundation.LiveText;

/// <summary>Waits for what another process or a clock of the product brings about, where nothing tells that it happened.</summary>
internal static class Eventually
{
    public static async Task IsAsync(
        Func<Task<bool>> isSo,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(isSo))] string what = ""
    )
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var turn = 0; turn < 400; turn++)
        {
            if (await isSo())
            {
                return;
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"It did not become true that {what}");
    }
}
