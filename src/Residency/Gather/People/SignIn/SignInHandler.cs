using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Parts;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.SignIn;

/// <summary>Signs people in by a mailed code, a mailed link or a passkey.</summary>
[Needs(PeopleActions.SignIn)]
public sealed class SignInHandler(AppDb db, CodeByMail codes, PasskeyCeremony passkeys, Entrance entrance, TimeProvider clock)
{
    private static readonly Refusal Dead = new Refusal.Conflict("This link was used before or has expired. Ask for a new one.");

    private static readonly Refusal UnknownPasskey = new Refusal.Invalid(
        "",
        "This passkey is not known here, or the page was open for too long. Try again, or ask for a code."
    );

    /// <summary>Signs in with the code of a mail.</summary>
    public async Task<Result> EnterCodeAsync(OneTimeLinkId link, string code, bool remember, HttpContext context)
    {
        var spent = await codes.SpendAsync(LinkPurpose.SignIn, link, code, context);
        if (!spent.IsDone)
        {
            return spent.Refusal;
        }

        return await LetInAsync(spent.Value, remember, context);
    }

    /// <summary>Whether the link would work; changes nothing.</summary>
    public async Task<bool> LooksGoodAsync(LinkSecret secret, CancellationToken cancel) =>
        await db.FindLinkAsync(LinkPurpose.SignIn, secret, clock.GetUtcNow(), cancel) is not null;

    /// <summary>Signs in with the link of a mail.</summary>
    public async Task<Result> FollowAsync(LinkSecret? secret, bool remember, HttpContext context)
    {
        if (secret is not { } known)
        {
            return Dead;
        }

        var spent = await db.WriteAsync(
            inner => db.SpendLinkAsync(LinkPurpose.SignIn, known, clock.GetUtcNow(), inner),
            context.RequestAborted
        );
        return spent is null ? Dead : await LetInAsync(spent, remember, context);
    }

    /// <summary>Signs in with a passkey.</summary>
    public async Task<Result> UsePasskeyAsync(PasskeyForm answer, HttpContext context)
    {
        if (await passkeys.CheckProofAsync(answer.Credential, answer.State, context) is not { } proved)
        {
            return UnknownPasskey;
        }

        if (await db.IsShutOutAsync(proved.Person, context.RequestAborted))
        {
            return UnknownPasskey;
        }

        await passkeys.RecordUseAsync(proved.Proof, context.RequestAborted);
        await entrance.LetInAsync(proved.Person, Proof.Passkey, remember: false, context);
        return Result.Done;
    }

    private async Task<Result> LetInAsync(OneTimeLink link, bool remember, HttpContext context)
    {
        // Suspended after the mail was sent: the same answer as for a dead link.
        if (link.Person is not { } person || await db.IsShutOutAsync(person, context.RequestAborted))
        {
            return Dead;
        }

        await entrance.LetInAsync(person, link.IsVouched ? Proof.Operator : Proof.Mail, remember, context);
        return Result.Done;
    }
}
