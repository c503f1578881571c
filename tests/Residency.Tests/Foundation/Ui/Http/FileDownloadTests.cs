using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Ids;
using Residency.Foundation.Storage;
using Residency.Tests.Foundation.Files;

namespace Residency.Tests.Foundation.Ui.Http;

/// <summary>What is handed over cannot act in the name of the site, and is handed over in parts to whoever asks so.</summary>
public sealed class FileDownloadTests(Front front) : IClassFixture<Front>
{
    private const string Words = "<script>alert(document.cookie)</script> plain words";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_saved_and_never_shown_by_the_browser()
    {
        using var reader = front.NewClient();
        var file = await KeepAsync("Füße & notes.txt", Encoding.UTF8.GetBytes(Words), FileKind.Text);

        using var answer = await reader.GetAsync(Address(file), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe(Words);
        answer.Content.Headers.ContentType?.ToString().ShouldBe("text/plain; charset=utf-8");
        answer.Content.Headers.ContentDisposition?.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition?.FileNameStar.ShouldBe(file.Name);
        ShouldBeTame(answer);
        answer.Headers.CacheControl?.ToString().ShouldBe("public, no-cache");
        answer.Headers.ETag?.Tag.ShouldBe($"\"{file.Hash}\"");
    }

    [Fact]
    public async Task A_picture_is_shown_but_can_do_nothing()
    {
        using var reader = front.NewClient();
        var file = await KeepAsync("small.png", Pictures.Png(5, 4), FileKind.Png);
        using var answer = await reader.GetAsync(Address(file), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("image/png");
        answer.Content.Headers.ContentDisposition.ShouldBeNull();
        ShouldBeTame(answer);
    }

    [Fact]
    public async Task Parts_are_handed_over_and_what_is_known_is_not_sent_again()
    {
        using var reader = front.NewClient();
        var file = await KeepAsync("parts.txt", Encoding.UTF8.GetBytes(Words), FileKind.Text);

        using var part = await SendAsync(reader, file, request => request.Headers.Range = new RangeHeaderValue(8, 12));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsStringAsync(Cancel)).ShouldBe(Words[8..13]);
        part.Content.Headers.ContentRange?.ToString().ShouldBe($"bytes 8-12/{Words.Length}");
        ShouldBeTame(part);

        using var beyond = await SendAsync(reader, file, request => request.Headers.Range = new RangeHeaderValue(5_000, 6_000));
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);

        using var known = await SendAsync(
            reader,
            file,
            request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{file.Hash}\""))
        );
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using var head = await SendAsync(reader, file, request => request.Method = HttpMethod.Head);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        (head.Content.Headers.ContentLength, (await head.Content.ReadAsByteArrayAsync(Cancel)).Length).ShouldBe(
            (Words.Length, 0)
        );
    }

    [Fact]
    public async Task What_no_gate_opens_is_not_found()
    {
        using var reader = front.NewClient();
        var file = await KeepAsync("secret.txt", Encoding.UTF8.GetBytes(Words), FileKind.Text, isPublished: false);
        (await reader.GetAsync(Address(file), Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Uri Address(StoredFile file) => new(file.Href, UriKind.Relative);

    private static void ShouldBeTame(HttpResponseMessage answer)
    {
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox; default-src 'none'; frame-ancestors 'none'"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient reader, StoredFile file, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address(file));
        change(request);
        return reader.SendAsync(request, Cancel);
    }

    private async Task<StoredFile> KeepAsync(string name, byte[] content, FileKind kind, bool isPublished = true)
    {
        await using var scope = front.Services.CreateAsyncScope();
        var wish = new FileWish(TypedId.New<HubId>(), name, "nobody", "nothing") { Kinds = [kind], IsPublished = isPublished };
        var kept = await scope
            .ServiceProvider.GetRequiredService<IFileStore>()
            .KeepAsync(wish, new MemoryStream(content), Cancel);
        (await scope.ServiceProvider.GetRequiredService<AppDb>().SaveAsync(Cancel)).IsDone.ShouldBeTrue();
        return kept.Value;
    }
}
