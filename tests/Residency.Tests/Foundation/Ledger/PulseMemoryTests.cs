using Residency.Foundation.Ledger;

namespace Residency.Tests.Foundation.Ledger;

public sealed class PulseMemoryTests : IDisposable
{
    private readonly LedgerPulse _pulse = new();
    private readonly PulseMemory _memory;
    private int _reads;

    public PulseMemoryTests() => _memory = new PulseMemory(_pulse);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public async Task Reads_once_until_something_is_told()
    {
        (await ReadAsync("key")).ShouldBe("read 1");
        (await ReadAsync("key")).ShouldBe("read 1");
        (await ReadAsync("other")).ShouldBe("read 2");

        _pulse.Beat();

        (await ReadAsync("key")).ShouldBe("read 3");
    }

    [Fact]
    public async Task Does_not_keep_what_was_read_while_something_was_told()
    {
        var first = await _memory.ReadAsync<string>(
            "key",
            _ =>
            {
                _pulse.Beat();
                return Task.FromResult<string?>("old");
            },
            text => text.Length,
            CancellationToken.None
        );

        first.ShouldBe("old");
        (await ReadAsync("key")).ShouldBe("read 1");
    }

    [Fact]
    public async Task Keeps_nothing_while_other_nodes_cannot_be_heard()
    {
        await ReadAsync("key");
        _pulse.Lose();
        (await ReadAsync("key")).ShouldBe("read 2");
        (await ReadAsync("key")).ShouldBe("read 3");

        _pulse.Hear();

        (await ReadAsync("key")).ShouldBe("read 4");
        (await ReadAsync("key")).ShouldBe("read 4");
    }

    [Fact]
    public async Task Keeps_neither_what_is_not_there_nor_what_is_too_heavy()
    {
        for (var i = 1; i <= 2; i++)
        {
            var none = await _memory.ReadAsync<string>(
                "none",
                _ =>
                {
                    _reads++;
                    return Task.FromResult<string?>(null);
                },
                text => text.Length,
                CancellationToken.None
            );
            none.ShouldBeNull();
            _reads.ShouldBe(i);
        }

        await ReadAsync("heavy", (PulseMemory.Capacity / 16) + 1);
        (await ReadAsync("heavy", (PulseMemory.Capacity / 16) + 1)).ShouldBe("read 4");
        (await ReadAsync("just", PulseMemory.Capacity / 16)).ShouldBe("read 5");
        (await ReadAsync("just", PulseMemory.Capacity / 16)).ShouldBe("read 5");
    }

    private ValueTask<string?> ReadAsync(string key, long weight = 10) =>
        _memory.ReadAsync<string>(key, _ => Task.FromResult<string?>($"read {++_reads}"), _ => weight, CancellationToken.None);
}
