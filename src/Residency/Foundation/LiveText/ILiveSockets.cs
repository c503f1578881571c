using Residency.Foundation.Results;

namespace Residency.Foundation.LiveText;

/// <summary>Serves the sockets of live texts. The room maps the address and asks its access table first.</summary>
public interface ILiveSockets
{
    /// <summary>The version of the shape of live texts that this server writes; clients built for another one must reload.</summary>
    static int Schema => 1;

    /// <summary>Serves one socket until it ends, or answers with the status that says why not.</summary>
    /// <remarks>
    /// Refused before it opens: not a WebSocket 400, another origin 403, no such text or no right to read it 404, too many
    /// sockets of one caller 429, going down or too many texts open 503.
    /// </remarks>
    /// <param name="context">A GET (or HTTP/2 CONNECT) that asks for a WebSocket.</param>
    /// <param name="caller">Who is behind the request, by their cookie or link; never what the request says of itself.</param>
    /// <param name="text">The text of the address.</param>
    Task ServeAsync(HttpContext context, LiveCaller caller, LiveTextId text);

    /// <summary>Gives a page what it needs to open the text.</summary>
    /// <returns>NotFound when there is no such text, or the caller may not read it.</returns>
    Task<Result<LiveTicket>> IssueAsync(HttpContext context, LiveCaller caller, LiveTextId text);
}

/// <summary>What a page needs to open a live text. The token is good for 60 seconds, for this caller, session and text alone.</summary>
/// <param name="Token">What the client hands over in the first message.</param>
/// <param name="Name">The name of the text on the wire: kind, slash, id.</param>
/// <param name="Lineage">Under which the browser may keep unsent changes.</param>
/// <param name="Grant">What the caller may do now.</param>
/// <param name="Colour">0–7; the same for the same writer everywhere.</param>
public sealed record LiveTicket(string Token, string Name, string Lineage, LiveGrant Grant, int Colour)
{
    /// <summary>The version of the shape of the text.</summary>
    public int Schema { get; } = ILiveSockets.Schema;
}

/// <summary>Told by whoever ends sign-ins or links without telling the ledger: open sockets ask for their rights anew.</summary>
/// <remarks>Scoped: works when the caller's transaction is committed, at once on this node, within two seconds on others.</remarks>
public interface ILiveRights
{
    /// <summary>Somebody lost or got rights in this unit of work.</summary>
    void Changed();
}
