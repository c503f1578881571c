using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Residency.Foundation.Actors;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Storage;

/// <summary>
/// What a browser carries after its reader opened a text by a private link: good for an hour, prolonged by use to twelve at
/// most, at the addresses of this one text and of its pictures only. It proves the opening; what it opens is asked of the
/// link each time, so that taking the link back ends it at once.
/// </summary>
internal sealed class ReaderPass(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long it is good without being used: one hour.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    /// <summary>How long it is good at most: twelve hours from the opening.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const string Cookie = "residency-reader";
    private const string Files = "/files";

    // Prolonged when a tenth of the hour has gone, so that not every answer carries a cookie.
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(6);

    private readonly IDataProtector _protector = protection.CreateProtector("Residency.CaseStudies.ReaderPass.v1");

    /// <summary>A pass as it was read.</summary>
    /// <param name="Link">By which link the text was opened.</param>
    /// <param name="OpenedAt">When.</param>
    /// <param name="Until">Until when it is good; exclusive.</param>
    internal sealed record Pass(PrivateLinkId Link, DateTimeOffset OpenedAt, DateTimeOffset Until);

    /// <summary>The addresses of a text, to which the browser sends the pass.</summary>
    public static string PathOf(string hub, Guid caseStudy) => $"/{hub}/case-studies/{caseStudy:D}";

    /// <summary>Hands the browser a pass for a link that was just opened.</summary>
    public void Give(HttpContext context, string hub, ReaderLink link) => Write(context, hub, link.AsLink(), clock.GetUtcNow());

    /// <summary>The pass of a request; null when it carries none that is still good.</summary>
    public Pass? Read(HttpContext context)
    {
        if (LinkCookie.Read(context, Cookie) is not { Length: > 0 and < 1000 } text)
        {
            return null;
        }

        try
        {
            var parts = _protector.Unprotect(text).Split(' ');
            var pass =
                parts is [var link, var opened, var until] && Guid.TryParse(link, out var id)
                    ? new Pass(new PrivateLinkId(id), At(opened), At(until))
                    : null;
            return pass is not null && clock.GetUtcNow() < pass.Until ? pass : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Prolongs a pass that was used, and lets the latest one open the pictures.</summary>
    /// <returns>Until when it is good now; exclusive.</returns>
    public DateTimeOffset Prolong(HttpContext context, string hub, Pass pass, PrivateLink link)
    {
        var until = UntilOf(pass.OpenedAt, link);
        if (until - pass.Until < s_step)
        {
            return pass.Until;
        }

        Write(context, hub, link, pass.OpenedAt);
        return until;
    }

    private DateTimeOffset UntilOf(DateTimeOffset openedAt, PrivateLink link) =>
        new[] { clock.GetUtcNow() + Idle, openedAt + Longest, link.Until }.Min();

    private void Write(HttpContext context, string hub, PrivateLink link, DateTimeOffset openedAt)
    {
        var until = UntilOf(openedAt, link);
        var value = _protector.Protect(string.Join(' ', link.Id.Value.ToString("D"), Said(openedAt), Said(until)));
        var left = until - clock.GetUtcNow();
        LinkCookie.Write(context, Cookie, PathOf(hub, link.Thing), value, left);
        LinkCookie.Write(context, Cookie, Files, value, left);
    }

    private static string Said(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)); // written above, and protected
}
