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
        var email = wish.Email.Trim();
        if (!IsAddress(email))
        {
            return new Refusal.Invalid("Email", "Enter an e-mail address such as name@example.org.");
        }

        var person = new Person
        {
            Id = TypedId.New<PersonId>(),
            Email = email,
            EmailKey = email.ToLowerInvariant(),
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
            return new Refusal.Invalid("Orcid", "This is not an ORCID iD: a digit is wrong or missing. It looks like 0000-0002-1825-0097.");
        }

        (Name, Orcid, Biography) = (name.Trim(), Model.Orcid.Parse(orcid)?.Value, biography.Trim());
        return Result.Done;
    }

    /// <summary>Takes all rights away until <see cref="Reinstate"/>.</summary>
    public void Suspend(DateTimeOffset now) => SuspendedAt ??= now;

    /// <summary>Gives the rights back.</summary>
    public void Reinstate() => SuspendedAt = null;

    /// <summary>Makes the person an operator of the installation.</summary>
    public void Operate() => IsOperator = true;

    // Stricter than RFC 5322 on purpose: no quotes, comments or control characters ever reach a mail header.
    private static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= 64
            && text.Length <= 254
            && at == text.LastIndexOf('@')
            && at < text.Length - 1
            && text.All(c => c is > ' ' and < (char)127 and not ('"' or '<' or '>' or '(' or ')' or ',' or ';' or ':' or '\\' or '[' or ']'))
            && !text.StartsWith('.')
            && !text.EndsWith('.')
            && !text.Contains("..", StringComparison.Ordinal);
    }
}
