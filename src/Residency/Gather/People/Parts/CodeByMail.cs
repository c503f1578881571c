using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Parts;

/// <summary>Sends one-time codes and checks them. The answer is the same whether or not somebody has the address.</summary>
public sealed class CodeByMail(AppDb db, Letters letters, TimeProvider clock)
{
    private static readonly Refusal Wrong = new Refusal.Invalid(
        "Code",
        "This code is wrong, or it no longer works. Check the digits of the latest mail, or ask for a new code."
    );

    /// <summary>Mails a code with a link to an address.</summary>
    /// <returns>What the code will be checked against; Invalid for an unusable address; Later when it was asked for too often.</returns>
    public async Task<Result<OneTimeLinkId>> SendAsync(LinkPurpose purpose, string email, string returnPath, HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (EmailAddress.Parse(email) is not { } address)
        {
            return EmailAddress.Unusable;
        }

        return await db.WriteAsync(
            async inner =>
            {
                var now = clock.GetUtcNow();
                await db.ForgetOldLinksAsync(now, inner);
                var mails = await db.MailsToAsync(OneTimeLink.AddressHashOf(address.Key), now, inner);
                if (mails.Count >= OneTimeLink.MostMails)
                {
                    return new Refusal.Later(
                        "Several codes were sent to this address within the last hour. Use the latest one, or try again later.",
                        mails[^OneTimeLink.MostMails] + OneTimeLink.MailWindow - now
                    );
                }

                var found = await db.PersonAtAsync(address.Key, inner);
                var person = found is not null && !await db.IsShutOutAsync(found.Id, inner) ? found : null;
                var drawn = OneTimeLink.Mail(purpose, address.Key, person?.Id, now);
                db.Add(drawn.Link);
                if (person is not null)
                {
                    await letters.WriteCodeAsync(drawn, person, returnPath, inner);
                }

                await db.SaveChangesAsync(inner);
                return (Result<OneTimeLinkId>)drawn.Link.Id;
            },
            cancel
        );
    }

    /// <summary>Spends a code.</summary>
    /// <returns>The link; Invalid when the code does not or no longer work; Later after too many tries.</returns>
    public async Task<Result<OneTimeLink>> SpendAsync(LinkPurpose purpose, OneTimeLinkId link, string code, HttpContext context)
    {
        return await db.WriteAsync(
            async inner =>
            {
                var now = clock.GetUtcNow();
                if (await db.FindAsync<OneTimeLink>([link], inner) is not { } known || known.Purpose != purpose)
                {
                    return Wrong;
                }

                if (await db.WrongTriesAsync(known.AddressHash, now, inner) >= OneTimeLink.MostTries)
                {
                    return new Refusal.Later(
                        "The code was wrong too often. Use the link in the mail, or wait 15 minutes and ask for a new code.",
                        OneTimeLink.TryWindow
                    );
                }

                return await db.SpendCodeAsync(link, code, now, inner) is { } spent ? (Result<OneTimeLink>)spent : Wrong;
            },
            context.RequestAborted
        );
    }
}
