using Residency.Foundation.Results;

namespace Residency.Foundation.Outside;

/// <summary>Stands before every call: may this be called at all, and did the answer stay within bounds?</summary>
internal sealed class OutsideGate(OutsidePurpose purpose, OutsideSettings settings, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var doing = $"calling {request.RequestUri?.Host} for {purpose.Name}";
        if (WhyNot(request.RequestUri) is { } why)
        {
            throw new OutsideException($"{doing}: {why}");
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(purpose.Seconds));
        try
        {
            var answer = await base.SendAsync(request, late.Token);
            var body = await ReadAsync(answer, late.Token);
            var bounded = new ByteArrayContent(body);
            foreach (var header in answer.Content.Headers)
            {
                bounded.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            answer.Content = bounded;
            return answer;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new OutsideException(doing, broken);
        }
        catch (OperationCanceledException broken) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OutsideException($"{doing}: no answer within {purpose.Seconds} seconds", broken);
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        using var kept = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (kept.Length + read > purpose.MostBytes)
            {
                answer.Dispose();
                throw new OutsideException($"reading the answer for {purpose.Name}: it is larger than {purpose.MostBytes} bytes");
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    private string? WhyNot(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true } || address.Host.Length == 0)
        {
            return "the address is not complete";
        }

        if (address.UserInfo.Length > 0)
        {
            return "the address carries a name before the host";
        }

        if (settings.IsPrivateHost(address.IdnHost, address.Port) && address.Scheme is ("http" or "https"))
        {
            return purpose.Allows(address.IdnHost) ? null : "this host is not among those allowed";
        }

        if (address.Scheme != Uri.UriSchemeHttps)
        {
            return "only https is called";
        }

        if (!purpose.Ports.Contains(address.Port))
        {
            return "this port is not among those allowed";
        }

        return purpose.Allows(address.IdnHost) ? null : "this host is not among those allowed";
    }
}
