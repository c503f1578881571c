using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Residency.Foundation.Ui.Http;

/// <summary>The page exists in every language of the product. Other pages are in English, whatever the reader prefers.</summary>
/// <remarks>Half a page in a language helps nobody, so a page is marked when all its words are translated; a test asks.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TranslatedAttribute : Attribute;

/// <summary>The languages in which readers can have the public pages.</summary>
public static class Languages
{
    /// <summary>The language of the keys; the one of every page that is not translated.</summary>
    public const string English = "en-GB";

    /// <summary>The cookie that remembers the choice. It says nothing else, and lasts a year.</summary>
    internal const string Cookie = "residency-language";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(365);

    /// <summary>Each language with its own name, the default first.</summary>
    public static readonly IReadOnlyList<Language> All = [new(English, "English"), new("es", "Español")];

    /// <summary>Where a reader chooses a language and comes back.</summary>
    public static string Choice(Language language, HttpContext context) => ReturnPath.Via($"/language/{language.Code}", context);

    /// <summary>Lets the reader's choice decide, then the browser's wish.</summary>
    internal static void AddLanguages(this IServiceCollection services) =>
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var codes = All.Select(language => language.Code).ToArray();
            options.SetDefaultCulture(English).AddSupportedCultures(codes).AddSupportedUICultures(codes);
            options.RequestCultureProviders = [new OfTheReader { Options = options }];
        });

    /// <summary>Maps the address under which a reader chooses.</summary>
    internal static void MapLanguages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/language/{language}", Choose).Needs(SiteActions.LanguageChoose);

    // Changes nothing but how pages look to this browser, so that a link may do it.
    private static IResult Choose(string language, HttpContext context, string? @return = null)
    {
        if (All.FirstOrDefault(known => known.Code.Equals(language, StringComparison.OrdinalIgnoreCase)) is not { } chosen)
        {
            return TypedResults.NotFound();
        }

        context.Response.Cookies.Append(
            Cookie,
            chosen.Code,
            new CookieOptions
            {
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                SameSite = SameSiteMode.Lax,
                Path = "/",
                MaxAge = s_lifetime,
                IsEssential = true,
            }
        );
        return TypedResults.LocalRedirect(ReturnPath.Or(@return, "/"));
    }

    private sealed class OfTheReader : RequestCultureProvider
    {
        private const int MostWishes = 8;

        private static readonly AcceptLanguageHeaderRequestCultureProvider s_wishes = new()
        {
            MaximumAcceptLanguageHeaderValuesToTry = MostWishes,
        };

        public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            if (httpContext.GetEndpoint()?.Metadata.GetMetadata<TranslatedAttribute>() is null)
            {
                return new ProviderCultureResult(English);
            }

            return httpContext.Request.Cookies[Cookie] is { } chosen && All.Any(language => language.Code == chosen)
                ? new ProviderCultureResult(chosen)
                : Closest(await s_wishes.DetermineProviderCultureResult(httpContext));
        }

        // The middleware would find "es" for "es-MX", yet answer "en-US" with nothing, and so pass to the next wish.
        private static ProviderCultureResult Closest(ProviderCultureResult? wishes) =>
            new(
                wishes
                    ?.Cultures.Select(wish => wish.Value ?? "")
                    .Select(wish => All.FirstOrDefault(language => IsSameLanguage(language.Code, wish))?.Code)
                    .FirstOrDefault(code => code is not null)
                    ?? English
            );

        private static bool IsSameLanguage(string one, string other) =>
            one.Split('-')[0].Equals(other.Split('-')[0], StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A language of the product.</summary>
/// <param name="Code">Its tag (BCP 47).</param>
/// <param name="Name">What its readers call it.</param>
public sealed record Language(string Code, string Name)
{
    /// <summary>Whether the present page is in it.</summary>
    public bool IsShown => CultureInfo.CurrentUICulture.Name == Code;
}
