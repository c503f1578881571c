using Residency.Foundation.Ids;
using Residency.Foundation.LiveText;
using Residency.Tests.Foundation.LiveText.Wire;
using Residency.Yjs;

namespace Residency.Tests.Permissions;

/// <summary>Something that a client sends, and for whom it may change the text.</summary>
/// <param name="Name">How a failing test calls it.</param>
/// <param name="Send">Sends it; gets the client, and who the server says they are: id and name.</param>
/// <param name="Allowed">Whether the text changes by it.</param>
/// <param name="Closes">Whether the server ends the text for the sender because of it.</param>
internal sealed record LiveAttempt(
    string Name,
    Func<WireClient, string, string, Task> Send,
    Func<LiveMode, bool> Allowed,
    Func<LiveMode, bool> Closes
);

/// <summary>Each kind of frame of the protocol, and what somebody might try with it.</summary>
internal static class LiveAttempts
{
    private static readonly Func<LiveMode, bool> s_nobody = _ => false;
    private static readonly Func<LiveMode, bool> s_editors = mode => mode is LiveMode.Edit;
    private static readonly Func<LiveMode, bool> s_writers = mode => mode is LiveMode.Edit or LiveMode.Suggest;
    private static readonly Func<LiveMode, bool> s_others = mode => mode is not LiveMode.Edit;
    private static readonly Func<LiveMode, bool> s_readers = mode => mode is LiveMode.Read or LiveMode.Comment;

    public static IReadOnlyList<(string Name, LiveAttempt Attempt)> All { get; } =
    [
        .. new LiveAttempt[]
        {
            new("an update", (client, _, _) => client.SendAsync(Update(client, 2, Words)), s_editors, s_others),
            new("an update as an answer", (client, _, _) => client.SendAsync(Update(client, 1, Words)), s_editors, s_others),
            new("an update in a reply", (client, _, _) => client.SendAsync(Reply(Update(client, 2, Words))), s_editors, s_others),
            new("a deletion", (client, _, _) => client.SendAsync(Update(client, 2, Deletion)), s_editors, s_others),
            new(
                "a suggestion",
                (client, id, name) => client.SendAsync(Update(client, 2, Suggestion(id, name))),
                s_writers,
                s_readers
            ),
            new(
                "a suggestion of somebody else",
                (client, _, _) => client.SendAsync(Update(client, 2, Suggestion(Guid.Empty.ToString("D"), "Somebody else"))),
                s_nobody,
                _ => true
            ),
            new("a question", (client, _, _) => client.SendAsync(FrameWriter.Sync(client.Name, 0, [0])), s_nobody, s_nobody),
            new("presence", Presence, s_nobody, s_nobody),
            new(
                "a question for presence",
                (client, _, _) => client.SendAsync(FrameWriter.Said(client.Name, 3)),
                s_nobody,
                s_nobody
            ),
            new(
                "words",
                (client, _, _) => client.SendAsync(FrameWriter.Said(client.Name, 5, "{\"kind\":\"comments\"}")),
                s_nobody,
                s_nobody
            ),
            new(
                "words for all",
                (client, _, _) => client.SendAsync(FrameWriter.Said(client.Name, 6, "{\"kind\":\"schema\"}")),
                s_nobody,
                _ => true
            ),
            new(
                "an update of another text",
                (client, _, _) =>
                    client.SendAsync(
                        FrameWriter.Update($"case-study/{TypedId.New<LiveTextId>().Value:D}", Change(client, Words))
                    ),
                s_nobody,
                _ => true
            ),
            new(
                "an acknowledgement",
                (client, _, _) => client.SendAsync(new FrameWriter().Text(client.Name).Number(8).Number(1).Done()),
                s_nobody,
                s_nobody
            ),
            new(
                "another token",
                (client, _, _) => client.SendAsync(FrameWriter.Token(client.Name, "nonsense")),
                s_nobody,
                s_nobody
            ),
        }.Select(attempt => (attempt.Name, attempt)),
    ];

    private static byte[] Update(WireClient client, int kind, Action<YDoc> change) =>
        FrameWriter.Sync(client.Name, kind, Change(client, change));

    // The kind of a sync frame stands behind its name.
    private static byte[] Reply(byte[] frame)
    {
        frame[frame[0] + 1] = 4;
        return frame;
    }

    private static byte[] Change(WireClient client, Action<YDoc> change)
    {
        byte[] update = [];
        client.Doc.Updated += (bytes, transaction) => update = transaction.IsLocal ? bytes : update;
        client.Doc.Transact(_ => change(client.Doc));
        return update;
    }

    private static void Words(YDoc doc) => Text(doc).Insert(0, "tide ");

    private static void Deletion(YDoc doc) => Text(doc).Delete(0, 1);

    private static Action<YDoc> Suggestion(string person, string name) =>
        doc =>
            Text(doc)
                .Insert(
                    0,
                    "tide ",
                    new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["inserted"] = new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            ["author"] = name,
                            ["date"] = "2026-03-02T09:00:00Z",
                            ["person"] = person,
                        },
                    }
                );

    private static Task Presence(WireClient client, string id, string name) =>
        client.SendAsync(
            FrameWriter.Awareness(
                client.Name,
                (ulong)client.Doc.ClientId,
                1,
                """{"user":{"id":"forged","name":"Forged","colour":"red"},"cursor":null}"""
            )
        );

    private static YXmlText Text(YDoc doc)
    {
        var open = new Queue<YType>([doc.Get<YXmlFragment>("text")]);
        while (open.TryDequeue(out var type))
        {
            if (type is YXmlText { Length: > 1 } text && text.Parent is YXmlElement { NodeName: "paragraph" })
            {
                return text;
            }

            foreach (var child in type is YXmlFragment fragment ? fragment.Children : [])
            {
                open.Enqueue(child);
            }
        }

        throw new InvalidOperationException("The text has no paragraph.");
    }
}
