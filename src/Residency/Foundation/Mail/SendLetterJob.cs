using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;

namespace Residency.Foundation.Mail;

/// <summary>One letter is to be sent.</summary>
[JobName("mail.send")]
public sealed record SendLetter(LetterId Letter) : JobPayload;

/// <summary>Hands one letter to the mail server. A crash in between may send it twice, never lose it.</summary>
[Needs(MailActions.Send)]
public sealed class SendLetterJob(AppDb db, IMailServer server, LetterBody bodies, TimeProvider clock) : IJob<SendLetter>
{
    public async Task<Result> RunAsync(SendLetter payload, Actor actor, CancellationToken cancel)
    {
        var letter = await db.Set<WaitingLetter>().SingleOrDefaultAsync(l => l.Id == payload.Letter, cancel);
        if (letter is not { State: LetterState.Waiting } || !server.IsThere)
        {
            // Without a server it stays in the outbox; the hourly round finds it when there is one.
            return Result.Done;
        }

        var now = clock.GetUtcNow();
        if (now - letter.CreatedAt > WaitingLetter.Longest)
        {
            letter.End(LetterState.GivenUp, now);
            return await db.SaveAsync(cancel);
        }

        var isTaken = await server.SendAsync(letter, bodies.Read(letter), cancel);
        letter.End(isTaken ? LetterState.Sent : LetterState.GivenUp, clock.GetUtcNow());
        return await db.SaveAsync(CancellationToken.None);
    }
}

/// <summary>The letters that wait are to be looked through.</summary>
[JobName("mail.round"), Every(1)]
public sealed record GoThroughLetters : JobPayload;

/// <summary>Every hour: letters that wait although nobody sends them are sent, and those that are too old are ended.</summary>
[Needs(MailActions.Send)]
public sealed class GoThroughLettersJob(
    AppDb db,
    JobQueue jobs,
    IMailServer server,
    TimeProvider clock,
    ILogger<GoThroughLettersJob> log
) : IJob<GoThroughLetters>
{
    private const int Most = 500;

    public async Task<Result> RunAsync(GoThroughLetters payload, Actor actor, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var before = now - TimeSpan.FromHours(1);
        var waiting = await db.Set<WaitingLetter>()
            .Where(l => l.State == LetterState.Waiting && l.CreatedAt < before)
            .OrderBy(l => l.CreatedAt)
            .Take(Most)
            .ToListAsync(cancel);
        foreach (var letter in waiting)
        {
            if (now - letter.CreatedAt > WaitingLetter.Longest)
            {
                letter.End(LetterState.GivenUp, now);
            }
            else if (server.IsThere)
            {
                jobs.Enqueue(Actor.System, new SendLetter(letter.Id));
            }
        }

        if (waiting.Count > 0 && !server.IsThere)
        {
            Log.NoServer(log, waiting.Count);
        }

        return await db.SaveAsync(cancel);
    }
}

/// <summary>Takes mails off our hands.</summary>
public interface IMailServer
{
    /// <summary>Whether one is set.</summary>
    bool IsThere { get; }

    /// <summary>Hands over one letter.</summary>
    /// <returns>False when the server refuses it for good.</returns>
    /// <exception cref="OutsideException">The server does not answer or asks to come again.</exception>
    Task<bool> SendAsync(WaitingLetter letter, IReadOnlyList<LetterPart> parts, CancellationToken cancel);
}

/// <summary>A server that speaks SMTP.</summary>
internal sealed class SmtpServer(MailSettings settings, ILogger<SmtpServer> log) : IMailServer
{
    public bool IsThere => settings.Host.Length > 0;

    public async Task<bool> SendAsync(WaitingLetter letter, IReadOnlyList<LetterPart> parts, CancellationToken cancel)
    {
        using var message = Message(letter, parts);
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.RequireTls,
            DeliveryFormat = SmtpDeliveryFormat.SevenBit,
            Credentials = settings.User.Length > 0 ? new NetworkCredential(settings.User, settings.Password) : null,
        };
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            await client.SendMailAsync(message, late.Token);
            return true;
        }
        catch (SmtpException refused) when (IsForGood(refused.StatusCode))
        {
            Log.RefusedForGood(log, letter.Id.Value, refused.StatusCode);
            return false;
        }
        catch (SmtpException broken)
        {
            throw new OutsideException("handing a mail to the mail server", broken);
        }
        catch (OperationCanceledException broken) when (!cancel.IsCancellationRequested)
        {
            throw new OutsideException("handing a mail to the mail server within a minute", broken);
        }
    }

    private MailMessage Message(WaitingLetter letter, IReadOnlyList<LetterPart> parts)
    {
        // Read again at the last moment: only what passes the grammar ever becomes part of a command.
        var to =
            EmailAddress.Parse(letter.Address)
            ?? throw new InvalidOperationException($"Letter {letter.Id.Value} has no valid address.");
        var from =
            EmailAddress.Parse(settings.From)
            ?? throw new Settings.WrongSettingsException([
                $"The setting 'Mail:From' cannot be '{settings.From}'. Enter an e-mail address.",
            ]);
        var name = LetterBody.Header(letter.FromName.Length > 0 ? letter.FromName : settings.FromName);
        var message = new MailMessage
        {
            From = new MailAddress(from.Text, name, Encoding.UTF8),
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(to.Text));
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers, please
        message.Headers.Add("Message-ID", $"<{letter.Id.Value:N}@{from.Text.Split('@')[1]}>");
        message.AlternateViews.Add(View(LetterBody.Text(parts), MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(LetterBody.Html(letter.Subject, parts), MediaTypeNames.Text.Html));
        return message;
    }

    private static AlternateView View(string text, string mediaType)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, mediaType);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    // RFC 5321, section 4.2.1: 5xx is for good, except where another try makes sense after the operator mended the settings.
    private static bool IsForGood(SmtpStatusCode code) =>
        code
            is SmtpStatusCode.MailboxUnavailable
                or SmtpStatusCode.MailboxNameNotAllowed
                or SmtpStatusCode.UserNotLocalTryAlternatePath
                or SmtpStatusCode.ExceededStorageAllocation;
}

/// <summary>What the operator reads about mails.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 1300,
        Level = LogLevel.Warning,
        Message = "{Count} mails wait and no mail server is set. Set Mail:Host."
    )]
    public static partial void NoServer(ILogger logger, int count);

    [LoggerMessage(
        EventId = 1301,
        Level = LogLevel.Warning,
        Message = "The mail server refused letter {Letter} for good: {Status}."
    )]
    public static partial void RefusedForGood(ILogger logger, Guid letter, SmtpStatusCode status);
}
