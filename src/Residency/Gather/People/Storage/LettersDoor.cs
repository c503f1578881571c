using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Storage;

/// <summary>Puts addresses on mails of other rooms.</summary>
internal sealed class LettersDoor(AppDb db, IOutbox outbox) : ILettersToPeople
{
    public async Task<Result> WriteAsync(LetterToPerson letter, CancellationToken cancel)
    {
        var stored = await db.Set<Person>().Where(p => p.Id == letter.To).Select(p => p.Email).SingleOrDefaultAsync(cancel);
        return EmailAddress.Parse(stored) is { } address
            ? await outbox.WriteAsync(
                new Letter(address, letter.Subject)
                {
                    Parts = letter.Parts,
                    Hub = letter.Hub,
                    FromName = letter.FromName,
                    CausedBy = letter.CausedBy,
                },
                cancel
            )
            : new Refusal.NotFound("This person cannot be written to.");
    }
}
