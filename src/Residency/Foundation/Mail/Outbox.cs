using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Mail;

/// <summary>Letters that wait, in the database with everything else.</summary>
public sealed class Outbox(AppDb db, JobQueue jobs, LetterBody bodies, MailSettings settings, TimeProvider clock) : IOutbox
{
    public async Task<Result> WriteAsync(Letter letter, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (letter.CausedBy is { } person && await CausedTodayAsync(person, now, cancel) >= settings.MostPerPersonAndDay)
        {
            return new Refusal.Later(
                "You have sent many mails today. Go on tomorrow, or ask the operator to raise the limit.",
                TimeSpan.FromHours(24)
            );
        }

        var fromName = LetterBody.Header(letter.FromName);
        var waiting = WaitingLetter.Write(letter, LetterBody.Header(letter.Subject), fromName, bodies.Store(letter), now);
        db.Add(waiting);
        jobs.Enqueue(Actor.System, new SendLetter(waiting.Id));
        return Result.Done;
    }

    /// <summary>The latest letters, the newest first.</summary>
    public async Task<IReadOnlyList<WaitingLetter>> LatestAsync(int most, CancellationToken cancel) =>
        await db.Set<WaitingLetter>()
            .AsNoTracking()
            .OrderByDescending(l => l.CreatedAt)
            .ThenByDescending(l => l.Id)
            .Take(most)
            .ToListAsync(cancel);

    /// <summary>One letter; null when there is none.</summary>
    public async Task<WaitingLetter?> FindAsync(LetterId letter, CancellationToken cancel) =>
        await db.Set<WaitingLetter>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == letter, cancel);

    /// <summary>How many letters wait.</summary>
    public Task<int> CountWaitingAsync(CancellationToken cancel) =>
        db.Set<WaitingLetter>().CountAsync(l => l.State == LetterState.Waiting, cancel);

    private async Task<int> CausedTodayAsync(PersonId person, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - TimeSpan.FromHours(24);
        var saved = await db.Set<WaitingLetter>().CountAsync(l => l.CausedBy == person && l.CreatedAt > since, cancel);
        return saved
            + db.ChangeTracker.Entries<WaitingLetter>().Count(e => e.State == EntityState.Added && e.Entity.CausedBy == person);
    }
}
