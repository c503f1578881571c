using System.Net.WebSockets;
using System.Text.Json;
using Residency.Make.CaseStudies;
using Residency.Tests.Foundation.LiveText.Wire;

namespace Residency.Tests.Permissions;

/// <summary>How somebody of the two hubs opens the live text of a case study, in this process.</summary>
internal sealed class LiveDoor(TwoHubs world, Somebody who, CaseStudyId study, string hub = "harbour")
{
    private string Path => $"/{hub}/case-studies/{study.Value}/live";

    /// <summary>Asks for a token as the page would.</summary>
    public async Task<(Answer Answer, JsonElement Ticket)> TokenAsync()
    {
        var caller = world.CallerOf(who);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/token");
        request.Headers.Add("RequestVerificationToken", await caller.TokenAsync());
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Origin", "https://localhost");
        var answer = await caller.SendAsync(request);
        return (answer, answer.Status == 200 ? JsonDocument.Parse(answer.Body).RootElement : default);
    }

    /// <summary>Asks for the socket.</summary>
    /// <param name="origin">The header <c>Origin</c>; null leaves it out.</param>
    /// <returns>The socket, or the status with which it was refused.</returns>
    public async Task<(WebSocket? Socket, int Status)> SocketAsync(string? origin = "https://localhost")
    {
        var headers = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Cookie"] = world.CallerOf(who).Cookies,
            ["Origin"] = origin,
        };
        return await MemoryLine.AskAsync(world.Site.Server, new Uri($"https://localhost{Path}"), headers);
    }

    /// <summary>Opens the text as the editor does.</summary>
    public async Task<WireClient> JoinAsync()
    {
        var (answer, ticket) = await TokenAsync();
        answer.Status.ShouldBe(200, $"{who}: {answer.Body}");
        var (socket, status) = await SocketAsync();
        socket.ShouldNotBeNull($"{who}: the socket was answered with {status}");
        return await WireClient.JoinAsync(socket, Word(ticket, "name"), Word(ticket, "token"));
    }

    public static string Word(JsonElement ticket, string name) => ticket.GetProperty(name).GetString() ?? "";
}
