using System.Threading.Channels;
using Npgsql;
using Residency.Foundation.LiveText.Rooms;
using Residency.Foundation.LiveText.Storage;
using Residency.Foundation.Storage;

namespace Residency.Foundation.LiveText.Nodes;

/// <summary>Reads what other nodes stored in texts that are open here: the first change at once, and all that came meanwhile together.</summary>
internal sealed class NodeReading(StorageSettings storage, LiveTextSettings settings, OpenTexts texts, Departures departures)
{
    private const int MostAtOnce = 2000;

    // Those that were never committed are not there and do no harm.
    private const string Select = """
        select text, lineage, number, bytes, "check" from livetext_updates where number = any($1) order by number
        """;

    // Kept until they are read: whoever goes on after a line broke begins with them.
    private readonly List<long> _wanted = [];
    private readonly Channel<long> _numbers = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Another node stored these. Those of texts that nobody has open here are of no interest.</summary>
    public void Add(LiveTextId text, IEnumerable<long> numbers)
    {
        if (texts.Find(text) is not null)
        {
            foreach (var number in numbers)
            {
                _numbers.Writer.TryWrite(number);
            }
        }
    }

    /// <summary>Reads until it is cancelled or the database cannot be asked. Then everything must be read again that came after.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var line = PostgresLine.Of(storage);
        await line.OpenAsync(cancel);
        var numbers = new NpgsqlParameter<long[]> { TypedValue = [] };
        await using var select = new NpgsqlCommand(Select, line);
        select.Parameters.Add(numbers);
        await select.PrepareAsync(cancel);
        while (_wanted.Count > 0 || await _numbers.Reader.WaitToReadAsync(cancel))
        {
            while (_wanted.Count < MostAtOnce && _numbers.Reader.TryRead(out var number))
            {
                _wanted.Add(number);
            }

            numbers.TypedValue = [.. _wanted];
            texts.TakeStored(await ReadAsync(select, cancel));
            _wanted.Clear();
            await departures.PauseAsync(TimeSpan.FromMilliseconds(settings.FetchMilliseconds), cancel);
        }
    }

    private static async Task<List<StoredRow>> ReadAsync(NpgsqlCommand select, CancellationToken cancel)
    {
        var found = new List<StoredRow>();
        await using var rows = await select.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var row = new StoredRow(new LiveTextId(rows.GetGuid(0)), rows.GetString(1), rows.GetInt64(2))
            {
                Bytes = rows.GetFieldValue<byte[]>(3),
            };
            if (Checksum.Of(row.Text, row.Lineage, row.Bytes) == rows.GetInt64(4))
            {
                found.Add(row);
            }
        }

        return found;
    }
}
