using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Residency.Foundation.Actors;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.Cohorts;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Tests.Gather.People;

/// <summary>The whole product in this process, with one hub, its owner, and a clock that tests may move.</summary>
internal sealed class Site : WebApplicationFactory<Program>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("residency-people-").FullName;

    private readonly SiteWish _wish;

    private Site(SiteWish wish) => _wish = wish;

    public Clock Time { get; } = new();
    public HubId Hub { get; private set; }
    public CohortId Cohort { get; private set; }
    public CohortId OtherCohort { get; private set; }
    public OrganisationId Organisation { get; private set; }
    public PersonId Owner { get; private set; }

    /// <summary>Where the database is.</summary>
    public StorageSettings Storage => new() { DataFolder = _folder, Postgres = _wish.Postgres };

    /// <summary>The mails that would have gone out.</summary>
    public ConcurrentQueue<Letter> Mails { get; } = new();

    /// <summary>Starts the product on an empty folder and fills the hub.</summary>
    /// <param name="limitFactor">1 keeps the limits of the product; the default leaves them out of the way.</param>
    public static Task<Site> OpenAsync(int limitFactor = 1000) => OpenAsync(new SiteWish { LimitFactor = limitFactor });

    /// <inheritdoc cref="OpenAsync(int)"/>
    public static async Task<Site> OpenAsync(SiteWish wish)
    {
        var site = new Site(wish);
        site.Hub = await site.AskAsync<IHubs, HubId>(async hubs =>
            (
                await hubs.OpenAsync(
                    Actor.System,
                    new NewHub("harbour", "Harbour hub", "Harbour office", "", "hub@example.org"),
                    default
                )
            ).Value
        );
        site.Cohort = await site.CohortAsync("one");
        site.OtherCohort = await site.CohortAsync("two");
        site.Organisation = await site.AskAsync<IPeople, OrganisationId>(async people =>
            (await people.AddOrganisationAsync(Actor.System, new NewOrganisation(site.Hub, "Ferry company"), default)).Value
        );
        site.Owner = await site.PersonAsync("owner@example.org", Role.HubOwner);
        return site;
    }

    public async Task<PersonId> PersonAsync(string email, Role? role = null, CohortId? cohort = null)
    {
        return await AskAsync<IPeople, PersonId>(async people =>
        {
            var person = (await people.AddAsync(Actor.System, new NewPerson(email.Split('@')[0], email), default)).Value;
            if (role is { } given)
            {
                (
                    await people.GrantAsync(Actor.System, new NewMembership(person, Hub, given) { Cohort = cohort }, default)
                ).IsDone.ShouldBeTrue();
            }

            return person;
        });
    }

    /// <summary>A browser in which the person is signed in, freshly proved.</summary>
    public async Task<Browser> SignedInAsync(PersonId person, bool isProof = true)
    {
        var browser = NewBrowser();
        var secret = await AskAsync<AccountSessions, LinkSecret>(sessions =>
            sessions.BeginAsync(person, new SessionWish("Test", Remember: false), isProof, default)
        );
        browser.Put("residency", secret.Text);
        return browser;
    }

    public Browser NewBrowser() => new(Server.CreateHandler());

    public async Task<(Invitation Invitation, LinkSecret Secret)> InviteAsync(string email, Role role = Role.Writer)
    {
        var secret = LinkSecret.New();
        var wish = new NewInvitation(Hub, email, role) { Cohort = Cohort, Organisation = Organisation };
        var invitation = Invitation.Offer(wish, secret, Owner, Time.GetUtcNow()).Value;
        await InAsync(
            async (_, db) =>
            {
                db.Add(invitation);
                await db.SaveChangesAsync();
            }
        );
        return (invitation, secret);
    }

    public async Task<OneTimeLink.Drawn> MailAsync(string email, PersonId? person, LinkPurpose purpose = LinkPurpose.SignIn)
    {
        var drawn = OneTimeLink.Mail(purpose, email, person, Time.GetUtcNow());
        await InAsync(
            async (_, db) =>
            {
                db.Add(drawn.Link);
                await db.SaveChangesAsync();
            }
        );
        return drawn;
    }

    public Task<T> ReadAsync<T>(Func<AppDb, Task<T>> read) => AskAsync<AppDb, T>(read);

    public async Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task InAsync(Func<IServiceProvider, AppDb, Task> act)
    {
        await using var scope = Services.CreateAsyncScope();
        await act(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("data", _folder);
        builder.UseSetting("Drawing:Node", "");
        builder.UseSetting("Http:LimitFactor", _wish.LimitFactor.ToString(CultureInfo.InvariantCulture));
        if (_wish.LimitFactor > 1)
        {
            builder.UseSetting("LiveText:MostSockets", "1000");
            builder.UseSetting("LiveText:MostRefusals", "100000");
        }

        builder.UseEnvironment(_wish.Environment);
        if (_wish.Postgres is { } postgres)
        {
            builder.UseSetting("Storage:Postgres", postgres);
        }

        builder.ConfigureTestServices(services =>
        {
            _wish.More?.Invoke(services);
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            services.RemoveAll<IOutbox>();
            services.AddSingleton<IOutbox>(new Postbox(Mails));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Task<CohortId> CohortAsync(string code) =>
        AskAsync<ICohorts, CohortId>(async cohorts =>
            (
                await cohorts.PlanAsync(
                    Actor.System,
                    new NewCohort(Hub, code, $"Cohort {code}", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 1)),
                    default
                )
            ).Value
        );

    private sealed class Postbox(ConcurrentQueue<Letter> mails) : IOutbox
    {
        public Task<Result> WriteAsync(Letter letter, CancellationToken cancel)
        {
            mails.Enqueue(letter);
            return Task.FromResult(Result.Done);
        }
    }

    /// <summary>A clock that stands still until it is told to go on.</summary>
    internal sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time) => _now += time;
    }
}

/// <summary>In what surroundings the product runs.</summary>
internal sealed record SiteWish
{
    /// <summary>1 keeps the limits of the product; the default leaves them out of the way.</summary>
    public int LimitFactor { get; init; } = 1000;

    /// <summary>Connection string of an empty database; null means SQLite in a folder of its own.</summary>
    public string? Postgres { get; init; }

    public string Environment { get; init; } = Environments.Development;

    /// <summary>Registers what the test plants.</summary>
    public Action<IServiceCollection>? More { get; init; }
}
