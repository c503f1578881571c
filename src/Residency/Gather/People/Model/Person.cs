using Residency.Foundation.Actors;
using Residency.Foundation.Ids;
using Residency.Foundation.Results;

namespace Residency.Gather.People.Model;

/// <summary>A natural person. One per installation, whatever hubs they belong to.</summary>
public sealed class Person : IVersioned
{
    private Person() { }

    public PersonId Id { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>The name in lower case, for searching and sorting.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>The address at which the person signs in, as typed.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The address in lower case; unique.</summary>
    public string EmailKey { get; private set; } = "";
    public string? Orcid { get; private set; }
    public string Biography { get; private set; } = "";
    public bool IsOperator { get; private set; }

    /// <summary>When the person was suspended; null when not.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }
    public DateTimeOffset AddedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Adds a person.</summary>
    /// <returns>Invalid for an empty or long name, an address without one @ between two parts, or a wrong ORCID iD.</returns>
    public static Result<Person> Add(NewPerson wish, DateTimeOffset now)
    {
        if (EmailAddress.Parse(wish.Email) is not { } email)
        {
            return EmailAddress.Unusable;
        }

        var person = new Person
        {
            Id = TypedId.New<PersonId>(),
            Email = email.Text,
            EmailKey = email.Key,
            AddedAt = now,
        };
        var described = person.Describe(wish.Name, wish.Orcid, wish.Biography);
        return described.IsDone ? person : described.Refusal;
    }

    /// <summary>Changes how the person is presented.</summary>
    public Result Describe(string name, string? orcid, string biography)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 160 || name.Any(char.IsControl))
        {
            return new Refusal.Invalid("Name", "Enter the name as it should be shown, up to 160 characters.");
        }

        if (!string.IsNullOrWhiteSpace(orcid) && Model.Orcid.Parse(orcid) is null)
        {
            return new Refusal.Invalid(
                "Orcid",
                "This is not an ORCID iD: a digit is wrong or missing. It looks like 0000-0002-1825-0097."
            );
        }

        if (biography.Trim().Length > 1000)
        {
            return new Refusal.Invalid("Biography", "Keep the biography to 1000 characters.");
        }

        (Name, NameKey) = (name.Trim(), name.Trim().ToLowerInvariant());
        (Orcid, Biography) = (Model.Orcid.Parse(orcid)?.Value, biography.Trim());
        return Result.Done;
    }

    /// <summary>Takes all rights away until <see cref="Reinstate"/>.</summary>
    public void Suspend(DateTimeOffset now) => SuspendedAt ??= now;

    /// <summary>Gives the rights back.</summary>
    public void Reinstate() => SuspendedAt = null;

    /// <summary>Makes the person an operator of the installation.</summary>
    public void Operate() => IsOperator = true;
}
