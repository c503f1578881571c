using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Residency.Foundation.Ui.Http;

/// <summary>Registers and orders what happens to a request before a page sees it.</summary>
public static class HttpSetup
{
    /// <summary>Adds who asks, which hub, limits, antiforgery and forwarding from declared proxies.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddScoped<CurrentActor>();
        services.AddScoped<CurrentHub>();
        services.TryAddScoped<IActorOfRequest, OnlyVisitors>();
        services.AddSingleton<Limits>();
        services.AddProblemDetails();
        services.AddPublicPages();
        services.AddHostedService<DrainBeforeStop>();
        // What nobody asked for is refused, so that no field can be set by knowing its name.
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow
        );
        services.AddAntiforgery();
        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>, AntiforgeryCookie>();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, DeclaredProxies>();
        services
            .AddOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>()
            .Configure<HttpSettings>(
                (kestrel, settings) =>
                {
                    kestrel.AddServerHeader = false;
                    kestrel.Limits.MaxRequestBodySize = settings.LargestRequest * 1024L * 1024;
                    kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
                }
            );
        services
            .AddOptions<FormOptions>()
            .Configure<HttpSettings>((form, settings) => form.MultipartBodyLengthLimit = settings.LargestRequest * 1024L * 1024);
        return services;
    }

    /// <summary>The way of a request, in order. Stands after <c>UseUi</c>, which covers it with pages for failures.</summary>
    public static WebApplication UseHttp(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(
            (context, next) =>
            {
                if (Failures.IsBeingShown(context))
                {
                    context.Request.Method = HttpMethods.Get; // the page about a refused form is no form
                }

                return next(context);
            }
        );
        app.UseMiddleware<NoPlainHttp>();
        app.UseRouting();
        app.UseRequestLocalization(); // what is kept is kept for each language
        app.UsePublicPages();
        app.UseMiddleware<ActorOnRequest>();
        app.UseMiddleware<ActionGate>();
        app.UseMiddleware<LimitsOnRequest>();
        app.UseMiddleware<SameSiteOnly>();
        app.UseMiddleware<HubOnRequest>();
        app.UseMiddleware<FrameOnRequest>();
        app.UseAntiforgery();
        // Before the page refuses it in its own way: our answer gives back what was written.
        app.Use((context, next) => KeptWords.Refuse(context) ? Task.CompletedTask : next(context));
        return app;
    }

    // Browsers take the prefix __Host- only with Secure, and send Secure cookies only over HTTPS.
    private sealed class AntiforgeryCookie(IHostEnvironment environment, HttpSettings settings)
        : IConfigureOptions<AntiforgeryOptions>
    {
        public void Configure(AntiforgeryOptions options)
        {
            var isHttps =
                settings.PublicAddress.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && environment.IsProduction();
            options.Cookie.Name = isHttps ? "__Host-residency-form" : "residency-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.HttpOnly = true;
            options.Cookie.Path = "/";
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says the same
        }
    }

    private sealed class DeclaredProxies(HttpSettings settings) : IConfigureOptions<ForwardedHeadersOptions>
    {
        public void Configure(ForwardedHeadersOptions options)
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            if (settings.KnownProxies.Count == 0)
            {
                options.ForwardedHeaders = ForwardedHeaders.None;
                return;
            }

            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = settings.KnownProxies.Count;
            foreach (var proxy in settings.KnownProxies)
            {
                if (System.Net.IPNetwork.TryParse(proxy, out var network))
                {
                    options.KnownIPNetworks.Add(network);
                }
                else if (IPAddress.TryParse(proxy, out var address))
                {
                    options.KnownProxies.Add(address);
                }
                else
                {
                    throw new Settings.WrongSettingsException([
                        $"The setting 'Http:KnownProxies' cannot be '{proxy}'. Enter IP addresses or networks such as 10.0.0.0/8.",
                    ]);
                }
            }
        }
    }
}

/// <summary>Refuses plain HTTP from other machines in production: cookies and codes could be read on the way.</summary>
internal sealed class NoPlainHttp(RequestDelegate next, IHostEnvironment environment, HttpSettings settings)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (
            !environment.IsProduction()
            || settings.AllowPlainHttp
            || context.Request.IsHttps
            || context.Connection.RemoteIpAddress is null
            || IPAddress.IsLoopback(context.Connection.RemoteIpAddress)
        )
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            "This site answers over HTTPS only. Operators: declare your proxy in Http:KnownProxies.",
            context.RequestAborted
        );
    }
}
