using Microsoft.AspNetCore.Http.Features;

namespace Residency.Foundation.Ui.Http;

/// <summary>Answers HEAD as GET without the body (RFC 9110, section 9.3.2): link checkers and monitors ask so, and pages know only GET.</summary>
internal sealed class HeadAsGet(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            // The server must know by itself that a length without bytes is right here.
            context.Request.Method = HttpMethods.Head;
            context.Features.Set(body);
        }
    }
}
