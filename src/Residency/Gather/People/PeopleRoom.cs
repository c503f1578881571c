using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;
using Residency.Gather.People.ExportMine;
using Residency.Gather.People.Model;
using Residency.Gather.People.Parts;
using Residency.Gather.People.SetUp;
using Residency.Gather.People.StaySignedIn;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People;

/// <summary>Sign-in, sessions and passkeys; the download of one's own copy; the link of the first start.</summary>
public sealed class PeopleRoom : IRoom
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<AccountSessions>();
        services.AddScoped<CodeByMail>();
        services.AddScoped<Entrance>();
        services.AddScoped<HubDoorway>();
        services.AddScoped<Letters>();
        services.AddScoped<PasskeyCeremony>();
        services.AddScoped<PersonHere>();
        services.AddScoped<IActorOfRequest>(provider => provider.GetRequiredService<PersonHere>());
        services.AddHostedService<PrintSetUpLink>();
        services.AddIdentityCore<Person>().AddUserStore<PasskeyStore>();
        services.TryAddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // A passkey alone signs in: the device must hold the account and must know its user.
            options.ResidentKeyRequirement = "required";
            options.UserVerificationRequirement = "required";
        });
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        SessionGate.Map(endpoints);
        endpoints
            .MapGet("/account/copy/residency.json", MyCopyGate.DownloadAsync)
            .Needs(PeopleActions.MyCopy)
            .WithMetadata(new LimitedAttribute(Limits.Exports));
    }
}
