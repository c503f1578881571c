using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Primitives;
using Residency.Foundation.Ledger;

namespace Residency.Foundation.Ui.Http;

/// <summary>Pages that look the same to every visitor are drawn once and kept until something is told to the ledger.</summary>
/// <remarks>
/// Mark such a page with <c>[OutputCache(PolicyName = PublicPages.Policy)]</c>. It must not hold a form with a token. Who
/// is signed in, or sends any cookie that could mean so, gets a page drawn for them, and it is not kept.
/// </remarks>
public static class PublicPages
{
    /// <summary>The name of the policy.</summary>
    public const string Policy = "public page";

    // Every cookie of ours begins so; others, of the sites around this one, say nothing here.
    private static readonly string[] Ours = ["residency", "__Host-residency"];

    // The cookie of forms says nothing about the person, and a kept page has no form. Each language is kept for itself.
    private static readonly string[] Harmless = ["residency-form", "__Host-residency-form", Languages.Cookie];

    /// <summary>Whether the request can be answered with a page for everyone.</summary>
    internal static bool IsForEveryone(HttpContext context) =>
        context.Request.Cookies.Keys.All(name =>
            Harmless.Contains(name, StringComparer.Ordinal) || !Ours.Any(our => name.StartsWith(our, StringComparison.Ordinal))
        );

    /// <summary>Adds the policy and compression of what is public. Private pages are not compressed: their length must not speak.</summary>
    internal static IServiceCollection AddPublicPages(this IServiceCollection services)
    {
        services.AddSingleton<PublicPagePolicy>();
        services
            .AddOptions<OutputCacheOptions>()
            .Configure<PublicPagePolicy>(
                (options, policy) =>
                {
                    options.SizeLimit = 128 << 20;
                    options.MaximumBodySize = 4 << 20;
                    options.AddPolicy(Policy, policy);
                }
            );
        services.AddOutputCache();
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/atom+xml", "application/feed+json", "application/xml", "text/plain"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(options =>
            options.Level = System.IO.Compression.CompressionLevel.Optimal
        );
        return services;
    }

    /// <summary>Answers from what is kept, before anybody asks who is there.</summary>
    internal static WebApplication UsePublicPages(this WebApplication app)
    {
        app.UseOutputCache();
        app.UseWhen(
            context => context.GetEndpoint()?.Metadata.GetMetadata<OutputCacheAttribute>() is not null && IsForEveryone(context),
            everyone =>
            {
                everyone.UseResponseCompression();
                everyone.Use(
                    (context, next) =>
                    {
                        Label(context.Response);
                        return next(context);
                    }
                );
            }
        );
        return app;
    }

    // Browsers ask again every time, and get only the word that nothing changed. What turns out to be no page is not kept.
    private static void Label(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "public, no-cache";
        headers.ETag = $"\"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}\"";
        headers.Append("Vary", "Accept-Language, Cookie");
        response.OnStarting(() =>
        {
            if (response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status304NotModified))
            {
                headers.CacheControl = "no-store";
                headers.Remove("ETag");
            }

            return Task.CompletedTask;
        });
    }
}

/// <summary>Keeps an answer under the count of the ledger at which it was drawn, so that an older one is never found again.</summary>
internal sealed class PublicPagePolicy(LedgerPulse pulse) : IOutputCachePolicy
{
    /// <summary>How long a node may not notice what another published while it cannot hear it.</summary>
    private static readonly TimeSpan WhileDeaf = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var isKept =
            (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && http.Request.Headers.Authorization.Count == 0
            && PublicPages.IsForEveryone(http);
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = isKept;
        context.AllowCacheStorage = isKept;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = pulse.IsDeaf ? WhileDeaf : Longest;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["ledger"] = pulse.Beats.ToString(CultureInfo.InvariantCulture);
        context.CacheVaryByRules.VaryByValues["language"] = CultureInfo.CurrentUICulture.Name;
        context.CacheVaryByRules.VaryByValues["encoding"] = Encoding(http.Request.Headers.AcceptEncoding);
        context.CacheVaryByRules.VaryByValues["reader"] = ActionGate.IsPage(http) ? "person" : "program";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage &=
            response.StatusCode == StatusCodes.Status200OK
            && StringValues.IsNullOrEmpty(response.Headers.SetCookie)
            && context.HttpContext.User.Identity?.IsAuthenticated != true;
        return ValueTask.CompletedTask;
    }

    private static string Encoding(StringValues accepted)
    {
        var text = accepted.ToString();
        return text.Contains("br", StringComparison.OrdinalIgnoreCase) ? "br"
            : text.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? "gzip"
            : "";
    }
}
