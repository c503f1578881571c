using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Tests.Servers;
using Residency.Tests.World;

namespace Residency.Tests.Foundation.Mail;

public sealed class LettersTests
{
    private static readonly EmailAddress Ada = EmailAddress.Parse("ada@example.org")!.Value; // a valid address

    public static TheoryData<string> Hostile =>
        [
            "Hello\r\nBcc: evil@example.net",
            "Hello\nBcc: evil@example.net",
            "Hello\rBcc: evil@example.net",
            "Hello\r\n\r\n<script>",
            "a\0b",
            "Hello\u2028Bcc: evil@example.net",
            "Hello\u2029Bcc: evil@example.net",
            "Hello\u0085Bcc: evil@example.net",
            "Hello\vBcc: x",
            "Hello\fBcc: x",
            "\r\n.\r\nMAIL FROM:<evil@example.net>\r\n",
            "=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5uZXQ=?=",
            "\"; Bcc: evil@example.net",
            "<evil@example.net>",
            "x, evil@example.net",
            "Ünïcödé 漢字 🙂",
            "<b onmouseover=alert(1)>bold</b>",
            "%0d%0aBcc: evil@example.net",
            "\\r\\nBcc: evil@example.net",
            "Hello\r\n Folded: yes",
            "\tBcc: evil@example.net",
        ];

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("a.b+c@sub.example.org", true)]
    [InlineData(" ada@example.org ", true)]
    [InlineData("ada@example", false)]
    [InlineData("ada@@example.org", false)]
    [InlineData("\"ada b\"@example.org", false)]
    [InlineData("ada@example.org\r\nBcc: x@y.z", false)]
    [InlineData("ada@example.org\n", false)]
    [InlineData("ada\0@example.org", false)]
    [InlineData("ada@example.org, b@example.org", false)]
    [InlineData("<ada@example.org>", false)]
    [InlineData("Ada <ada@example.org>", false)]
    [InlineData("ada@[127.0.0.1]", false)]
    [InlineData("ada@-example.org", false)]
    [InlineData("ada..b@example.org", false)]
    [InlineData(".ada@example.org", false)]
    [InlineData("ada@exämple.org", false)]
    [InlineData("ada(x)@example.org", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_address_is_narrow(string? text, bool isOne) => (EmailAddress.Parse(text) is not null).ShouldBe(isOne);

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Whatever_people_write_a_mail_has_one_recipient_and_our_headers_only(string hostile)
    {
        await using var sink = new SmtpSink();
        await using var world = await OpenAsync(Engine.Sqlite, sink.Port);
        var letter = new Letter(Ada, hostile)
        {
            FromName = hostile,
            Parts =
            [
                new LetterPart.Paragraph(hostile),
                new LetterPart.Quotation(hostile),
                new LetterPart.Code(hostile),
                new LetterPart.Link(hostile, "https://example.org/?x=" + Uri.EscapeDataString(hostile)),
                new LetterPart.Link(hostile, hostile),
                new LetterPart.Link("x", "javascript:alert(1)"),
            ],
        };

        await WriteAsync(world, letter);
        await world.RunJobsAsync();
        var sunk = await sink.NextAsync(TestContext.Current.CancellationToken);

        sunk.To.ShouldBe(["ada@example.org"]);
        sunk.From.ShouldBe("residency@localhost.localdomain");
        var received = Encoding.Latin1.GetString(sink.Received);
        Regex.Count(received, "^RCPT ", RegexOptions.Multiline).ShouldBe(1);
        Regex.Count(received, "^MAIL ", RegexOptions.Multiline).ShouldBe(1);
        Regex.Count(received, "^DATA", RegexOptions.Multiline).ShouldBe(1);
        Regex.Replace(received, "\r\n", "").ShouldNotContain("\n");
        Regex.Replace(received, "\r\n", "").ShouldNotContain("\r");
        var headers = sunk.Text[..sunk.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Regex
            .Matches(headers, "^([A-Za-z-]+):", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"],
                ignoreOrder: true
            );
        var html = Encoding.UTF8.GetString(
            Convert.FromBase64String(Regex.Matches(sunk.Text, "base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)")[1].Groups[1].Value)
        );
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<b ");
        html.ShouldNotContain("javascript:");
    }

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_secret_letter_is_unreadable_while_it_waits_and_gone_when_it_is_sent(Engine engine)
    {
        await using var sink = new SmtpSink();
        await using var world = await OpenAsync(engine, sink.Port);

        await WriteAsync(world, Secret("7391 8264"));
        var waiting = await world.DoAsync((_, db) => db.Set<WaitingLetter>().AsNoTracking().SingleAsync());
        waiting.Body.ShouldNotContain("7391");
        await world.RunJobsAsync();

        var sent = await world.DoAsync((_, db) => db.Set<WaitingLetter>().AsNoTracking().SingleAsync());
        (sent.State, sent.Body).ShouldBe((LetterState.Sent, ""));
        var text = (await sink.NextAsync(TestContext.Current.CancellationToken)).Text;
        Encoding
            .UTF8.GetString(Convert.FromBase64String(Regex.Match(text, "base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)").Groups[1].Value))
            .ShouldContain("7391 8264");
    }

    [Fact]
    public async Task Without_a_save_there_is_no_letter()
    {
        await using var world = await OpenAsync(Engine.Sqlite, 0);
        await world.DoAsync(
            (services, _) => services.GetRequiredService<IOutbox>().WriteAsync(Secret("1"), TestContext.Current.CancellationToken)
        );

        (await world.DoAsync((_, db) => db.Set<WaitingLetter>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_server_letters_wait_and_too_old_ones_are_dropped()
    {
        await using var world = await OpenAsync(Engine.Sqlite, 0);
        await WriteAsync(world, Secret("2"));
        await world.RunJobsAsync();
        (await StateAsync(world)).ShouldBe(LetterState.Waiting);

        world.Clock.Advance(WaitingLetter.Longest + TimeSpan.FromMinutes(1));
        await world.DoAsync((services, _) => RoundAsync(services));

        var dropped = await world.DoAsync((_, db) => db.Set<WaitingLetter>().AsNoTracking().SingleAsync());
        (dropped.State, dropped.Body).ShouldBe((LetterState.GivenUp, ""));
    }

    [Fact]
    public async Task A_recipient_refused_for_good_is_given_up_and_a_busy_server_is_asked_again()
    {
        await using var sink = new SmtpSink();
        await using var world = await OpenAsync(Engine.Sqlite, sink.Port);
        sink.Refuse = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "451 Busy" : null;
        await WriteAsync(world, Secret("3"));
        await world.RunJobsAsync();
        (await StateAsync(world)).ShouldBe(LetterState.Waiting);

        sink.Refuse = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 Nobody" : null;
        world.Clock.Advance(TimeSpan.FromHours(2));
        await world.RunJobsAsync();
        (await StateAsync(world)).ShouldBe(LetterState.GivenUp);
    }

    [Fact]
    public async Task One_person_causes_only_so_many_mails_a_day()
    {
        await using var world = await OpenAsync(Engine.Sqlite, 0, new MailSettings { MostPerPersonAndDay = 2 });
        var person = TypedId.New<PersonId>();
        var letter = new Letter(Ada, "Invitation") { CausedBy = person };

        await world.DoAsync(
            async (services, db) =>
            {
                var outbox = services.GetRequiredService<IOutbox>();
                (await outbox.WriteAsync(letter, TestContext.Current.CancellationToken)).IsDone.ShouldBeTrue();
                (await outbox.WriteAsync(letter, TestContext.Current.CancellationToken)).IsDone.ShouldBeTrue();
                (await outbox.WriteAsync(letter, TestContext.Current.CancellationToken)).Refusal.ShouldBeOfType<Refusal.Later>();
                await db.SaveAsync(TestContext.Current.CancellationToken);
            }
        );
        world.Clock.Advance(TimeSpan.FromHours(25));
        (
            await world.DoAsync(
                (services, _) => services.GetRequiredService<IOutbox>().WriteAsync(letter, TestContext.Current.CancellationToken)
            )
        ).IsDone.ShouldBeTrue();
    }

    private static Letter Secret(string code) => new(Ada, "Your code") { IsSecret = true, Parts = [new LetterPart.Code(code)] };

    private static Task<LetterState> StateAsync(TestDatabase world) =>
        world.DoAsync((_, db) => db.Set<WaitingLetter>().Select(letter => letter.State).SingleAsync());

    private static async Task RoundAsync(IServiceProvider services)
    {
        var job = ActivatorUtilities.CreateInstance<GoThroughLettersJob>(services, NullLogger<GoThroughLettersJob>.Instance);
        (await job.RunAsync(new GoThroughLetters(), Actor.System, TestContext.Current.CancellationToken)).IsDone.ShouldBeTrue();
    }

    private static Task WriteAsync(TestDatabase world, Letter letter) =>
        world.DoAsync(
            async (services, db) =>
            {
                (
                    await services.GetRequiredService<IOutbox>().WriteAsync(letter, TestContext.Current.CancellationToken)
                ).IsDone.ShouldBeTrue();
                (await db.SaveAsync(TestContext.Current.CancellationToken)).IsDone.ShouldBeTrue();
            }
        );

    private static Task<TestDatabase> OpenAsync(Engine engine, int port, MailSettings? settings = null) =>
        TestDatabase.OpenAsync(
            engine,
            services =>
            {
                services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
                services.AddSingleton(
                    (settings ?? new MailSettings()) with
                    {
                        Host = port == 0 ? "" : "127.0.0.1",
                        Port = port == 0 ? 587 : port,
                        RequireTls = false,
                    }
                );
                services.AddMail();
            }
        );
}
