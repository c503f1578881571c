using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Residency.Foundation.Ui.Http;

namespace Residency.Foundation.Ui;

/// <summary>What somebody sent with a form that could not be taken, because they were signed out or the page was old.</summary>
/// <param name="Address">Where the form was sent, within this site.</param>
/// <param name="Fields">All fields in their order, with what the page put into them itself.</param>
/// <param name="Files">Names of files that came along; files themselves cannot be given back.</param>
public sealed record KeptWords(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<string> Files)
{
    /// <summary>Larger forms are not given back: 2 MiB, inclusive.</summary>
    private const long Most = 2 * 1024 * 1024;

    /// <summary>The field that proves that a form comes from our own page.</summary>
    internal const string Token = "__RequestVerificationToken";

    /// <summary>What a person wrote in more than one word, by the last part of the field's name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Written =>
        Fields
            .Where(sent => !sent.Key.StartsWith('_') && sent.Value.Trim().Any(char.IsWhiteSpace))
            .Select(sent => KeyValuePair.Create(sent.Key.Split('.')[^1], sent.Value));

    /// <summary>Reads the form of a refused request; null when there is none, or when it may not be ours.</summary>
    /// <remarks>
    /// Only where the browser itself says that a page of this site sent it: nobody else's words are shown as somebody's
    /// own.
    /// </remarks>
    public static async Task<KeptWords?> ReadAsync(HttpContext context, CancellationToken cancel)
    {
        if (
            AddressOf(context) is not { } address
            || !context.Request.HasFormContentType
            || context.Request.ContentLength is null or > Most
            || !SameSiteOnly.IsSurelyFromHere(context.Request)
        )
        {
            return null;
        }

        var form = await context.Request.ReadFormAsync(cancel);
        var fields = form.SelectMany(sent => sent.Value.Select(value => KeyValuePair.Create(sent.Key, value ?? ""))).ToList();
        var files = form.Files.Where(file => file.Length > 0).Select(file => file.FileName).ToList();
        return new KeptWords(address, fields, files);
    }

    // Where the form went before a page about its refusal, or about a failure, took its place.
    private static string? AddressOf(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is { } refused ? refused.OriginalPath + refused.OriginalQueryString
        : context.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? failed.Path + context.Request.QueryString
        : null;

    /// <summary>Whether the form was refused because its token is old or belongs to another sign-in.</summary>
    internal static bool IsTokenOld(HttpContext context) => context.Features.Get<OldToken>() is not null;

    /// <summary>Refuses a form whose token is old; the page about it can then still read what was written.</summary>
    /// <returns>Whether it did.</returns>
    internal static bool Refuse(HttpContext context)
    {
        if (Failures.IsBeingShown(context) || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return false;
        }

        context.Features.Set(new OldToken());
        // The framework lets nobody read a form whose token is known to be wrong, not even to give it back.
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return true;
    }

    private sealed class OldToken;
}
