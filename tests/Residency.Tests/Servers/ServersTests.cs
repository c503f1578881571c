using System.Net.Mail;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Npgsql;

namespace Residency.Tests.Servers;

public sealed class ServersTests(PostgresServer postgres, S3Server s3)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_database_is_empty_and_its_own()
    {
        var (one, other) = (await postgres.CreateEmptyAsync(Cancel), await postgres.CreateEmptyAsync(Cancel));
        await RunAsync(one, "CREATE TABLE notes (id int)");

        (await RunAsync(one, "SELECT count(*) FROM pg_tables WHERE tablename = 'notes'")).ShouldBe(1L);
        (await RunAsync(other, "SELECT count(*) FROM pg_tables WHERE tablename = 'notes'")).ShouldBe(0L);

        await PostgresServer.DropAsync(one, Cancel);
        await Should.ThrowAsync<PostgresException>(() => RunAsync(one, "SELECT 1"));
        await PostgresServer.DropAsync(other, Cancel);
    }

    [Fact]
    public async Task The_sink_remembers_a_letter_and_every_byte()
    {
        await using var sink = new SmtpSink();
        using var client = new SmtpClient("127.0.0.1", sink.Port);
        using var letter = new MailMessage("hub@example.org", "ada@example.org", "Welcome", "First\r\n.second\r\n");
        await client.SendMailAsync(letter, Cancel);

        var sunk = await sink.NextAsync(Cancel);
        sunk.From.ShouldBe("hub@example.org");
        sunk.To.ShouldBe(["ada@example.org"]);
        sunk.Text.ShouldContain("Subject: Welcome\r\n");
        Encoding.ASCII.GetString(sink.Received).ShouldContain("RCPT TO:<ada@example.org>\r\n");
        sink.FindNext().ShouldBeNull();
    }

    [Fact]
    public async Task The_sink_refuses_what_it_is_told_to_refuse()
    {
        await using var sink = new SmtpSink
        {
            Refuse = command => command.StartsWith("RCPT TO:<gone@", StringComparison.Ordinal) ? "550 No such person" : null,
        };
        using var client = new SmtpClient("127.0.0.1", sink.Port);
        using var letter = new MailMessage("hub@example.org", "gone@example.org", "Welcome", "Text");
        await Should.ThrowAsync<SmtpFailedRecipientException>(() => client.SendMailAsync(letter, Cancel));
        sink.FindNext().ShouldBeNull();
    }

    [Fact]
    public async Task The_object_store_gives_back_what_it_got()
    {
        var settings = new AmazonS3Config
        {
            ServiceURL = (await s3.StartAsync(Cancel)).ToString(),
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        using var client = new AmazonS3Client(S3Server.AccessKey, S3Server.SecretKey, settings);
        var put = new PutObjectRequest
        {
            BucketName = S3Server.Bucket,
            Key = "servers/hello.txt",
            ContentBody = "Grüße",
            UseChunkEncoding = false,
        };
        await client.PutObjectAsync(put, Cancel);

        using var got = await client.GetObjectAsync(S3Server.Bucket, "servers/hello.txt", Cancel);
        using var reader = new StreamReader(got.ResponseStream);
        (await reader.ReadToEndAsync(Cancel)).ShouldBe("Grüße");
    }

    [Fact]
    public async Task A_script_answers_each_question_with_one_line()
    {
        await using var echo = NodeProcess.Start("tests/servers/echo.mjs");
        (await echo.AskAsync<Said>(new Said("één", 1), Cancel)).ShouldBe(new Said("één", 2));
        (await echo.AskAsync<Said>(new Said("two", 2), Cancel)).ShouldBe(new Said("two", 3));
    }

    [Fact]
    public async Task A_script_that_breaks_says_why()
    {
        await using var echo = NodeProcess.Start("tests/servers/echo.mjs");
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            echo.AskAsync<Said>("not an object with a count", Cancel)
        );
        failure.Message.ShouldContain("no count");
    }

    private static async Task<object?> RunAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private sealed record Said(string Word, int Count);
}
