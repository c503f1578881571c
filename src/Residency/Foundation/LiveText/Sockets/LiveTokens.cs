using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Residency.Foundation.LiveText.Sockets;

/// <summary>Tokens that open one text for one caller within a minute.</summary>
internal sealed class LiveTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(60);

    private readonly IDataProtector _seal = protection.CreateProtector("Residency.LiveText.Token");

    /// <summary>A token.</summary>
    public string Issue(LiveCaller caller, LiveTextId text, string lineage) =>
        _seal.Protect(
            string.Join(
                '\n',
                caller.Id,
                caller.Session,
                text.Value.ToString("N"),
                lineage,
                ILiveSockets.Schema.ToString(CultureInfo.InvariantCulture),
                (clock.GetUtcNow() + s_life).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            )
        );

    /// <summary>What a token says; null when it is not for this caller, session and text, or too old.</summary>
    public LiveToken? Read(string token, LiveCaller caller, LiveTextId text)
    {
        string[] said;
        try
        {
            said = _seal.Unprotect(token).Split('\n');
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException)
        {
            return null;
        }

        return
            said is [var id, var session, var name, var lineage, var schema, var until]
            && id == caller.Id
            && session == caller.Session
            && name == text.Value.ToString("N")
            && long.Parse(until, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeMilliseconds()
            ? new LiveToken(lineage, int.Parse(schema, CultureInfo.InvariantCulture))
            : null;
    }
}

/// <summary>What a token says beyond for whom it is.</summary>
internal sealed record LiveToken(string Lineage, int Schema);
