using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Parts;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.Confirm;

/// <summary>Takes a fresh proof of who is acting: a passkey from whoever has one, else a mailed code.</summary>
[Needs(PeopleActions.AccountView)]
public sealed class ConfirmHandler(AppDb db, CodeByMail codes, PasskeyCeremony passkeys, Entrance entrance)
{
    private static readonly Refusal PasskeyNeeded = new Refusal.Invalid(
        "",
        "Confirm with your passkey: a mailed code is not enough for your account."
    );

    /// <summary>What to ask the browser; null when the person has no passkey.</summary>
    public async Task<PasskeyQuestion?> AskAsync(SignedIn here, HttpContext context) =>
        await HasPasskeyAsync(here, context.RequestAborted) ? await passkeys.AskForProofAsync(here.Person, context) : null;

    /// <summary>Mails a code.</summary>
    public async Task<Result<OneTimeLinkId>> SendAsync(SignedIn here, string returnPath, HttpContext context) =>
        await HasPasskeyAsync(here, context.RequestAborted)
            ? PasskeyNeeded
            : await codes.SendAsync(LinkPurpose.Confirm, here.Person.Email, returnPath, context);

    /// <summary>Confirms with a mailed code.</summary>
    public async Task<Result> EnterCodeAsync(SignedIn here, OneTimeLinkId link, string code, HttpContext context)
    {
        if (await HasPasskeyAsync(here, context.RequestAborted))
        {
            return PasskeyNeeded;
        }

        var spent = await codes.SpendAsync(LinkPurpose.Confirm, link, code, context);
        if (!spent.IsDone || spent.Value.Person != here.Person.Id)
        {
            return spent.Refusal ?? new Refusal.NotFound();
        }

        await entrance.ProveAsync(here, context);
        return Result.Done;
    }

    /// <summary>Confirms with a passkey of the same person.</summary>
    public async Task<Result> UsePasskeyAsync(SignedIn here, PasskeyForm answer, HttpContext context)
    {
        if (
            await passkeys.CheckProofAsync(answer.Credential, answer.State, context) is not { } proved
            || proved.Person != here.Person.Id
        )
        {
            return new Refusal.Invalid("", "This passkey is not one of yours, or the page was open for too long. Try again.");
        }

        await passkeys.RecordUseAsync(proved.Proof, context.RequestAborted);
        await entrance.ProveAsync(here, context);
        return Result.Done;
    }

    private Task<bool> HasPasskeyAsync(SignedIn here, CancellationToken cancel) =>
        db.Set<Passkey>().AnyAsync(p => p.Person == here.Person.Id, cancel);
}
