using System.Globalization;
using Residency.Foundation.Ui.Http;

namespace Residency.Gather.People.StaySignedIn;

/// <summary>The ways in by which a page that stands open asks how long its session lasts, and lengthens it.</summary>
internal static class SessionGate
{
    private const string Path = "/account/session";

    /// <summary>Maps <c>GET</c>, which changes nothing, and <c>POST</c>, which counts as using the site.</summary>
    /// <remarks>Both answer with two numbers: seconds until the session ends, and until it ends whatever happens.</remarks>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, Answer).Needs(PeopleActions.AccountView).WithMetadata(new UnnoticedAttribute());
        endpoints.MapPost(Path, Answer).Needs(PeopleActions.AccountView);
    }

    // Being asked has lengthened the session already, as every request does that is not unnoticed.
    private static IResult Answer(CurrentActor current, TimeProvider clock)
    {
        if (current.Session is not { } span)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        var now = clock.GetUtcNow();
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{Left(span.EndsAt)} {Left(span.Latest)}"));

        int Left(DateTimeOffset end) => (int)Math.Clamp((end - now).TotalSeconds, 0, int.MaxValue);
    }
}
