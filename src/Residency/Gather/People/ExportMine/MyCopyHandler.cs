using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Gather.People.Model;
using Residency.Gather.People.Storage;

namespace Residency.Gather.People.ExportMine;

/// <summary>Gathers everything that the installation keeps under a person's name, for that person.</summary>
[Needs(PeopleActions.MyCopy)]
public sealed class MyCopyHandler(AppDb db, IEnumerable<IOwnRecords> rooms, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is no page
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The copy as JSON.</summary>
    /// <returns>The file; StepUp without a fresh proof.</returns>
    public async Task<Result<byte[]>> MakeAsync(SignedIn here, CancellationToken cancel)
    {
        var allowed = PeopleAccess.Table.May(here.Actor, PeopleActions.MyCopy, new Self(here.Person.Id), clock.GetUtcNow());
        if (!allowed.IsDone)
        {
            return allowed.Refusal;
        }

        var copy = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["madeAt"] = clock.GetUtcNow(),
            ["people"] = await OfThisRoomAsync(here.Person.Id, cancel),
        };
        foreach (var room in rooms)
        {
            copy[room.Part] = await room.OfAsync(here.Person.Id, cancel);
        }

        return JsonSerializer.SerializeToUtf8Bytes(copy, Json);
    }

    private async Task<object> OfThisRoomAsync(PersonId person, CancellationToken cancel)
    {
        var self = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == person, cancel);
        var memberships = await db.Set<Membership>().AsNoTracking().Where(m => m.Person == person).ToListAsync(cancel);
        var affiliations = await db.Set<Affiliation>().AsNoTracking().Where(a => a.Person == person).ToListAsync(cancel);
        var sessions = await db.Set<AccountSession>().AsNoTracking().Where(s => s.Person == person).ToListAsync(cancel);
        var passkeys = await db.Set<Passkey>().AsNoTracking().Where(p => p.Person == person).ToListAsync(cancel);
        var invitations = await db.Set<Invitation>()
            .AsNoTracking()
            .Where(i => i.EmailKey == self.EmailKey || i.InvitedBy == person)
            .ToListAsync(cancel);
        return new
        {
            Id = person.Value,
            self.Name,
            self.Email,
            self.Orcid,
            self.Biography,
            self.IsOperator,
            self.AddedAt,
            self.SuspendedAt,
            Roles = memberships.Select(m => new
            {
                Hub = m.Hub.Value,
                m.Role,
                Cohort = m.Cohort?.Value,
                Organisation = m.Organisation?.Value,
                m.GrantedAt,
                m.SuspendedAt,
                m.RevokedAt,
            }),
            Affiliations = affiliations.Select(a => new
            {
                a.Organisation,
                a.Position,
                a.From,
                a.Until,
            }),
            Sessions = sessions.Select(s => new
            {
                s.Device,
                s.CreatedAt,
                s.LastSeenAt,
                s.RevokedAt,
            }),
            Passkeys = passkeys.Select(p => new
            {
                p.Name,
                p.CreatedAt,
                p.LastUsedAt,
            }),
            // What others wrote to the person, and what the person wrote to others without the others' addresses.
            InvitationsReceived = invitations
                .Where(i => i.EmailKey == self.EmailKey)
                .Select(i => new
                {
                    Hub = i.Hub.Value,
                    i.Role,
                    i.InvitedAt,
                    i.UsedAt,
                    i.RevokedAt,
                }),
            InvitationsSent = invitations
                .Where(i => i.InvitedBy == person)
                .Select(i => new
                {
                    Hub = i.Hub.Value,
                    i.Role,
                    i.InvitedAt,
                }),
        };
    }

    private sealed record Self(PersonId Person) : IAccessSubject
    {
        public HubId Hub => default;

        public bool IsOwn(PersonId person) => person == Person;
    }
}
